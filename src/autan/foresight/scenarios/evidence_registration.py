"""Figures, evidence and texts that the room gives to the others, and what it lets be stated complete."""

from django.utils.translation import gettext_lazy as _

from autan.foresight.scenarios.presenters.evidence_kinds import EVIDENCE
from autan.foresight.scenarios.queries.own_quantities import STARTING_STATE
from autan.ground.registry import register
from autan.ground.wordings import Sentence
from autan.plans.plans.queries.complete_lists import CompleteList

register(
    *EVIDENCE,
    CompleteList(
        code=STARTING_STATE,
        label=Sentence("Énergies de l’état de départ"),
        permission="foresight.give_state",
        refusal=Sentence("seules les personnes qui agissent pour ce territoire disent qu’il n’utilise rien d’autre"),
        offer=_("Rien d’autre\u00a0: aucune autre énergie utilisée, à ce jour"),
        address=("foresight:state", "place"),
    ),
)
