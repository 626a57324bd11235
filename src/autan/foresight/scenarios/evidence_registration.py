"""Figures, evidence and texts that the room gives to the others, and what it lets be stated complete."""

from django.utils.translation import gettext_lazy as _

from autan.evidence.figures.queries.registry import EvidenceKind, FigureSource
from autan.foresight.starting_states.core.addresses import (
    ASSUMPTION_KIND,
    OWN_KIND,
    REFERENCE_KIND,
    SCENARIO,
    SCENARIO_KIND,
    STATE,
)
from autan.ground.registry import register, register_at_need
from autan.ground.wordings import Sentence
from autan.plans.plans.queries.complete_lists import CompleteList

register_at_need(
    "autan.foresight.scenarios.presenters.evidence_kinds:EVIDENCE",
    {
        EvidenceKind: (SCENARIO_KIND, OWN_KIND, ASSUMPTION_KIND, REFERENCE_KIND),
        FigureSource: (SCENARIO, STATE, "assumption", "reference"),
    },
)
register(
    CompleteList(
        code=STATE,
        label=Sentence("Énergies de l’état de départ"),
        permission="foresight.give_state",
        refusal=Sentence("seules les personnes qui agissent pour ce territoire disent qu’il n’utilise rien d’autre"),
        offer=_("Rien d’autre\u00a0: aucune autre énergie utilisée, à ce jour"),
        address=("foresight:state", "place"),
    ),
)
