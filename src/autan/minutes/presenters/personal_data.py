"""What the room holds of people, in words."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from autan.extension_points import PersonalData

MINUTES_DATA = partial(
    PersonalData,
    code="minutes",
    what=_("Comptes rendus de réunions : qui les a écrits, qui a demandé un amendement, noms que le texte cite"),
    whom=_("Les personnes qui tiennent une réunion ou y étaient, et celles que le texte nomme"),
    why=_("Garder ce qu’une réunion a établi ; mission d’intérêt public du réseau"),
    kept=_("Gardés avec le compte rendu ; après effacement, le texte reste sans le nom"),
)
"""Names in minutes; what it does is given when it is registered."""
