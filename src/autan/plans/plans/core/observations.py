"""Values observed year by year that a plan gives in its follow-up, beside those of the observatory."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from autan.ground.wordings import Text
from autan.plans.plans.core.plans import PlanScope
from autan.plans.plans.core.sections import LineProblem, SectionLine, lines_of
from autan.plans.plans.core.targets import LEVEL_UNITS

SECTION = "observations"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanObservation:
    """One value that a plan says was observed. `part`: sector, carrier or source; `total` for the whole."""

    key: str
    quantity: str
    part: str
    year: int
    value: float
    unit: str
    scope: PlanScope | None = None

    @property
    def series(self) -> tuple[str, str, PlanScope | None]:
        """Quantity, part and scope: what values of several years must share to be one curve."""
        return self.quantity, self.part, self.scope


def observations_of(lines: Sequence[SectionLine], *, scope: PlanScope | None) -> tuple[PlanObservation, ...]:
    """Return the observations whose lines are complete; one without scope has that of a plan of one scope."""
    default = None if scope is PlanScope.BOTH else scope
    return tuple(
        PlanObservation(
            key=line.key,
            quantity=line.text("quantity"),
            part=line.text("part") or "total",
            year=int(line.number("year") or 0),
            value=line.number("value") or 0.0,
            unit=line.text("unit"),
            scope=PlanScope(line.text("scope")) if line.text("scope") else default,
        )
        for line in lines_of(lines, SECTION)
        if line.is_complete
    )


def observation_problems(observations: Sequence[PlanObservation]) -> tuple[LineProblem, ...]:
    """Return what is wrong: a unit that does not measure the quantity, or two values of one year; both are kept."""
    counts = Counter((*observation.series, observation.year) for observation in observations)
    problems = []
    for observation in observations:
        units = LEVEL_UNITS.get(observation.quantity, {"t"})
        if observation.unit not in units:
            unit_list = ", ".join(sorted(units))
            problems.append(
                _problem(
                    observation, "unit", f"cette grandeur s’écrit ici en {unit_list}", f"this is written in {unit_list}"
                )
            )
        if counts[(*observation.series, observation.year)] > 1:
            french = "deux valeurs observées pour la même année : aucune n’est dessinée"
            problems.append(_problem(observation, "year", french, "two values observed in one year: none is drawn"))
    return tuple(problems)


def drawable(observations: Sequence[PlanObservation]) -> tuple[PlanObservation, ...]:
    """Return those without problem, in order of the years."""
    invalid = {problem.key for problem in observation_problems(observations)}
    return tuple(
        sorted(
            (observation for observation in observations if observation.key not in invalid),
            key=lambda observation: observation.year,
        )
    )


def _problem(observation: PlanObservation, field: str, french: str, english: str) -> LineProblem:
    return LineProblem(section=SECTION, key=observation.key, field=field, message=Text(french, english))
