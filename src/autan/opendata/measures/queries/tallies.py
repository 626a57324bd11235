"""Rows of one edition added over places, and kept apart by municipality; the edition that a measure is read in."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from autan.opendata.measures.core.base_figures import Tally
from autan.opendata.measures.core.measures import BaseMeasure
from autan.opendata.measures.lake import BY_TERRITORY, MEASURE_ROWS, parts_query, tally_query, view_name
from autan.opendata.measures.queries.editions import LakeState
from autan.opendata.measures.queries.perimeter import current_perimeter, is_commune
from autan.opendata.sources.core.source_cards import SourceEdition
from autan.opendata.sources.lake import engine
from autan.opendata.sources.lake.snapshots import Snapshot

type Tallies = Mapping[tuple[str, str], Tally]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an edition says of one measure in one place.

    Attributes:
        tally: its rows added over the place, or None when it has none.
    """

    snapshot: Snapshot
    tally: Tally | None

    @property
    def edition(self) -> SourceEdition:
        """The edition as figures name it."""
        return self.snapshot.edition


def find_rows(measure: BaseMeasure, place: str, state: LakeState, date: str) -> Found | None:
    """Rows of a measure in the edition of this date, else in the latest of the first source that has the place."""
    offers = [snapshot for source in measure.sources for snapshot in reversed(state) if snapshot.card.source == source]
    is_by_commune = is_commune(place)
    dated = [snapshot for snapshot in offers if snapshot.card.data_date == date]
    covering = (snapshot for snapshot in offers if place in _places_of(snapshot, is_by_commune=is_by_commune))
    best = next(iter(dated), None) or next(covering, None) or next(iter(offers), None)
    if best is None:
        return None
    return Found(snapshot=best, tally=tallies_of(best, is_by_commune=is_by_commune).get((place, measure.code)))


@lru_cache(maxsize=256)
def _places_of(snapshot: Snapshot, *, is_by_commune: bool) -> frozenset[str]:
    """Territories (or communes) that have at least one row in a snapshot."""
    return frozenset(code for code, _ in tallies_of(snapshot, is_by_commune=is_by_commune))


@lru_cache(maxsize=256)
def tallies_of(snapshot: Snapshot, *, is_by_commune: bool = False) -> Tallies:
    """Rows of one snapshot added over every territory (or commune), by code and measure. One query of the lake."""
    source = snapshot.card.source
    if source not in MEASURE_ROWS or (source in BY_TERRITORY and is_by_commune):
        return {}
    frame = engine.run_query(tally_query(source), _tables(snapshot, is_by_commune=is_by_commune))
    return {
        (code, measure): Tally(value=value, known=known, present=present, lower_bounds=bounds, secrets=secrets)
        for code, measure, value, known, present, bounds, secrets in frame.iter_rows()
    }


@lru_cache(maxsize=256)
def parts_of(snapshot: Snapshot, measure: str, *, is_by_commune: bool) -> Mapping[str, Mapping[str, Tally]]:
    """Rows of one measure by place, then by municipality. One query of the lake."""
    source = snapshot.card.source
    if source not in MEASURE_ROWS or source in BY_TERRITORY:
        return {}
    tallies: dict[str, dict[str, Tally]] = {}
    frame = engine.run_query(parts_query(source), _tables(snapshot, is_by_commune=is_by_commune), [measure])
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
