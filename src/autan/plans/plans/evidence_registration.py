"""Figures, evidence and texts that the room gives to the others, and what it lets be stated complete."""

from django.utils.translation import gettext_lazy as _

from autan.evidence.figures.queries.codable_texts import TextSource
from autan.evidence.figures.queries.registry import EvidenceKind
from autan.ground.registry import register, register_at_need
from autan.ground.wordings import Sentence, Text
from autan.plans.plans.core.figures import LINE_KIND, PLAN_KIND
from autan.plans.plans.queries.complete_lists import STATEMENT_KIND, CompleteList
from autan.plans.plans.queries.plans import PLANS

register_at_need("autan.plans.plans.presenters.evidence_kinds:EVIDENCE", {EvidenceKind: (PLAN_KIND, LINE_KIND)})
register_at_need("autan.plans.plans.presenters.completeness:STATEMENTS", {EvidenceKind: (STATEMENT_KIND,)})
register_at_need("autan.plans.plans.queries.plan_texts:PLAN_TEXT_SOURCE", {TextSource: ("plan",)})
register(
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
