"""Series of a place over the years, from the lake: its own, its department’s, its region’s and France’s."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from operator import itemgetter

import polars as pl

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.states import ValueState
from autan.opendata.measures.core.indicators import IndicatorValue, indicator_figure
from autan.opendata.measures.queries.editions import lake_state, latest_cards
from autan.opendata.measures.queries.indicators import COMMUNE, COUNTRY, DEPARTMENT, EPCI, REGION, department_ceiling
from autan.opendata.measures.queries.perimeter import codes_in, current_perimeter
from autan.opendata.sources.core.absence import Absence
from autan.opendata.sources.core.series_breaks import SeriesBreak, breaks_of
from autan.opendata.sources.lake import engine
from autan.opendata.sources.lake.snapshots import Snapshot
from autan.territories.perimeters.core.departments import department_of, region_of

_COUNTRY_CODE = "FR"
_ROWS = """
SELECT year, code, category, value, state FROM indicator WHERE mesh = ? ORDER BY code, year, category
"""

type Row = tuple[int, str, str, float | None, str]
"""Year, code, category, value, state."""


def places_around(siren: str) -> tuple[tuple[str, str], ...]:
    """Mesh and code of a territory, of each department and region that its communes are in, and of France.

    Departments and regions come with that of most communes first. Nothing stands around a territory without commune,
    such as an invented one.
    """
    main_communes = sorted(_main_communes(siren))
    if not main_communes:
        return ()
    departments = _most_first([department_of(code) for code in main_communes])
    regions = _most_first([region_of(department_of(code)).code for code in main_communes])
    around = [(DEPARTMENT, code) for code in departments] + [(REGION, code) for code in regions]
    return ((EPCI, siren), *around, (COUNTRY, _COUNTRY_CODE))


def _most_first(codes: list[str]) -> list[str]:
    return sorted(set(codes), key=lambda code: (-codes.count(code), code))


def series_at(
    source: str, *, mesh: str, code: str, category: str = "", since: int = 0, is_last: bool = False
) -> tuple[Figure, ...]:
    """Figures of a series for one place, oldest first; empty where the source does not tell of it."""
    snapshot = _edition(source)
    traits = snapshot.card.indicator if snapshot else None
    if snapshot is None or traits is None or (traits.axes and not category and not traits.is_summable):
        return ()
    figures = _figures(snapshot, mesh, code, category, is_last=is_last)
    return tuple(figure for figure in figures if figure.period.end is None or figure.period.end.year >= since)


def last_at(source: str, *, mesh: str, code: str, category: str = "") -> Figure | None:
    """The last figure of a series for one place; None where the source does not tell of it."""
    return next(iter(series_at(source, mesh=mesh, code=code, category=category, is_last=True)), None)


def yearly_totals(source: str, *, mesh: str, without: str) -> dict[int, float]:
    """Sum by year of what is known at a mesh in a series of one part, except codes that begin `without`."""
    snapshot = _edition(source)
    if snapshot is None:
        return {}
    rows = _read(snapshot, mesh)[0].filter(~pl.col("code").str.starts_with(without))
    return dict(rows.group_by("year").agg(pl.col("value").sum()).sort("year").iter_rows())


def _edition(source: str) -> Snapshot | None:
    """The last edition of a series."""
    return next((edition for edition in reversed(lake_state()) if edition.card.source == source), None)


def declared_breaks(source: str, category: str = "") -> tuple[SeriesBreak, ...]:
    """Breaks that the card of a source declares for a part of its quantity."""
    card = latest_cards().get(source)
    return breaks_of(card.breaks, category) if card else ()


@lru_cache(maxsize=4096)
def _figures(snapshot: Snapshot, mesh: str, code: str, category: str, *, is_last: bool) -> tuple[Figure, ...]:
    """One figure for each year that has a row, or for the last one; the same as at its address (see `indicators`)."""
    rows, traits = _rows(snapshot, mesh, (code,)), snapshot.card.indicator
    is_over_communes = mesh == EPCI and not rows and bool(traits and traits.is_summable)
    communes = _main_communes(code) if is_over_communes else frozenset()
    if is_over_communes:
        rows = _rows(snapshot, COMMUNE, _source_codes(code))
    is_all = not category and bool(traits and traits.axes)
    by_year: dict[int, list[Row]] = {}
    for row in rows:
        if is_all or row[2] == category:
            by_year.setdefault(row[0], []).append(row)
    return tuple(
        indicator_figure(
            snapshot.edition,
            mesh=mesh,
            code=code,
            year=year,
            category=category,
            indicator_value=replace(
                _value(year_rows, communes, snapshot, is_sum=is_all or is_over_communes),
                most=department_ceiling(snapshot, code, year, category) if mesh == DEPARTMENT else None,
            ),
        )
        for year, year_rows in list(by_year.items())[-1 if is_last else 0 :]
    )


def _value(rows: Sequence[Row], communes: frozenset[str], snapshot: Snapshot, *, is_sum: bool) -> IndicatorValue:
    """What the rows of one year say; a commune without a row lacks, unless the source publishes what exists alone."""
    present: dict[str, list[Row]] = {}
    for row in rows:
        present.setdefault(row[1], []).append(row)
    counted = list(present.values()) if communes else [[row] for row in rows]
    is_published_alone = snapshot.card.absence_of("") is Absence.NOT_PUBLISHED
    absent = 0 if is_published_alone else len(communes - present.keys())
    values = [row[3] for row in rows if row[3] is not None]
    return IndicatorValue(
        value=sum(values) if values else None,
        known=sum(any(row[3] is not None for row in part) for part in counted),
        total=len(counted) + absent,
        secrets=sum(any(row[4] == ValueState.CONFIDENTIAL for row in part) for part in counted),
        bounds=sum(any(row[4] == ValueState.LOWER_BOUND for row in part) for part in counted),
        is_sum=is_sum,
    )


def _source_codes(siren: str) -> frozenset[str]:
    return frozenset(codes_in(siren)) - {siren}


def _main_communes(siren: str) -> frozenset[str]:
    return _source_codes(siren) & current_perimeter().names.keys()


def _rows(snapshot: Snapshot, mesh: str, codes: Iterable[str]) -> tuple[Row, ...]:
    """The rows of some places, by year, then by code and category."""
    frame, spans = _read(snapshot, mesh)
    rows = [row for code in codes if code in spans for row in frame.slice(*spans[code]).rows()]
    return tuple(sorted(rows, key=itemgetter(0, 1, 2)))


@lru_cache(maxsize=64)
def _read(snapshot: Snapshot, mesh: str) -> tuple[pl.DataFrame, dict[str, tuple[int, int]]]:
    """Everything that an edition tells at one mesh, and where each place stands in it: one query for all of them."""
    frame = engine.run_query(_ROWS, {"indicator": snapshot}, [mesh])
    spans, start = dict[str, tuple[int, int]](), 0
    for code, count in frame.group_by("code", maintain_order=True).len().iter_rows():
        spans[code] = start, count
        start += count
    return frame, spans
