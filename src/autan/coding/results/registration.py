"""What the room gives to the others, its evidence apart."""

from django.utils.translation import gettext_lazy as _

from autan.coding.results.presenters.names import CATALOGUE, CODED_ANSWERS_OF_NETWORK, CODED_ANSWERS_OF_TERRITORY
from autan.coding.results.queries.agreement import export_draws
from autan.ground.extension_points import PersonalData
from autan.ground.registry import register

register(
    *CATALOGUE,
    CODED_ANSWERS_OF_TERRITORY,
    CODED_ANSWERS_OF_NETWORK,
    PersonalData(
        code="double_codings",
        what=_("Doubles codages\u00a0: noms des personnes qui codent les mêmes textes"),
        whom=_("Les personnes qui codent des réponses ouvertes"),
        why=_("Mesurer leur accord\u202f; mission d’intérêt public du réseau"),
        kept=_("Gardés avec le double codage\u202f; après effacement, les codages et l’accord restent sans le nom"),
        export=export_draws,
    ),
)
