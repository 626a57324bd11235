"""`Figure`: a published value that knows what it is, how well it is known and what it rests on."""

import hashlib
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Self, cast

from autan.evidence.figures.core.intervals import Interval, least_of, most_of
from autan.evidence.figures.core.sources import EvidenceRef, refs_as_json
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import Unit, convert
from autan.ground.errors import DomainError
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text

OWN_CHOICE = "choose_source"
"""Name of the method of a value that an authority gave, and chose to see used in the place of a source's."""
OWN_VALUE = "own-value"
"""Kind of the evidence of a value that an authority gave."""
SPREAD = "range_of_figures"
"""Name of the method of the lowest and the highest of several values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How a figure was computed.

    Attributes:
        name: name of the function, or `published` for a value taken as its source states it.
        parameters: names and values that the function was given, in order.
    """

    name: str
    formula: Text
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A value, or a range, with its unit, period, territories, coverage, state, method and evidence.

    Invariants: `0 <= known <= total`; `value` is None when nothing is known; a range has `low <= high`. What is known
    at most has `high` alone; what is known at least has a `value` in the state of a lower bound.

    Attributes:
        id: address of the figure inside the product (`observatory.243100518.electricity.2024`).
        label: what is measured, without unit or period.
        value: number in `unit`; None for a range, or when unknown.
        low: lower end, when the figure is a range.
        high: upper end, when the figure is a range or is known at most.
        indication: number computed from what is known, where it bounds nothing: for the trace alone.
        territories: SIREN codes (or INSEE codes of communes) that the value is about.
        known: how many of the parts that should enter are known.
        total: how many parts should enter.
        part: what these parts are (communes, collectivités, answers).
        state: worst state of what entered.
        boundary: what is counted and how; figures of two boundaries are never added.
        evidence: what it rests on directly.
        alerts: how many alerts that people are asked to check are on the rows that it rests on directly.
        is_slight: True when too little stands behind it for it to be ranked or coloured.
        is_rough: True for the number of a model that was given bounds where it needs values: nothing bounds it.
        memo: what was computed from it, once: in another unit, in words. A figure never changes, so neither does this.
    """

    id: str
    label: Text
    unit: Unit
    period: Period
    territories: tuple[str, ...]
    known: int
    total: int
    state: ValueState
    method: Method
    value: float | int | None = None
    low: float | int | None = None
    high: float | int | None = None
    indication: float | int | None = None
    part: Text = Sentence("communes")
    boundary: str = ""
    inputs: tuple["Figure", ...] = ()
    evidence: tuple[EvidenceRef, ...] = ()
    note: Text | None = None
    alerts: int = 0
    is_slight: bool = False
    is_rough: bool = False
    memo: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse a figure that contradicts itself."""
        if not 0 <= self.known <= self.total:
            message = f"{self.id}: known {self.known} is not between 0 and total {self.total}"
            raise DomainError(message)
        if self.high is None and self.low is None:
            pass
        elif self.high is None or not -math.inf < (self.high if self.low is None else self.low) <= self.high < math.inf:
            message = f"{self.id}: a range needs two ends in order, got {self.low} and {self.high}"
            raise DomainError(message)
        if self.value is not None and not -math.inf < self.value < math.inf:
            message = f"{self.id}: a value is a number, got {self.value}"
            raise DomainError(message)
        if self.value is not None and not self.state.is_known:
            message = f"{self.id}: a value cannot be {self.state.value}"
            raise DomainError(message)
        if self.indication is not None and self.is_known:
            message = f"{self.id}: an indication stands where nothing is established"
            raise DomainError(message)

    @property
    def is_known(self) -> bool:
        """True when there is a number to show."""
        return self.value is not None or self.high is not None

    @property
    def interval(self) -> Interval | None:
        """Where the value lies in every state of the world that the sources allow; None where nothing bounds it.

        The lowest and the highest of several values bound no value of their own, and neither does a rough number.
        """
        if self.is_rough:
            return None
        if self.value is not None:
            is_floor = self.state is ValueState.LOWER_BOUND
            return Interval(float(self.value), math.inf if is_floor else float(self.value))
        if self.high is None or self.method.name == SPREAD:
            return None
        return Interval(-math.inf if self.low is None else float(self.low), float(self.high))

    @property
    def is_partial(self) -> bool:
        """True when some of the parts that should enter are not known."""
        return self.known < self.total

    @property
    def has_evidence(self) -> bool:
        """True when it rests, directly or through its inputs, on at least one piece of evidence."""
        return bool(self.evidence) or (bool(self.inputs) and all(item.has_evidence for item in self.inputs))

    @property
    def content_hash(self) -> str:
        """Sixteen hexadecimal digits that change when anything that defines the figure changes."""
        content = [
            self.id,
            self.value,
            [self.low, self.high],
            self.unit.code,
            self.period.label,
            self.territories,
            [self.known, self.total],
            self.state.value,
            self.boundary,
            [self.method.name, self.method.parameters],
            refs_as_json(self.evidence),
            [item.content_hash for item in self.inputs],
            *([] if self.indication is None else [self.indication]),
            *(["rough"] if self.is_rough else []),
        ]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]

    def in_unit(self, unit: Unit) -> Self:
        """Return the same figure in another unit of the same dimension.

        Raises UnitMismatchError: the units measure different things.
        """
        if unit.code == self.unit.code:
            return self
        if (converted := self.memo.get(unit.code)) is None:
            converted = self.memo[unit.code] = self._convert(unit)
        return cast("Self", converted)

    def _convert(self, unit: Unit) -> Self:
        def scaled(number: float | int | None) -> float | None:
            return None if number is None else float(convert(number, from_unit=self.unit, to_unit=unit))

        return replace(
            self,
            unit=unit,
            value=scaled(self.value),
            low=scaled(self.low),
            high=scaled(self.high),
            indication=scaled(self.indication),
        )


def end_intervals(figure: Figure) -> tuple[Interval, Interval] | None:
    """Where each end of a range lies; None for a figure that has not two.

    The lowest and the highest of several values lie inside the bounds of these: among floors, both ends are floors.
    """
    if figure.low is None or figure.high is None:
        return None
    if figure.method.name == SPREAD and figure.state is ValueState.LOWER_BOUND:
        parts = [item.in_unit(figure.unit).interval for item in figure.inputs if item.value is not None]
        known = [part for part in parts if part is not None]
        if known:
            return least_of(known), most_of(known)
    return Interval.exactly(float(figure.low)), Interval.exactly(float(figure.high))


def count_own(figure: Figure) -> int:
    """How many values that authorities gave entered a figure: chosen quantities, prices, degree days."""
    if figure.method.name == OWN_CHOICE:
        return 1
    count = sum(ref.kind == OWN_VALUE for ref in figure.evidence)
    return count + sum(count_own(item) for item in figure.inputs)


def count_alerts(figure: Figure) -> int:
    """How many alerts are on the rows that a figure rests on, directly or through its inputs."""
    return figure.alerts + sum(count_alerts(item) for item in figure.inputs)


def other_periods(*figures: Figure) -> tuple[Period, ...]:
    """The periods of what ratios, or ranges of ratios, divide by, the earliest first.

    None where each ratio divides two quantities of one time.
    """
    terms = [pair for figure in figures for pair in _ratio_terms(figure)]
    if all(numerator.period == denominator.period for numerator, denominator in terms):
        return ()
    return tuple(sorted({denominator.period for _above, denominator in terms}, key=lambda period: period.label))


def _ratio_terms(figure: Figure) -> Iterator[tuple[Figure, Figure]]:
    if figure.method.name == SPREAD:
        for ratio in figure.inputs:
            yield from _ratio_terms(ratio) if ratio.is_known else ()
    elif figure.method.name == "divide_figures" and len(figure.inputs) == 2:
        yield figure.inputs[0], figure.inputs[1]


def walk_inputs(figure: Figure) -> Iterator[Figure]:
    """Yield the figure, then everything that it was computed from, depth first, each id once."""
    seen: set[str] = set()
    waiting = [figure]
    while waiting:
        current = waiting.pop(0)
        # an input of several figures is met several times
        if current.id in seen:
            continue
        seen.add(current.id)
        yield current
        waiting = [*current.inputs, *waiting]


def evidence_below(figure: Figure) -> tuple[EvidenceRef, ...]:
    """Return every piece of evidence that the figure rests on, directly or through its inputs, each once."""
    return tuple(dict.fromkeys(ref for item in walk_inputs(figure) for ref in item.evidence))
