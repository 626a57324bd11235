"""Any table by commune added to the EPCI of a vintage: what an analyst asks of a table of her own."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from autan.ground.errors import Fault, ImportFileError
from autan.ground.wordings import Text
from autan.opendata.measures.core.measures import PERIMETER_VINTAGE
from autan.opendata.measures.queries.editions import lake_state
from autan.opendata.measures.queries.perimeter import perimeter_given, perimeter_of
from autan.opendata.producers.connectors.registry import UnknownSourceError
from autan.opendata.sources.core.source_cards import SourceCard
from autan.opendata.sources.lake import engine
from autan.opendata.sources.lake.snapshots import Snapshot
from autan.territories.perimeters.core.perimeter_sql import PERIMETER, add_single_rows, codes_outside
from autan.territories.perimeters.core.perimeters import CommuneWithoutEpciError
from autan.territories.perimeters.lake.register import commune_names

_TABLE, _PLACE = "communal_table", "insee_code"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunalTable:
    """The rows by commune of an edition of a source, and what can be added in them.

    Attributes:
        rows: `insee_code`, the keys and the measures.
        keys: further columns that make a row.
    """

    rows: pl.DataFrame
    keys: tuple[str, ...]
    measures: tuple[str, ...]
    credit: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SummedTable:
    """A source by commune added to the EPCI of a vintage.

    `outside`: codes of the communes that are in no EPCI of the vintage, whose rows are left aside.
    """

    rows: pl.DataFrame
    credit: Text
    outside: tuple[str, ...]


def communal_sources() -> tuple[SourceCard, ...]:
    """Cards of the editions in use that are by commune: what can be added to the EPCI of a vintage."""
    return tuple(snapshot.card for snapshot in lake_state() if _is_by_commune(snapshot))


def sum_source(
    source: str, *, date: str = "", measures: Sequence[str] = (), vintage: int = PERIMETER_VINTAGE
) -> SummedTable:
    """Add a source of the lake to the EPCI of a vintage.

    Raises UnknownVintageError: the register does not hold the vintage.
    """
    table = communal_table(source, date)
    absent = [name for name in measures if name not in table.measures]
    if absent:
        expected = ", ".join(table.measures)
        raise ImportFileError(source, [Fault(column=name, expected=expected) for name in absent])
    selected = tuple(measures) or table.measures
    try:
        return SummedTable(rows=sum_frame(table.rows, selected, table.keys, vintage), credit=table.credit, outside=())
    except CommuneWithoutEpciError as error:
        outside = tuple(code for code, _name in error.communes)
        rows = sum_frame(table.rows.filter(~pl.col(_PLACE).is_in(outside)), selected, table.keys, vintage)
        return SummedTable(rows=rows, credit=table.credit, outside=outside)


def sum_frame(
    table: pl.DataFrame,
    measures: Sequence[str],
    keys: Sequence[str],
    vintage: int,
    membership: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Add a table in memory as `aggregate_communes` adds a file."""
    with tempfile.TemporaryDirectory() as folder:
        # the engine reads files alone
        path = Path(folder) / "table.parquet"
        table.select(_PLACE, *keys, *measures).write_parquet(path)
        return aggregate_communes(path, measures=measures, keys=keys, vintage=vintage, membership=membership)


def communal_table(source: str, date: str = "") -> CommunalTable:
    """The edition in use of a source by commune, at a date or at its last one."""
    editions = [edition for edition in lake_state() if _is_by_commune(edition) and date in {"", edition.card.data_date}]
    snapshot = next((edition for edition in reversed(editions) if edition.card.source == source), None)
    if snapshot is None:
        raise UnknownSourceError(source, tuple(dict.fromkeys(edition.card.source for edition in editions)))
    card = snapshot.card
    keys = tuple(name for name in card.key if name != _PLACE)
    measures = tuple(column.name for column in card.columns if column.unit)
    rows = pl.read_parquet(snapshot.table).select(_PLACE, *keys, *measures)
    return CommunalTable(rows=rows, keys=keys, measures=measures, credit=card.credit)


def _is_by_commune(snapshot: Snapshot) -> bool:
    return _PLACE in snapshot.card.key


def aggregate_communes(
    table: Path,
    *,
    measures: Sequence[str],
    keys: Sequence[str] = (),
    vintage: int = PERIMETER_VINTAGE,
    membership: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Add a table by commune, of any year, to the EPCI of a vintage, mergers followed.

    A null is unknown: it enters no sum, and a commune one of whose former parts is unknown is not known.

    Raises UnknownVintageError: the register does not hold the vintage.

    `table`: Parquet file with `insee_code` (text), the keys and the measures; one row for each commune and keys.
    `measures`: columns of numbers to add; all of them must be summable.
    `membership`: `siren, insee_code` of another perimeter, such as that of a year before the register; None for that of
    the vintage.

    Returns `siren`, the keys, then each measure `m` (null when nothing is known) with `m_known` (communes), `present`
    (communes that have a row) and `communes` (communes of the EPCI in the vintage); sorted by siren and keys.
    """
    perimeter = perimeter_of(vintage) if membership is None else perimeter_given(membership)
    tables = {_TABLE: table, PERIMETER: perimeter.table}
    outside = engine.run_query(codes_outside(_TABLE, code=_PLACE), tables)["code"].to_list()
    if outside:
        names = commune_names(vintage)
        raise CommuneWithoutEpciError(vintage, [(code, names.get(code, "")) for code in outside])
    schema = pl.scan_parquet(table).collect_schema()
    types = {name: "BIGINT" if schema[name].is_integer() else "DOUBLE" for name in measures}
    frame = engine.run_query(add_single_rows(_TABLE, code=_PLACE, keys=keys, measures=types), tables)
    sizes = pl.DataFrame(list(perimeter.communes.items()), schema=["siren", "communes"], orient="row")
    return frame.join(sizes, on="siren", how="left").sort(_ranks(frame, ["siren", *keys]), nulls_last=True)


def _ranks(frame: pl.DataFrame, names: Sequence[str]) -> list[pl.Expr]:
    """Columns to sort by, texts as their rank: a million rows are sorted in a tenth of what the engine takes."""
    return [
        pl.col(name).cast(pl.Enum(frame[name].drop_nulls().unique().sort())) if dtype == pl.String else pl.col(name)
        for name, dtype in frame.select(names).schema.items()
    ]
