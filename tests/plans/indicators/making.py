"""Definitions, values and indicators for the tests of the core."""

from datetime import date
from typing import Any

from autan.ground.wordings import Text
from autan.plans.indicators.core.definitions import Direction, IndicatorDefinition, IndicatorGroup, Nature, ResultKind
from autan.plans.indicators.core.findings import FollowedIndicator, IndicatorStatus
from autan.plans.indicators.core.values import YearValue

TODAY = date(2026, 11, 26)


def definition(code: str = "cycle_lanes", **changes: Any) -> IndicatorDefinition:
    values: dict[str, Any] = {
        "code": code,
        "group": IndicatorGroup.MOBILITY,
        "label": Text(code, code),
        "unit": "km",
        "direction": Direction.UP,
        "kind": ResultKind.MEANS,
        "nature": Nature.EXTENSIVE,
        "since": date(2020, 1, 1),
        "low": 0.0,
    }
    return IndicatorDefinition(**(values | changes))


def made_own(label: str, unit: str) -> dict[str, Any]:
    """What a territory says of an indicator of its own, its formula and bounds apart."""
    return {
        "label": label,
        "unit": unit,
        "direction": Direction.NONE,
        "kind": ResultKind.RESULT,
        "nature": Nature.EXTENSIVE,
    }


def series(*numbers: float | None, start: int = 2015, **changes: Any) -> tuple[YearValue, ...]:
    return tuple(
        YearValue(**({"year": start + rank, "value": number, "source": "service"} | changes))
        for rank, number in enumerate(numbers)
    )


def followed(*values: YearValue, **changes: Any) -> FollowedIndicator:
    fields: dict[str, Any] = {"definition": definition(), "action": "Plan vélo", "has_target": True, "values": values}
    return FollowedIndicator(**(fields | changes))


def current(slug: str = "a", **changes: Any) -> IndicatorStatus:
    fields: dict[str, Any] = {
        "slug": slug,
        "siren": "999000016",
        "created": date(2019, 1, 1),
        "is_owned": True,
        "last_year": 2025,
    }
    return IndicatorStatus(**(fields | changes))
