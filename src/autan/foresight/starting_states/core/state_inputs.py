"""What the starting state of a territory is made from, and the figures of the keys that it leans on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, lru_cache, reduce
from math import inf
from typing import Any

from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.intervals import Interval
from autan.evidence.figures.core.numbers import axis_number
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState, worst_state
from autan.evidence.figures.core.units import Dimension, Unit
from autan.foresight.engine.core.assumptions import Assumption, AssumptionSet
from autan.foresight.starting_states.core.addresses import ASSUMPTION_KIND, REFERENCE_KIND, StateAddress
from autan.ground.texts.core.periods import Period
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text

_ONE = Sentence("valeur")


@dataclass(frozen=True, slots=True, kw_only=True)
class StateInputs:
    """Everything that the starting state of one territory is made from.

    Attributes:
        unknown: measures that nobody knows of any territory: their figures are not made.
        department: figures of its main department, by carrier (`electricity`, `natural_gas`) and sector.
        heat: heat that networks deliver there, or None when the survey lists none.
        houses: main residences that are houses, or None.
        flats: main residences that are flats, or None.
        base: what is counted of it (homes by heating, commuting, farms, energy by sector), by column.
        base_covered: share of its main residences whose heating is told, %.
        degree_days: heating degree days over those of the nation, or None.
        wood_growth: m³ of wood that grow in a year and are neither cut nor dead, or None.
        land_flows: carbon of soils, forests and wood that leaves in a year, by sink, from the reference table.
        land_stocks: carbon that they hold, by sink; both negative where it is taken in.
        own: cells that the territory gave, by sector, use and carrier.
        own_rows: other quantities that it gave (`emissions`, `production`, `sink`, `pivot`), by kind then code.
    """

    place: str
    year: int
    measures: Mapping[str, Figure]
    assumptions: AssumptionSet
    unknown: frozenset[str] = frozenset()
    department: Mapping[tuple[str, str], Figure] = field(default_factory=dict)
    heat: Figure | None = None
    houses: Figure | None = None
    flats: Figure | None = None
    base: Mapping[str, Figure] = field(default_factory=dict)
    base_covered: float = 0.0
    degree_days: Figure | None = None
    wood_growth: Figure | None = None
    land_flows: Mapping[str, Figure] = field(default_factory=dict)
    land_stocks: Mapping[str, Figure] = field(default_factory=dict)
    own: Mapping[tuple[str, str, str], Figure] = field(default_factory=dict)
    own_rows: Mapping[str, Mapping[str, Figure]] = field(default_factory=dict)

    def known(self, code: str) -> Figure | None:
        """The figure of a measure whose value is known, or None."""
        measure = None if code in self.unknown else self.measures.get(code)
        return measure if measure is not None and measure.value is not None else None

    def key(self, code: str) -> Figure:
        """The figure of an assumption."""
        return assumption_figure(self.assumptions.find(code))

    def address(self, code: str) -> str:
        """Address of a figure of this state."""
        return str(StateAddress(place=self.place, code=code, year=str(self.year)))


@cache
def plain_unit(words: str, *, decimals: int = 3) -> Unit:
    """A unit that is only written: it adds to nothing."""
    return Unit(
        code=f"plain:{words}",
        symbol=Text(words, words),
        dimension=Dimension.SHARE,
        factor=Fraction(1),
        decimals=decimals,
    )


@lru_cache(maxsize=1024)
def assumption_figure(assumption: Assumption) -> Figure:
    """Return the figure of an assumption: its central value, with its bounds in the method."""
    bounds = ("low", f"{assumption.low:g}"), ("high", f"{assumption.high:g}")
    return _published_figure(
        id=f"assumption.{assumption.code}.{assumption.valid_from}",
        label=assumption.label,
        value=assumption.central,
        unit=plain_unit("" if assumption.unit == "ratio" else assumption.unit),
        period=Period.day(assumption.valid_from),
        method=Method(name="published", formula=Sentence("hypothèse datée"), parameters=bounds),
        evidence=(EvidenceRef(kind=ASSUMPTION_KIND, key=assumption.code),),
    )


def reference_figure(
    table: str, code: str, *, year: int, note: Text = NO_TEXT, state: ValueState = ValueState.ESTIMATED, **of: Any
) -> Figure:
    """Return the figure of one cell of a reference table; `of` is its label, its value and its unit."""
    evidence = (EvidenceRef(kind=REFERENCE_KIND, key=f"{table}/{code}"),)
    of |= {"period": Period.year(year), "method": _PUBLISHED, "evidence": evidence, "note": note if note.fr else None}
    return _published_figure(id=f"reference.{table}.{code}", state=state, **of)


_PUBLISHED = Method(name="published", formula=Sentence("valeur publiée"))


def _published_figure(*, state: ValueState = ValueState.ESTIMATED, **fields: Any) -> Figure:
    return Figure(territories=(), known=1, total=1, part=_ONE, state=state, **fields)


type Formula = Callable[..., Interval]
"""A calculation on where its parts lie, in their order; on exact parts it gives the number."""


def product_of(*parts: Interval) -> Interval:
    """Return the product of some intervals."""
    return reduce(Interval.times, parts)


def derived_figure(
    inputs: StateInputs,
    code: str,
    *,
    label: Text,
    unit: Unit,
    parts: tuple[Figure, ...],
    compute: Formula = product_of,
    formula: Text = NO_TEXT,
    state: ValueState = ValueState.MODELLED,
    note: Text = NO_TEXT,
) -> Figure:
    """Return a figure computed from others, their product where nothing else is said.

    Missing without a part, or where the calculation gives no number. A part that is known at least makes it known at
    least where it grows with it; else the number is rough: a model takes each part for what is known of it, and
    nothing says on which side that leaves the result.

    `compute`: the calculation, on the intervals of the parts.
    `parts`: figures that enter, in the order that `compute` takes.
    """
    numbers = [axis_number(part) for part in parts]
    known = [Interval.exactly(number) for number in numbers if number is not None]
    number = compute(*known) if parts and len(known) == len(parts) else Interval()
    interval = compute(*(part.interval or Interval() for part in parts)) if number.is_exact else number
    is_floor = interval.high == inf and interval.low == number.low
    words = formula if formula.fr else Sentence.joined(" × ", (part.label for part in parts))
    how = state if interval.is_exact or not is_floor else worst_state((state, ValueState.LOWER_BOUND))
    return Figure(
        id=inputs.address(code),
        label=label,
        value=round(number.low, 3) if number.is_exact else None,
        unit=unit,
        period=Period.year(inputs.year),
        territories=(inputs.place,),
        known=int(number.is_exact),
        total=1,
        part=Sentence("collectivités"),
        state=how if number.is_exact else ValueState.MISSING,
        boundary="starting-state",
        method=Method(name="starting_state", formula=words),
        inputs=parts,
        note=note if note.fr else years_note(parts, inputs.year),
        is_rough=number.is_exact and not interval.is_exact and not is_floor,
    )


def years_note(parts: Sequence[Figure], year: int) -> Text | None:
    """Return the years of the values that a figure of a year is computed from, where one is of another year."""
    years = sorted({end for part in parts for end in years_of(part)} - {year})
    if not years:
        return None
    listed = ", ".join(map(str, years))
    return Sentence("Avec des valeurs de {listed}.", listed=listed)


def years_of(figure: Figure) -> Iterator[int]:
    """The years of the values below a figure; the day of an assumption is not one of them."""
    left = [figure]
    while left:
        item = left.pop()
        if item.inputs:
            left.extend(item.inputs)
        elif item.period.end is not None and not item.id.startswith("assumption."):
            yield item.period.end.year


def rest_of_one(part: Interval) -> Interval:
    """Return what a share leaves of the whole."""
    return Interval.exactly(1.0).minus(part)
