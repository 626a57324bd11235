"""Figures, evidence and texts that the room gives to the others, and what it lets be stated complete."""

from django.utils.translation import gettext_lazy as _

from autan.cooperation.lessons.core.figures import ADOPTION_KIND, LESSON_KIND, NEED_KIND, SOURCE
from autan.cooperation.lessons.queries.needs import NEEDS
from autan.evidence.figures.queries.codable_texts import TextSource
from autan.evidence.figures.queries.registry import EvidenceKind, FigureSource
from autan.ground.registry import register, register_at_need
from autan.ground.wordings import Sentence
from autan.plans.plans.queries.complete_lists import CompleteList

register_at_need(
    "autan.cooperation.lessons.presenters.evidence_kinds:EVIDENCE",
    {EvidenceKind: (LESSON_KIND, ADOPTION_KIND, NEED_KIND), FigureSource: (SOURCE,)},
)
register_at_need("autan.cooperation.lessons.queries.coded_notes:NOTE_TEXTS", {TextSource: ("workshop-note",)})
register(
    CompleteList(
        code=NEEDS,
        label=Sentence("Besoins"),
        permission="territories.act_for_territory",
        refusal=Sentence("seules les personnes qui agissent pour ce territoire disent qu’il n’a pas d’autre besoin"),
        offer=_("Rien d’autre\u00a0: aucun autre besoin, à ce jour"),
        address=("site:territory", "siren"),
    ),
)
