"""What the room of territories holds of people, in words."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from autan.extension_points import PersonalData

MANDATE_DATA = partial(
    PersonalData,
    code="roles",
    what=_("Rôles\u00a0: qui agit pour un réseau ou un territoire, depuis quand, jusqu’à quand"),
    whom=_("Les personnes qui ont un rôle"),
    why=_("Donner et retirer les droits, savoir qui pouvait agir à une date\u202f; mission d’intérêt public du réseau"),
    kept=_("Gardés avec l’histoire du réseau\u202f; après effacement, sans nom et terminés"),
)
"""Mandates; what it does is given when it is registered."""
