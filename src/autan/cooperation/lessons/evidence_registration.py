"""Figures, evidence and texts that the room gives to the others, and what it lets be stated complete."""

from django.utils.translation import gettext_lazy as _

from autan.cooperation.lessons.presenters.evidence_kinds import EVIDENCE
from autan.cooperation.lessons.queries.coded_notes import NOTE_TEXTS
from autan.cooperation.lessons.queries.needs import NEEDS
from autan.ground.registry import register
from autan.ground.wordings import Sentence
from autan.plans.plans.queries.complete_lists import CompleteList

register(
    *EVIDENCE,
    NOTE_TEXTS,
    CompleteList(
        code=NEEDS,
        label=Sentence("Besoins"),
        permission="territories.act_for_territory",
        refusal=Sentence("seules les personnes qui agissent pour ce territoire disent qu’il n’a pas d’autre besoin"),
        offer=_("Rien d’autre\u00a0: aucun autre besoin, à ce jour"),
        address=("site:territory", "siren"),
    ),
)
