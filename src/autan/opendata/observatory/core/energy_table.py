"""Final energy by sector and carrier as tables, and sources of one quantity side by side: the gap, never a mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.units import Unit, UnitMismatchError
from autan.ground.errors import DomainError
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text
from autan.opendata.measures.core.energy_measures import (
    ALL_SECTORS,
    LOCAL_CARRIERS,
    LOCAL_SECTORS,
    local_code,
    regional_code,
)
from autan.opendata.observatory.core.own_values import Gap, figure_gap, gap_between
from autan.opendata.sources.core.codes import Accounting, Carrier

_DELIVERED = {"residential": Sentence("Résidentiel"), "total": Sentence("Toutes consommations")}


@dataclass(frozen=True, slots=True, kw_only=True)
class EnergyTable:
    """Sectors down, carriers across; None where the source has no row.

    `rows`: label of a sector and its figures, in the order of the columns.
    """

    source: str
    carriers: tuple[Text, ...]
    rows: tuple[tuple[Text, tuple[Figure | None, ...]], ...]


def energy_tables(figures: Mapping[str, Figure]) -> tuple[EnergyTable, ...]:
    """Every table that the figures of a territory allow: local energy by sector, then deliveries; never added up."""
    local = _table(
        "sdes-energy-epci",
        LOCAL_CARRIERS,
        {
            label: [figures.get(local_code(carrier, sector)) for carrier in LOCAL_CARRIERS]
            for sector, label in LOCAL_SECTORS.items()
        },
    )
    delivered = _table(
        "ore-communes",
        (Carrier.ELECTRICITY, Carrier.NATURAL_GAS),
        {
            label: [figures.get(f"{word}_{code}") for word in ("electricity", "gas")]
            for code, label in _DELIVERED.items()
        },
    )
    regional = _table(
        "rare-epci",
        tuple(Carrier),
        {
            label: [figures.get(regional_code(sector, carrier.value)) for carrier in Carrier]
            for sector, label in ALL_SECTORS.items()
        },
    )
    return tuple(table for table in (regional, local, delivered) if table is not None)


def _table(source: str, carriers: tuple[Carrier, ...], rows: Mapping[Text, list[Figure | None]]) -> EnergyTable | None:
    """A table without the lines and the columns that have no figure; None when no value of it is known."""
    filled = [
        (label, tuple(figure if figure is not None and figure.total else None for figure in figures))
        for label, figures in rows.items()
        if any(figure is not None and figure.total for figure in figures)
    ]
    if not any(figure is not None and figure.is_known for _label, figures in filled for figure in figures):
        return None
    columns = [place for place in range(len(carriers)) if any(figures[place] for _label, figures in filled)]
    return EnergyTable(
        source=source,
        carriers=tuple(carriers[place].label for place in columns),
        rows=tuple((label, tuple(figures[place] for place in columns)) for label, figures in filled),
    )


_TOTAL = Text("Total", "Total")


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedSource:
    """What one source gives for the parts of a quantity.

    Attributes:
        figures: by code of the part; a part that it does not give is absent.
        whole: its total, stated or summed over the parts that it knows; None when it has none.
    """

    source: str
    figures: Mapping[str, Figure]
    whole: Figure | None = None
    accounting: Accounting | None = None
    filing: int = 0
    twins: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRow:
    """One part of the quantity: the figure of each source, in their order, and its gap to the first source's.

    Attributes:
        figures: one for each source, None where it gives none.
        gaps: one for each source after the first; None where one of the two is not known exactly, or about
            another year.
    """

    label: Text
    figures: tuple[Figure | None, ...]
    gaps: tuple[Gap | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapSummary:
    """How far one source is from the first over the parts that both know.

    Attributes:
        net: sum of its values less that of the first source's, as a gap.
        absolute: sum of the differences without their sign, in the unit of the first source.
        parts: how many parts both know.
    """

    net: Gap
    absolute: float
    parts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceComparison:
    """Several sources of one quantity, part by part.

    Attributes:
        sources: the sources; gaps are told from the first.
        rows: parts, in their order; those that no source gives are left out.
        summaries: one for each source after the first; None when no part is known to both.
        total: total of each source, over the parts that it knows; None when none has one. Its gaps are told only
            between totals that know the same parts: the summaries tell those of the parts that both know.
        years_apart: one for each source after the first: True where it knows parts that the first knows, none of them
            for the same year.
    """

    code: str
    sources: tuple[ComparedSource, ...]
    rows: tuple[ComparedRow, ...]
    summaries: tuple[GapSummary | None, ...]
    total: ComparedRow | None = None
    years_apart: tuple[bool, ...] = ()


def compare_sources(sources: Sequence[ComparedSource], parts: Mapping[str, Text], *, code: str) -> SourceComparison:
    """Put sources side by side, in the unit of the first figure known.

    `sources`: at least two sources; the first is the one that gaps are told from, not the better one.
    Returns a SourceComparison. The figures of each source keep their value; only the unit may change.
    Raises UnitMismatchError: two dimensions.
    """
    if len(sources) < 2:
        message = f"{code}: a comparison needs two sources, got {len(sources)}"
        raise DomainError(message)
    unit = next((source.figures[part].unit for source in sources for part in parts if part in source.figures), None)
    rows = [_row(parts[part], [source.figures.get(part) for source in sources], unit) for part in parts]
    filled = tuple(row for row in rows if any(figure is not None for figure in row.figures))
    wholes = [source.whole for source in sources]
    return SourceComparison(
        code=code,
        sources=tuple(sources),
        rows=filled,
        summaries=tuple(_summary(filled, place) for place in range(1, len(sources))),
        total=_total(wholes, filled, unit) if any(wholes) else None,
        years_apart=tuple(_is_years_apart(filled, place) for place in range(1, len(sources))),
    )


def _total(wholes: Sequence[Figure | None], rows: Sequence[ComparedRow], unit: Unit | None) -> ComparedRow:
    """The line of the totals, without the gap of a total that lacks a part that the first has, or has one more."""
    line = _row(_TOTAL, wholes, unit)
    known = [{row.label for row in rows if _is_known(row.figures[place])} for place in range(len(wholes))]
    pairs = zip(line.gaps, known[1:], strict=True)
    return replace(line, gaps=tuple(gap if parts == known[0] else None for gap, parts in pairs))


def _is_known(figure: Figure | None) -> bool:
    return figure is not None and figure.value is not None


def _row(label: Text, by_source: Sequence[Figure | None], unit: Unit | None) -> ComparedRow:
    for figure in by_source:
        if figure is not None and unit is not None and figure.unit.dimension is not unit.dimension:
            raise UnitMismatchError(unit, figure.unit)
    figures = tuple(figure.in_unit(unit) if figure is not None and unit else figure for figure in by_source)
    return ComparedRow(label=label, figures=figures, gaps=tuple(_gap(other, figures[0]) for other in figures[1:]))


def _gap(other: Figure | None, first: Figure | None) -> Gap | None:
    if other is None or first is None or not is_same_year(other.period, first.period):
        return None
    return figure_gap(other, first)


def is_same_year(one: Period, other: Period) -> bool:
    """True when two periods are about the same year; never for a period that is not known.

    >>> is_same_year(Period.year(2016), Period.year(2016)), is_same_year(Period.year(2016), Period.undated())
    (True, False)
    """
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return (one.start.year, one.end.year) == (other.start.year, other.end.year)


def _is_years_apart(rows: Sequence[ComparedRow], place: int) -> bool:
    pairs = [(row.figures[place], row.figures[0]) for row in rows]
    known = [(one, first) for one, first in pairs if one and first and one.is_known and first.is_known]
    return bool(known) and not any(is_same_year(one.period, first.period) for one, first in known)


def _summary(rows: Sequence[ComparedRow], place: int) -> GapSummary | None:
    pairs = [(row.figures[place], row.figures[0]) for row in rows if row.gaps[place - 1] is not None]
    values = [(a.value, b.value) for a, b in pairs if a and b and a.value is not None and b.value is not None]
    if not values:
        return None
    return GapSummary(
        net=gap_between(sum(a for a, _ in values), sum(b for _, b in values)),
        absolute=sum(abs(a - b) for a, b in values),
        parts=len(values),
    )
