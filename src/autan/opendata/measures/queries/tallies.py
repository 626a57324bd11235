"""Rows of one edition added over places, and kept apart by municipality; the edition that a measure is read in."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from autan.opendata.measures.core.base_figures import Tally
from autan.opendata.measures.core.catalogue import BASE_MEASURES
from autan.opendata.measures.core.measures import BaseMeasure
from autan.opendata.measures.lake import BY_TERRITORY, YEARS_QUERY, has_measures, parts_query, tally_query, view_name
from autan.opendata.measures.queries.editions import LakeState
from autan.opendata.measures.queries.perimeter import current_perimeter, is_commune
from autan.opendata.sources.core.absence import Absence
from autan.opendata.sources.core.source_cards import SourceEdition
from autan.opendata.sources.importers import shipped_cards
from autan.opendata.sources.lake import engine
from autan.opendata.sources.lake.snapshots import Snapshot, of_year

type Tallies = Mapping[tuple[str, str], Tally]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an edition says of one measure in one place.

    `tally`: its rows added over the place, or None when it has none.
    """

    snapshot: Snapshot
    tally: Tally | None

    @property
    def edition(self) -> SourceEdition:
        """The edition as figures name it."""
        return self.snapshot.edition


def find_rows(measure: BaseMeasure, place: str, state: LakeState, date: str) -> Found | None:
    """Rows of a measure in the edition of this date, else in the latest of the first source that has the place."""
    offers, is_by_commune = _editions(measure.sources, state), is_commune(place)
    years = _by_year(measure.yearly_sources, state) if date else ()
    dated = [edition for edition in (*offers, *years) if edition.card.data_date == date]
    covering = (edition for edition in (*dated, *offers) if place in _places_of(edition, is_by_commune=is_by_commune))
    best = dated[0] if len(dated) == 1 else next(covering, None) or next(iter((*dated, *offers)), None)
    if best is None:
        return None
    return Found(snapshot=best, tally=tallies_of(best, is_by_commune=is_by_commune).get((place, measure.code)))


def nearest_rows(measure: BaseMeasure, place: str, state: LakeState, date: str) -> Found | None:
    """Rows of a measure in the year nearest to a date, the latest of two as near.

    A year counts where it knows as many municipalities of the place as the edition that pages use.
    """
    usual = find_rows(measure, place, state, "")
    if usual is None:
        return None
    enough = usual.tally.known if usual.tally else 1
    editions = (*_editions(measure.sources, state), *_by_year(measure.yearly_sources, state))
    years = sorted({edition.card.data_date for edition in editions}, reverse=True)
    for year in sorted(years, key=lambda year: abs(int(year[:4]) - int(date[:4]))):
        rows = find_rows(measure, place, state, year)
        if rows and rows.tally and rows.tally.known >= enough:
            return rows
    return None


@lru_cache(maxsize=4)
def unknown_everywhere(state: LakeState) -> frozenset[str]:
    """Base measures of which no edition knows a value of any territory: the figure of each is unknown.

    Those that a register of services may say to be nil are not among them, nor those of sources of many years.
    """
    known = {code for edition in state for (_place, code), tally in tallies_of(edition).items() if tally.known}
    cards = shipped_cards()
    return frozenset(
        code
        for code, measure in BASE_MEASURES.items()
        if code not in known
        and not measure.yearly_sources
        and not any(cards[source].absence_of(code) is Absence.NO_SERVICE for source in measure.sources)
    )


@lru_cache(maxsize=256)
def _editions(sources: tuple[str, ...], state: LakeState) -> tuple[Snapshot, ...]:
    """Editions of some sources, those of the first source first, the latest of each first."""
    return tuple(snapshot for source in sources for snapshot in reversed(state) if snapshot.card.source == source)


@lru_cache(maxsize=64)
def _by_year(sources: tuple[str, ...], state: LakeState) -> tuple[Snapshot, ...]:
    """Each year of some yearly sources, as an edition."""
    return tuple(of_year(snapshot, year) for snapshot in _editions(sources, state) for year in _years_of(snapshot))


@lru_cache(maxsize=64)
def _years_of(snapshot: Snapshot) -> tuple[int, ...]:
    return tuple(engine.run_query(YEARS_QUERY, {"edition": snapshot})["year"])


@lru_cache(maxsize=256)
def _places_of(snapshot: Snapshot, *, is_by_commune: bool) -> frozenset[str]:
    """Territories (or communes) that have at least one row in a snapshot."""
    return frozenset(code for code, _ in tallies_of(snapshot, is_by_commune=is_by_commune))


@lru_cache(maxsize=256)
def tallies_of(snapshot: Snapshot, *, is_by_commune: bool = False) -> Tallies:
    """Rows of one snapshot added over every territory (or commune), by code and measure. One query of the lake."""
    source = snapshot.card.source
    if not has_measures(source) or (source in BY_TERRITORY and is_by_commune):
        return {}
    sql = tally_query(source, snapshot.card.data_date)
    frame = engine.run_query(sql, _tables(snapshot, is_by_commune=is_by_commune))
    return {
        (code, measure): Tally(value=value, known=known, present=present, lower_bounds=bounds, secrets=secrets)
        for code, measure, value, known, present, bounds, secrets in frame.iter_rows()
    }


@lru_cache(maxsize=256)
def parts_of(snapshot: Snapshot, measure: str, *, is_by_commune: bool) -> Mapping[str, Mapping[str, Tally]]:
    """Rows of one measure by place, then by municipality. One query of the lake."""
    source = snapshot.card.source
    if not has_measures(source) or source in BY_TERRITORY:
        return {}
    tallies: dict[str, dict[str, Tally]] = {}
    sql = parts_query(source, snapshot.card.data_date)
    frame = engine.run_query(sql, _tables(snapshot, is_by_commune=is_by_commune), [measure])
    for place, commune, value, rows, known, bounds, secrets in frame.iter_rows():
        is_known = int(rows == known)
        tallies.setdefault(place, {})[commune] = Tally(
            value=value, known=is_known, present=1, lower_bounds=int(bounds > 0) * is_known, secrets=int(secrets > 0)
        )
    return tallies


def _tables(snapshot: Snapshot, *, is_by_commune: bool) -> dict[str, Snapshot | Path]:
    tables: dict[str, Snapshot | Path] = {view_name(snapshot.card.source): snapshot}
    if snapshot.card.source not in BY_TERRITORY:
        perimeter = current_perimeter()
        tables["perimeter"] = perimeter.commune_table if is_by_commune else perimeter.table
    return tables
