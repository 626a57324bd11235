"""What the room of accounts holds of people, in words."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from autan.ground.extension_points import PersonalData

ACCOUNT_DATA = partial(
    PersonalData,
    code="accounts",
    what=_(
        "Compte\u00a0: adresse électronique, nom, mot de passe chiffré, seconds facteurs, identité reliée, connexions"
    ),
    whom=_("Les personnes qui ont un compte"),
    why=_("Savoir qui agit et protéger les comptes\u202f; mission d’intérêt public du réseau"),
    kept=_(
        "Tant que le compte sert\u202f; fermé, durée réglée par AUTAN_KEEP_ACCOUNTS, trois ans sinon. "
        "Sessions\u00a0: deux semaines"
    ),
)
"""Accounts; what it does is given when it is registered."""
