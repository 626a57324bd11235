"""Figures, evidence and texts that the room gives to the others, and what it lets be stated complete."""

from django.utils.translation import gettext_lazy as _

from autan.evidence.figures.queries.registry import EvidenceKind, FigureSource
from autan.ground.registry import register, register_at_need
from autan.ground.wordings import Sentence, Text
from autan.plans.plans.core.sections import ACTIONS
from autan.plans.plans.queries.complete_lists import CompleteList
from autan.plans.projects.core.addresses import ACTION_KIND, LIST_KIND, PROJECT_KIND, SOURCE

register_at_need(
    "autan.plans.projects.presenters.evidence_kinds:EVIDENCE",
    {EvidenceKind: (PROJECT_KIND, ACTION_KIND, LIST_KIND), FigureSource: (SOURCE,)},
)
register(
    CompleteList(
        code=ACTIONS,
        label=Text("Actions", "Actions"),
        permission="projects.add_action",
        refusal=Sentence(
            "seuls la coordination du réseau et le ou la chargé·e de mission du territoire disent qu’il n’a pas "
            "d’autre action"
        ),
        offer=_("Rien d’autre\u00a0: aucune autre action, à ce jour"),
        address=("projects:member", "siren"),
    ),
)
