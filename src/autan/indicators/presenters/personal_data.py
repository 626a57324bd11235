"""What the room holds of people, in words."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from autan.extension_points import PersonalData

INDICATOR_DATA = partial(
    PersonalData,
    code="indicators",
    what=_(
        "Noms dans les indicateurs\u00a0: qui tient un indicateur, qui a donné une valeur, qui a décidé d’un constat"
    ),
    whom=_("Les personnes qui tiennent et renseignent des indicateurs"),
    why=_("Savoir à qui parler d’un indicateur, et d’où vient une valeur\u202f; mission d’intérêt public du réseau"),
    kept=_("Gardés avec l’indicateur\u202f; après effacement, les valeurs et les décisions restent sans le nom"),
)
"""Names in indicators; what it does is given when it is registered."""
