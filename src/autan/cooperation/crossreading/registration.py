"""What the room gives to the others, its evidence apart."""

from django.utils.translation import gettext_lazy as _

from autan.cooperation.crossreading.presenters import sections
from autan.cooperation.crossreading.queries.proposals import recommendations_that_quote
from autan.cooperation.crossreading.queries.readings import export_written
from autan.evidence.figures.queries.registry import QuotationFinder
from autan.ground.extension_points import PersonalData
from autan.ground.registry import register

register(
    QuotationFinder(find=recommendations_that_quote),
    *sections.PAGE_EXTENSIONS,
    PersonalData(
        code="crossreading",
        what=_("Noms dans la lecture croisée\u00a0: qui a lu un passage, décidé d’une contradiction, proposé, répondu"),
        whom=_("Les personnes du réseau qui lisent les plans et en discutent"),
        why=_("Savoir à qui parler d’une lecture, et mesurer l’accord\u202f; mission d’intérêt public du réseau"),
        kept=_("Gardés avec la lecture\u202f; après effacement, ce qui a été lu, décidé et écrit reste sans le nom"),
        export=export_written,
    ),
)
