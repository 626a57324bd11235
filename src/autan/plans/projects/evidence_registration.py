"""Figures, evidence and texts that the room gives to the others, and what it lets be stated complete."""

from django.utils.translation import gettext_lazy as _

from autan.ground.registry import register
from autan.ground.wordings import Sentence, Text
from autan.plans.plans.core.sections import ACTIONS
from autan.plans.plans.queries.complete_lists import CompleteList
from autan.plans.projects.presenters.evidence_kinds import EVIDENCE

register(
    *EVIDENCE,
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
