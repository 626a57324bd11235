"""Figures, evidence and texts that the room gives to the others, and what it lets be stated complete."""

from django.utils.translation import gettext_lazy as _

from autan.evidence.figures.queries.registry import EvidenceKind
from autan.ground.registry import register
from autan.ground.wordings import Sentence, Text
from autan.plans.plans.presenters.completeness import describe_statements
from autan.plans.plans.presenters.evidence_kinds import EVIDENCE
from autan.plans.plans.queries.complete_lists import STATEMENT_KIND, CompleteList
from autan.plans.plans.queries.plan_texts import PLAN_TEXT_SOURCE
from autan.plans.plans.queries.plans import PLANS

register(
    *EVIDENCE,
    EvidenceKind(kind=STATEMENT_KIND, describe=describe_statements),
    PLAN_TEXT_SOURCE,
    CompleteList(
        code=PLANS,
        label=Text("Plans", "Plans"),
        permission="plans.start_plan",
        refusal=Sentence(
            "seuls la coordination du réseau et le ou la chargé·e de mission du territoire disent qu’il n’a pas "
            "d’autre plan"
        ),
        offer=_("Rien d’autre\u00a0: aucun autre plan, à ce jour"),
        address=("site:territory", "siren"),
    ),
)
