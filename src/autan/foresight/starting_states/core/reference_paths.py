"""A path that a scenario is set beside: that of the State, of a region or of a plan, laid on the level of the start."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from autan.foresight.engine.core.results import ScenarioMeasure
from autan.foresight.starting_states.core.national_strategy import Points
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencePath:
    """A path that a scenario is set beside.

    Attributes:
        code: `snbc-2`, code of a regional strategy, or `plan/` and the slug of a plan and its quantity.
        values: MWh or tCO2e by year, from the level of the base year on; none when it cannot be laid here.
    """

    code: str
    label: Text
    measure: ScenarioMeasure
    values: Mapping[int, float]
    lacking: tuple[str, ...] = ()
    caution: Text = NO_TEXT
    refusal: Text = NO_TEXT


def change_index(base_year: int, changes: Iterable[tuple[int, float]]) -> Points:
    """Return an index, 100 in the base year, from changes counted from it, in %.

    >>> change_index(2015, [(2050, -75.0), (2030, -40.0)])
    ((2015, 100.0), (2030, 60.0), (2050, 25.0))
    """
    return ((base_year, 100.0), *sorted((year, 100.0 + change) for year, change in changes))
