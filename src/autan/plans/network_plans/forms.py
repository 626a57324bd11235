"""What an address asks of the register."""

from typing import Any

from autan.plans.network_plans.core.register import COLUMNS, USUAL, RegisterFilter
from autan.plans.plans.core.plans import PlanKind
from autan.plans.plans.core.steps import StepKind


def read_filter(query: Any) -> RegisterFilter:
    """Return what an address asks of the register; what it does not know is left out."""
    columns = tuple(code for code in query.getlist("colonne") if code in COLUMNS)
    sort = query.get("tri", "")
    stage = query.get("etape", "")
    return RegisterFilter(
        columns=columns or USUAL,
        sort=sort.removeprefix("-") if sort.removeprefix("-") in COLUMNS else "",
        is_descending=sort.startswith("-"),
        kind=PlanKind.from_code(query.get("sorte", "")),
        stage=StepKind(stage) if stage in set(StepKind) else None,
        text=query.get("texte", "")[:100],
    )
