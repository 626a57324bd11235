"""Targets of plans: their forms, the level that they lead to, sums over members, and horizons of the carbon budgets.

What is observed beside them is in `observations.py`, both on one chart in `trajectories.py`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from autan.evidence.figures.core.arithmetic import NotSummableError
from autan.evidence.figures.core.units import Unit, convert, get_unit
from autan.ground.errors import DomainError
from autan.ground.wordings import Sentence, Text
from autan.plans.plans.core.plans import PlanScope
from autan.plans.plans.core.sections import LineProblem, SectionLine, lines_of

SECTION = "targets"
RELATIVE_UNITS = {"pct", "factor"}
LEVEL_UNITS = {
    "ghg": {"tCO2e", "ktCO2e"},
    "sequestration": {"tCO2e", "ktCO2e"},
    "final_energy": {"GWh", "MWh"},
    "renewable_output": {"GWh", "MWh", "MW"},
    "renewable_consumption": {"GWh", "MWh"},
    "renewable_share": {"pct"},
    "efficiency": {"pct"},
    "renovations": {"dwellings"},
}
_SHARES = {"renewable_share", "efficiency"}
_BASE_UNITS = {"ghg": "ktCO2e", "sequestration": "ktCO2e", "final_energy": "GWh", "renewable_output": "GWh"}
_BASE_UNITS |= {"renovations": "dwellings", "renewable_consumption": "GWh"}
_LARGEST_SHARE = 100


class TargetKind(StrEnum):
    """Form of a target."""

    LEVEL = "level"
    CHANGE = "change"
    SHARE = "share"


class UnalignedTargetsError(DomainError):
    """Targets of other base years, horizons, scopes or forms were to be combined."""

    def __init__(self, reason: Text) -> None:
        self.reason = reason
        super().__init__("{reason}", reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One target of a plan, read.

    Attributes:
        siren: member that it is about; empty for a plan of several.
        part: sector, carrier or source; `total` for the whole.
        unit: code of the unit: `pct`, `factor`, or a unit of the house.
        base_value: value in the base year, in the unit of the quantity; None when it is not given.
    """

    plan: str
    siren: str
    key: str
    quantity: str
    part: str
    kind: TargetKind
    value: float
    unit: str
    horizon: int
    base_year: int | None = None
    base_value: float | None = None
    scope: PlanScope | None = None

    @property
    def level_unit(self) -> Unit | None:
        """Unit of the level that it leads to; None when its quantity has no level."""
        if self.unit not in RELATIVE_UNITS or self.kind is TargetKind.SHARE:
            return None if self.unit == "factor" else get_unit(self.unit)
        return None if self.quantity in _SHARES else get_unit(_BASE_UNITS.get(self.quantity, "t"))


def targets_of(lines: Sequence[SectionLine], *, plan: str, siren: str, scope: PlanScope | None) -> tuple[Target, ...]:
    """Return the targets of a plan whose lines are complete; a line without scope has that of a plan of one scope."""
    default = None if scope is PlanScope.BOTH else scope
    return tuple(
        Target(
            plan=plan,
            siren=siren,
            key=line.key,
            quantity=line.text("quantity"),
            part=line.text("part") or "total",
            kind=TargetKind(line.text("kind")),
            value=line.number("value") or 0.0,
            unit=line.text("unit"),
            horizon=int(line.number("horizon") or 0),
            base_year=None if line.number("base_year") is None else int(line.number("base_year") or 0),
            base_value=line.number("base_value"),
            scope=PlanScope(line.text("scope")) if line.text("scope") else default,
        )
        for line in lines_of(lines, SECTION)
        if line.is_complete
    )


def target_problems(targets: Iterable[Target]) -> tuple[LineProblem, ...]:
    """Return what is wrong with targets that were read: they are kept, and enter no sum."""
    return tuple(problem for target in targets for problem in _problems(target))


def _problems(target: Target) -> list[LineProblem]:
    problems = []
    expected = LEVEL_UNITS.get(target.quantity, {"t"})
    if target.kind is TargetKind.LEVEL and target.unit not in expected:
        units = ", ".join(sorted(expected))
        problems.append(
            _problem(target, "unit", f"un niveau s’écrit ici en {units}", f"a level is written here in {units}")
        )
    if target.kind is not TargetKind.LEVEL and target.unit not in RELATIVE_UNITS | expected:
        problems.append(_problem(target, "unit", "une évolution s’écrit en % ou en fois", "a change is in % or times"))
    if target.kind is TargetKind.CHANGE and target.base_year is None:
        french = "sans année de référence, cet objectif est gardé mais n’entre dans aucune somme"
        problems.append(_problem(target, "base_year", french, "without base year it is kept, and enters no sum"))
    if target.kind is TargetKind.SHARE and target.unit == "pct" and not 0 <= target.value <= _LARGEST_SHARE:
        problems.append(_problem(target, "value", "une part va de 0 à 100 %", "a share goes from 0 to 100%"))
    if target.base_year is not None and target.base_year >= target.horizon:
        french = "l’horizon vient après l’année de référence"
        problems.append(_problem(target, "horizon", french, "the horizon comes after the base year"))
    if target.kind is TargetKind.LEVEL and target.value < 0 and target.quantity != "sequestration":
        problems.append(_problem(target, "value", "un niveau n’est pas négatif", "a level is not negative"))
    return problems


def _problem(target: Target, field: str, french: str, english: str) -> LineProblem:
    return LineProblem(section=SECTION, key=target.key, field=field, message=Text(french, english))


def level_reached(target: Target) -> float | None:
    """Return the level that a target leads to, in `level_unit`; None when its base value is not known.

    A change is added to its base value: −40 % of 100 is 60; « times 7 » of 10 is 70; +50 GWh of 10 is 60.
    """
    if target.kind is not TargetKind.CHANGE:
        return target.value
    if target.base_value is None or target.base_year is None:
        return None
    if target.unit == "pct":
        return target.base_value * (1 + target.value / 100)
    return target.base_value * target.value if target.unit == "factor" else target.base_value + target.value


def change_pct(target: Target) -> float | None:
    """Return a change in per cent of its base value, however it is written; None where it is none, or has no base.

    Divided by four is -75 %; +50 GWh from 10 is +500 %.
    """
    if target.kind is not TargetKind.CHANGE or target.unit == "pct":
        return target.value if target.kind is TargetKind.CHANGE else None
    if target.unit == "factor":
        return 100 * (target.value - 1)
    return 100 * target.value / target.base_value if target.base_value else None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetSum:
    """Levels of several members added for one quantity and one horizon.

    Attributes:
        value: sum of the levels that are known, in `unit`; None when none is.
        absent: members asked for whose level is not known for this year.
    """

    value: float | None
    unit: Unit
    members: tuple[str, ...]
    absent: tuple[str, ...]


def sum_targets(
    targets: Sequence[Target], *, quantity: str, part: str, horizon: int, scope: PlanScope, members: Sequence[str]
) -> TargetSum:
    """Add the levels that members aim at in one year; those without a target of that year are left out, and told."""
    units: dict[str, Unit] = {}
    levels: dict[str, float] = {}
    for target in targets:
        if (target.quantity, target.part, target.horizon, target.scope) != (quantity, part, horizon, scope):
            continue
        level, unit = level_reached(target), target.level_unit
        if level is None or unit is None or target.siren not in members or _problems(target):
            continue
        if not unit.is_summable:
            raise NotSummableError(unit)
        if levels.get(target.siren, level) != level:
            raise UnalignedTargetsError(
                Sentence(
                    "{siren} vise deux niveaux différents en {horizon}", siren=target.siren, horizon=target.horizon
                )
            )
        units[target.siren], levels[target.siren] = unit, level
    unit = next(iter(units.values()), get_unit("count"))
    if any(other.dimension is not unit.dimension for other in units.values()):
        raise UnalignedTargetsError(_NO_COMMON_UNIT)
    total = sum(float(convert(levels[siren], from_unit=units[siren], to_unit=unit)) for siren in levels)
    return TargetSum(
        value=total if levels else None,
        unit=unit,
        members=tuple(siren for siren in members if siren in levels),
        absent=tuple(siren for siren in members if siren not in levels),
    )


_NO_COMMON_UNIT = Sentence("ces objectifs sont dans des unités qui ne s’additionnent pas")


@dataclass(frozen=True, slots=True, kw_only=True)
class CarbonBudget:
    """One carbon budget of the country: its first and last years, the day and the text of its adoption."""

    first_year: int
    last_year: int
    adopted_on: date
    text: Text


def target_horizons(budgets: Sequence[CarbonBudget], energy_code: Sequence[int], on: date) -> tuple[int, ...]:
    """Return the years of targets that the order of 4 August 2016 wants: R. 229-51 of the environment code.

    The middle years of the two furthest budgets adopted on the day, then the horizons of the energy code.

    >>> target_horizons([], (2030, 2050), date(2018, 1, 1))
    (2030, 2050)
    """
    adopted = sorted((budget for budget in budgets if budget.adopted_on <= on), key=lambda budget: budget.last_year)
    middles = [(budget.first_year + budget.last_year) // 2 for budget in adopted[-2:]]
    return tuple(sorted({*middles, *energy_code}))
