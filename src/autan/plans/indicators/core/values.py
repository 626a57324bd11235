"""Values of an indicator: one a year, or a date, and a source, with how it is known; unknown is never nil."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from autan.evidence.figures.core.states import GIVEN_STATES, ValueState
from autan.evidence.figures.core.units import Unit, convert, get_unit
from autan.ground.errors import DomainError
from autan.ground.lists.core import ListFilter, year_parameter
from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.notation import read_number, read_whole
from autan.ground.wordings import Sentence
from autan.plans.indicators.core.definitions import IndicatorDefinition

FIRST_YEAR, LARGEST = 1990, 1e15


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFilter(ListFilter):
    """The year at which members stand side by side; their last one when it is None."""

    year: int | None = year_parameter("annee", Sentence("Année"), blank=None)


class Reliability(Labelled):
    """How far who gives a value trusts it."""

    HIGH = "high", "sûre", "sound"
    MEDIUM = "medium", "moyenne", "fair"
    LOW = "low", "fragile", "fragile"


_STATES = {state.value: state for state in GIVEN_STATES}
_RELIABILITIES = {word.value: word for word in Reliability}
"""Members by code: a look-up costs a tenth of a call of the class, and a network has 200,000 values."""


class InvalidValueError(DomainError):
    """A value cannot be kept.

    Attributes:
        field: what is wrong: `value`, `unit`, `year`, `source`, `state`.
        expected: what was expected, in French.
    """

    def __init__(self, field: str, expected: str) -> None:
        self.field = field
        self.expected = expected
        super().__init__("{field}\u00a0: {expected}", field=field, expected=Sentence(expected))


@dataclass(frozen=True, slots=True, kw_only=True)
class YearValue:
    """The value of a year, or of a date of it, from one source.

    Attributes:
        value: in the unit of the definition; None when it is unknown.
        method: how it was made, in a few words; two methods do not compare.
        before: the value that this one replaced from the same date and source, or None.
        on: month or day that it was read on, ISO; empty for a value of the whole year.
    """

    year: int
    value: float | None
    state: ValueState = ValueState.OBSERVED
    source: str = ""
    method: str = ""
    reliability: Reliability = Reliability.MEDIUM
    comment: str = ""
    before: float | None = None
    on: str = ""

    @property
    def key(self) -> tuple[int, str, str]:
        """Year, date and source: the identity of a value in its indicator."""
        return self.year, self.on, self.source

    def as_json(self) -> list[Any]:
        """Return the value as a row of the series kept beside the indicator."""
        head = [self.year, self.value, self.state.value, self.source, self.method, self.reliability.value]
        return [*head, self.comment, self.before, *([self.on] if self.on else [])]

    @classmethod
    def from_json(cls, row: Sequence[Any]) -> Self:
        """Read such a row."""
        year, value, state, source, method, reliability, comment, before, *dated = row
        return cls(
            year=year,
            value=value,
            state=_STATES[state],
            source=source,
            method=method,
            reliability=_RELIABILITIES[reliability],
            comment=comment,
            before=before,
            on=dated[0] if dated else "",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetPoint:
    """What is aimed at, or not to be passed, in a year.

    Attributes:
        year: the year; None for a limit of every year.
        value: in the unit of the definition.
        is_limit: True for a legal limit, False for a target.
    """

    series: str
    year: int | None
    value: float
    is_limit: bool = False
    source: str = ""


def read_value(text: str) -> float | None:
    """Read a number as it is typed: decimal comma, thousand separators; None for nothing.

    >>> read_value("12 345,6"), read_value(" ")
    (12345.6, None)
    """
    if not text.strip():
        return None
    value = read_number(text)
    if value is None or not math.isfinite(value):
        raise InvalidValueError("value", "un nombre, comme 1\u202f234,5")
    if abs(value) >= LARGEST:
        raise InvalidValueError("value", "un nombre plus petit que mille billions")
    return value


def read_year(text: str, *, today: date) -> int:
    """Read a year."""
    plain = text.strip().removesuffix(".0")
    year = read_whole(plain)
    if year is None or not FIRST_YEAR <= year <= today.year:
        raise InvalidValueError(
            "year", Sentence("une année de {first_year} à {year}, en chiffres", first_year=FIRST_YEAR, year=today.year)
        )
    return year


def read_moment(text: str, *, today: date) -> tuple[int, str]:
    """Read a year, a month or a day: the year, and the date in ISO where it says more.

    >>> read_moment("30/06/2024", today=date(2026, 1, 1)), read_moment("2024", today=date(2026, 1, 1))
    ((2024, '2024-06-30'), (2024, ''))
    """
    moment = None if text.strip().isdecimal() else PartialDate.parse(text)
    if moment is None or not moment.month:
        return read_year(text, today=today), ""
    if moment.year < FIRST_YEAR or moment.first_day > today:
        expected = Sentence(
            "une date de {first_year} à aujourd’hui, comme 2024, 06/2024 ou 30/06/2024", first_year=FIRST_YEAR
        )
        raise InvalidValueError("year", expected)
    return moment.year, str(moment)


def in_unit_of(definition: IndicatorDefinition, value: float, unit_code: str) -> float:
    """Return a value in the unit of its definition."""
    target = get_unit(definition.unit)
    if not unit_code or unit_code in {target.code, target.symbol.fr, target.symbol.en}:
        return value
    unit = _find_unit(unit_code)
    if unit is None or unit.dimension is not target.dimension:
        raise InvalidValueError(
            "unit",
            Sentence(
                "des {symbol}, ou ce qui s’y convertit", symbol=target.symbol if target.symbol.fr else target.code
            ),
        )
    return float(convert(value, from_unit=unit, to_unit=target))


def _find_unit(code: str) -> Unit | None:
    try:
        return get_unit(code)
    except DomainError:
        return None


def settle_state(value: float | None, state: ValueState) -> ValueState:
    """Return the state of a value: nothing is missing, whatever was ticked; nil is said nil on purpose."""
    if value is None:
        return state if not state.is_known else ValueState.MISSING
    if not state.is_known:
        raise InvalidValueError("state", Sentence("pas de nombre pour une valeur « {label} »", label=state.label))
    return ValueState.CONFIRMED_ZERO if value == 0 and state is ValueState.OBSERVED else state


def by_year(values: Iterable[YearValue]) -> dict[int, list[YearValue]]:
    """Return values by year, oldest first; several a year where sources or dates differ, the latest date last."""
    year_values: dict[int, list[YearValue]] = {}
    for value in sorted(values, key=lambda entry: (entry.year, entry.on)):
        year_values.setdefault(value.year, []).append(value)
    return year_values


def chosen_values(values: Iterable[YearValue], source: str = "") -> tuple[YearValue, ...]:
    """Return one value a year, oldest first: that of the preferred source, else the last known one."""
    values_kept = []
    for listed in by_year(values).values():
        preferred = [value for value in listed if source and value.source == source and value.value is not None]
        known = [value for value in listed if value.value is not None]
        values_kept.append((preferred or known or listed)[-1])
    return tuple(values_kept)
