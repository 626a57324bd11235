"""What the room gives to the others, its evidence apart."""

from django.utils.translation import gettext_lazy as _

from autan.cooperation.crossreading.presenters import sections
from autan.cooperation.crossreading.queries.proposals import recommendations_that_quote
from autan.cooperation.crossreading.queries.readings import export_written
from autan.evidence.figures.queries.registry import QuotationFinder
from autan.ground.extension_points import Beginning, PersonalData
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
    Beginning(
        code="alignment",
        rank=30,
        label="",
        url_name="network_plans:register",
        permission="crossreading.read_internal",
        purpose=_(
            "Deux personnes lisent chaque plan sur un cadre commun\u00a0: on voit alors ce que portent tous les plans, "
            "certains, ou un seul."
        ),
        act=_("Ouvrir le registre des plans"),
        example="crossreading:matrix",
    ),
    Beginning(
        code="proposal",
        part="propositions",
        rank=32,
        label=_("Une proposition"),
        url_name="crossreading:propose",
        permission="crossreading.align",
        purpose=_(
            "Une proposition dit ce que les membres feraient mieux ensemble, pourquoi à cette échelle, et sur quel "
            "constat elle repose."
        ),
        act=_("Proposer"),
    ),
    Beginning(
        code="recommendation",
        part="recommandations",
        rank=34,
        label=_("Une recommandation"),
        url_name="crossreading:draft",
        permission="crossreading.coordinate",
        purpose=_(
            "Une recommandation s’adresse à l’État, à la région, aux communes ou au réseau, et part d’un constat "
            "compté dans les plans lus ensemble."
        ),
        act=_("Ébaucher une recommandation"),
        example="crossreading:recommendations",
    ),
)
