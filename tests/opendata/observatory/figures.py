"""Invented figures of places, for tests of pure functions."""

from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text

PLACE = "200000001"


def a_figure(value: float | None = None, **changes) -> Figure:
    """A figure of one measure of a place, known whole; `code`, `date`, `source` and `unit` in plain words."""
    code, date = changes.pop("code", "electricity_residential"), changes.pop("date", "2024")
    parameters = (("source", changes.pop("source", "ore-communes")),)
    is_known = value is not None or changes.get("high") is not None
    fields = {
        "id": f"observatory.{PLACE}.{code}.{date}",
        "label": Text(code, code),
        "value": value,
        "unit": get_unit(changes.pop("unit", "MWh")),
        "period": Period.parse(date),
        "territories": (PLACE,),
        "known": 2 if is_known else 0,
        "total": 2,
        "state": ValueState.OBSERVED if is_known else ValueState.MISSING,
        "method": Method(name="sum_of_rows", formula=Text("somme", "sum"), parameters=parameters),
        "evidence": (EvidenceRef(kind="lake", key=f"{code}/{date}"),),
    }
    return Figure(**{**fields, **changes})


def a_floor(value: float, **changes) -> Figure:
    """A figure that is known at least."""
    return a_figure(value, **{"known": 1, "state": ValueState.LOWER_BOUND, **changes})


def a_range(low: float | None, high: float, **changes) -> Figure:
    """A figure known between two ends, or at most."""
    return a_figure(low=low, high=high, **changes)
