"""What the room gives to the others."""

from django.utils.translation import gettext_lazy as _

from autan.cooperation.minutes.actions.personal import erase_from_minutes
from autan.cooperation.minutes.actions.workflow import MINUTES
from autan.cooperation.minutes.queries import export_amendments
from autan.ground.extension_points import PersonalData
from autan.ground.registry import register

register(
    MINUTES,
    PersonalData(
        code="minutes",
        what=_("Comptes rendus de réunions : qui les a écrits, qui a demandé un amendement, noms que le texte cite"),
        whom=_("Les personnes qui tiennent une réunion ou y étaient, et celles que le texte nomme"),
        why=_("Garder ce qu’une réunion a établi ; mission d’intérêt public du réseau"),
        kept=_("Gardés avec le compte rendu ; après effacement, le texte reste sans le nom"),
        export=export_amendments,
        erase=erase_from_minutes,
    ),
)
