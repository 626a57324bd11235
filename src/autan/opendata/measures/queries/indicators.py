"""Territorial indicators that the lake holds, and their figures: for a map, a comparison, or at one address.

An indicator is a snapshot `indicator-<short name>` with every mesh and year. Its values by EPCI are those that the
producer publishes; where it publishes communes alone and says that they add up, they are added over the perimeter.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import polars as pl

from autan.evidence.figures.core.figures import Figure
from autan.ground.texts.core.notation import read_whole
from autan.ground.texts.core.plain_letters import fold_accents
from autan.ground.wordings import Text
from autan.opendata.measures.core.addresses import IndicatorRowsKey, TerritorialIndicatorAddress
from autan.opendata.measures.core.indicators import (
    EVERYTHING,
    MESH_WORDS,
    IndicatorValue,
    category_slug,
    ceilings,
    indicator_figure,
)
from autan.opendata.measures.queries.editions import lake_state
from autan.opendata.measures.queries.perimeter import current_perimeter
from autan.opendata.sources.core.absence import Absence
from autan.opendata.sources.core.source_cards import INDICATOR_PREFIX
from autan.opendata.sources.lake import engine, snapshots
from autan.opendata.sources.lake.snapshots import Snapshot
from autan.territories.perimeters.core.departments import region_of

EPCI, COMMUNE, COUNTRY = "epci", "commune", "country"
DEPARTMENT, REGION = "departement", "region"
_CONTENT = "SELECT DISTINCT mesh, year, category FROM indicator ORDER BY mesh, year, category"
_VALUES = """
SELECT code, sum(value) AS value, count(value) AS known, count(*) AS total,
       count(*) FILTER (WHERE state = 'confidential') AS secrets, count(*) AS present,
       count(*) FILTER (WHERE state = 'lower_bound') AS bounds
FROM indicator WHERE mesh = ? AND year = ? AND (category = ? OR ?) GROUP BY code ORDER BY code
"""
_OVER_COMMUNES = """
SELECT p.siren AS code, sum(i.value) AS value, count(i.value) AS known, count(*) AS total,
       count(*) FILTER (WHERE i.state = 'confidential') AS secrets, count(i.code) AS present,
       count(*) FILTER (WHERE i.bounds > 0) AS bounds
FROM perimeter AS p LEFT JOIN (
  SELECT code, sum(value) AS value, min(state) AS state,
         count(*) FILTER (WHERE state = 'lower_bound') AS bounds FROM indicator
  WHERE mesh = 'commune' AND year = ? AND (category = ? OR ?) GROUP BY code
) AS i ON i.code = p.source_code
WHERE i.code IS NOT NULL OR p.source_code = p.insee_code
GROUP BY p.siren HAVING count(i.code) > 0 ORDER BY p.siren
"""
_ROWS = """
SELECT code, category, value, state FROM indicator
WHERE mesh = ? AND year = ? AND (category = ? OR ?) AND code IN ({marks}) ORDER BY code, category
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldIndicator:
    """One indicator of the lake, and what can be asked of it.

    `categories`: values of the axes, in order; empty when there is no axis.
    """

    source: str
    title: str
    unit: str
    is_summable: bool
    axes: tuple[str, ...]
    years: Mapping[str, tuple[int, ...]]
    categories: tuple[str, ...]
    credit: Text


def list_indicators() -> tuple[HeldIndicator, ...]:
    """Every indicator of the lake, in order of title. One query each, kept."""
    indicators = (_load_indicator(snapshot) for snapshot in _snapshots().values())
    return tuple(sorted(indicators, key=lambda item: fold_accents(item.title)))


def get_indicator(source: str) -> HeldIndicator | None:
    """One indicator by its slug, or None."""
    snapshot = _snapshots().get(source)
    return _load_indicator(snapshot) if snapshot else None


def indicator_figures(source: str, *, mesh: str, year: int, category: str = "") -> dict[str, Figure]:
    """Figures of an indicator by code, for every place of a mesh; without a category, all together if they add up."""
    snapshot = _snapshots().get(source)
    values = _values(snapshot, mesh, year, category) if snapshot else {}
    return {
        code: indicator_figure(
            snapshot.edition, mesh=mesh, code=code, year=year, category=category, indicator_value=value
        )
        for code, value in values.items()
        if snapshot
    }


def indicator_places(source: str, *, mesh: str, year: int, category: str = "") -> Iterable[str]:
    """Codes of the places of `indicator_figures`, which are not made."""
    snapshot = _snapshots().get(source)
    return _values(snapshot, mesh, year, category) if snapshot else ()


def indicators_of(siren: str) -> tuple[Figure, ...]:
    """What every indicator of the lake says of a territory in its last year, in order of title.

    All its categories together where they add up, else each of them; indicators without a row for it are left out.
    """
    figures = []
    for indicator in list_indicators():
        for category in ("", *indicator.categories):
            figure = _figure_at(indicator.source, EPCI, siren, max(indicator.years.get(EPCI, (0,))), category)
            if figure is not None:
                figures.append(figure)
                if not category:
                    break
    return tuple(figures)


def _figure_at(source: str, mesh: str, code: str, year: int, category: str) -> Figure | None:
    """One figure alone, the same as among those of every place."""
    snapshot = _snapshots().get(source)
    value = _values(snapshot, mesh, year, category).get(code) if snapshot else None
    if snapshot is None or value is None:
        return None
    return indicator_figure(snapshot.edition, mesh=mesh, code=code, year=year, category=category, indicator_value=value)


def is_about_poverty(figure: Figure) -> bool:
    """True for an indicator whose title is about the poverty of households, in energy or at large."""
    return any(word in fold_accents(figure.label.fr) for word in ("precarite", "pauvrete", "poverty"))


def find_place_indicator(address: TerritorialIndicatorAddress) -> Figure | None:
    """Compute the figure of a place that an indicator has rows about, or None."""
    (mesh, code), year = _mesh_and_code(address.place), int(address.year)
    snapshot = _snapshots().get(f"{INDICATOR_PREFIX}{address.name}")
    if snapshot is None:
        return None
    categories = ("", *_load_indicator(snapshot).categories) if address.category != EVERYTHING else ("",)
    category = next((item for item in categories if category_slug(item) == address.category), None)
    return _figure_at(snapshot.card.source, mesh, code, year, category) if category is not None else None


def existing_indicator_rows(keys: Iterable[str]) -> list[str]:
    """Return those of these keys that name an edition of the lake, without a query: `indicator_rows` finds them."""
    parsed = {text: key for text in keys if (key := IndicatorRowsKey.parse(text)) and read_whole(key.year) is not None}
    return [text for text, key in parsed.items() if snapshots.find_snapshot(key.source, key.edition)]


def indicator_rows(key: IndicatorRowsKey) -> tuple[Snapshot, pl.DataFrame] | None:
    """Edition and rows (`code`, `category`, `value`, `state`) behind a figure of an indicator; None when it is gone."""
    snapshot = snapshots.find_snapshot(key.source, key.edition)
    if snapshot is None or read_whole(key.year) is None:
        return None
    mesh, codes = key.mesh, [key.code]
    if mesh == EPCI and EPCI not in _published_meshes(snapshot):
        mesh, codes = COMMUNE, [code for code, siren in current_perimeter().holders.items() if siren == key.code]
    is_all = not key.category and bool(_load_indicator(snapshot).axes)
    sql = _ROWS.format(marks=", ".join("?" * len(codes)))
    return snapshot, engine.run_query(sql, {"indicator": snapshot}, [mesh, int(key.year), key.category, is_all, *codes])


def _snapshots() -> dict[str, Snapshot]:
    """The edition in use of each indicator: the last date of each."""
    lake = lake_state()
    return {snapshot.card.source: snapshot for snapshot in lake if snapshot.card.source.startswith(INDICATOR_PREFIX)}


def _mesh_and_code(text: str) -> tuple[str, str]:
    """Mesh and code of a place of an address."""
    for mesh, word in MESH_WORDS.items():
        if text.startswith(word):
            return mesh, text.removeprefix(word)
    meshes = {9: EPCI, 5: COMMUNE}
    return meshes.get(len(text), COUNTRY), text


@lru_cache(maxsize=256)
def _load_indicator(snapshot: Snapshot) -> HeldIndicator:
    frame = engine.run_query(_CONTENT, {"indicator": snapshot})
    years: dict[str, tuple[int, ...]] = {}
    for mesh, year in frame.select("mesh", "year").unique().sort("mesh", "year").iter_rows():
        years[mesh] = (*years.get(mesh, ()), year)
    card, traits = snapshot.card, snapshot.card.indicator
    is_summable = traits.is_summable if traits else False
    if EPCI not in years and COMMUNE in years and is_summable:
        years[EPCI] = years[COMMUNE]  # communes are added over the perimeter
    return HeldIndicator(
        source=card.source,
        title=card.title,
        unit=traits.unit if traits else "",
        is_summable=is_summable,
        axes=traits.axes if traits else (),
        years=years,
        categories=tuple(frame["category"].unique().sort().drop_nulls().to_list()),
        credit=card.credit,
    )


@lru_cache(maxsize=512)
def _values(snapshot: Snapshot, mesh: str, year: int, category: str) -> dict[str, IndicatorValue]:
    """What the rows say for each place of a mesh."""
    indicator = _load_indicator(snapshot)
    is_all = not category and bool(indicator.axes)
    if is_all and not indicator.is_summable and "" not in indicator.categories:
        return {}
    is_over_communes = mesh == EPCI and EPCI not in _published_meshes(snapshot)
    if is_over_communes and not indicator.is_summable:
        return {}
    tables: dict[str, Snapshot | Path] = {"indicator": snapshot}
    if is_over_communes:
        tables["perimeter"] = current_perimeter().table
        frame = engine.run_query(_OVER_COMMUNES, tables, [year, category, is_all])
    else:
        frame = engine.run_query(_VALUES, tables, [mesh, year, category, is_all])
    is_published_alone = snapshot.card.absence_of("") is Absence.NOT_PUBLISHED
    values = {
        code: IndicatorValue(
            value=value,
            known=known,
            total=present if is_published_alone else total,
            secrets=secrets,
            is_sum=is_all or is_over_communes,
            bounds=bounds,
        )
        for code, value, known, total, secrets, present, bounds in frame.iter_rows()
    }
    if mesh == DEPARTMENT and indicator.is_summable:
        most = ceilings(
            values, _values(snapshot, REGION, year, category), {code: region_of(code).code for code in values}
        )
        values |= {code: replace(values[code], most=ceiling) for code, ceiling in most.items()}
    return values


def department_ceiling(snapshot: Snapshot, code: str, year: int, category: str) -> float | None:
    """Return what a department is at most, by what its region leaves; None where nothing bounds it."""
    value = _values(snapshot, DEPARTMENT, year, category).get(code)
    return value.most if value else None


@lru_cache(maxsize=256)
def _published_meshes(snapshot: Snapshot) -> frozenset[str]:
    return frozenset(engine.run_query(_CONTENT, {"indicator": snapshot})["mesh"])
