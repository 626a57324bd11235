"""Scenarios as frames: those of files, computed without a home, and those that a home keeps."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from autan.foresight.engine.core.attribution import attribute
from autan.foresight.engine.core.axes import ScenarioMeasure
from autan.foresight.engine.core.engine import run
from autan.foresight.engine.core.results import ScenarioResult, read_total
from autan.foresight.engine.core.scenarios import InvalidScenarioError
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.scenarios import locate_faults, make_scenario, read_scenario
from autan.instance.library.frames import Frame, make_frame


def read_scenario_file(path: str | Path) -> "ScenarioRun":
    """Compute the scenario of a file (YAML or JSON) that gives its own starting state.

    Raises:
        ImportFileError: it cannot be read or computed; every fault with its line.
        DomainError: it starts from the data of a place; open the home that has them.
        OSError: there is no such file.
    """
    file = Path(path)
    text = file.read_text(encoding="utf-8-sig")
    scenario = make_scenario(read_scenario(text, file.name, shipped_assumptions()))
    try:
        return ScenarioRun(run(scenario))
    except InvalidScenarioError as error:
        raise locate_faults(text, file.name, error.faults) from None


@dataclass(frozen=True, slots=True)
class ScenarioRun:
    """A scenario that was computed. `result`: its arrays, by territory and year."""

    result: ScenarioResult = field(repr=False)

    @property
    def title(self) -> str:
        """Its title."""
        return self.result.scenario.title

    def years(self, territory: str = "") -> Frame:
        """Return `year, measure, unit, trend, chosen`, of one territory or of all; null is not known."""
        state, paths = self.result.scenario.state, (self.result.trend, self.result.chosen)
        rows = [
            (int(year), measure.value, measure.unit, *map(_finite_or_none, ends))
            for measure in ScenarioMeasure
            for year, *ends in zip(
                self.result.chosen.years, *(read_total(path, measure, state, territory) for path in paths), strict=True
            )
        ]
        return make_frame(rows, {"year": int, "measure": str, "unit": str, "trend": float, "chosen": float})

    def levers(self, measure: str = "net_emissions_tco2e", year: int = 0) -> Frame:
        """Return `lever, share, first_in, last_in`: what each lever takes of a measure in a year, the last without one.

        `share` is its Shapley value; `first_in` and `last_in` what it takes alone, and after all others.
        """
        last = year or int(self.result.chosen.years[-1])
        split = attribute(self.result.scenario, measure=ScenarioMeasure(measure), year=last)
        rows = [(one.key, *map(_finite_or_none, (one.share, one.first_in, one.last_in))) for one in split.levers]
        return make_frame(rows, {"lever": str, "share": float, "first_in": float, "last_in": float})

    def __str__(self) -> str:
        years = self.result.chosen.years
        return f"{self.title}, {years[0]}-{years[-1]}, {len(self.result.scenario.levers)} levier(s)"

    __repr__ = __str__


def _finite_or_none(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
