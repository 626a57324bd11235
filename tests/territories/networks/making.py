"""Small registers and tables made by hand for the tests of perimeters, and the sums redone in plain Python."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import duckdb
import polars as pl

from autan.territories.perimeters.core.perimeter_sql import (
    PERIMETER,
    RowMark,
    add_placed_rows,
    add_single_rows,
    passage_rows,
    place_rows,
)

VINTAGE = 2026
Row = Mapping[str, Any]


def passage_of(members: Mapping[str, str], merges: Iterable[tuple[str, str, int]] = ()) -> pl.DataFrame:
    """The passage to communes (code: siren), with former codes (former, holder, since)."""
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE members (insee_code VARCHAR, siren VARCHAR)")
        connection.execute(
            "CREATE TABLE merges (former_insee_code VARCHAR, insee_code VARCHAR, since_vintage SMALLINT)"
        )
        connection.executemany("INSERT INTO members VALUES (?, ?)", list(members.items()))
        if known := list(merges):
            connection.executemany("INSERT INTO merges VALUES (?, ?, ?)", known)
        return pl.DataFrame(connection.sql(passage_rows("members", VINTAGE)))


def add_by_hand(
    rows: Sequence[Row], passage: pl.DataFrame, keys: Sequence[str], measure: str
) -> dict[tuple[Any, ...], tuple[Any, int, int]]:
    """What the law must give: (siren, keys): (sum or None, communes known in all their parts, communes with a row)."""
    place = {code: (commune, siren) for code, commune, siren in passage.select(_PLACE).iter_rows()}
    parts: dict[tuple[Any, ...], dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row["insee_code"] in place:
            commune, siren = place[row["insee_code"]]
            parts[siren, *(row[key] for key in keys)][commune].append(row[measure])
    return {group: _add(values) for group, values in parts.items()}


_PLACE = ("source_code", "insee_code", "siren")


def _add(values: Mapping[str, list[Any]]) -> tuple[Any, int, int]:
    known = [value for part in values.values() for value in part if value is not None]
    whole = sum(None not in part for part in values.values())
    return (sum(known) if known else None, whole, len(values))


def add_with_sql(
    rows: Sequence[Row],
    passage: pl.DataFrame,
    keys: Sequence[str],
    measures: Mapping[str, str],
    *,
    marks: Sequence[RowMark] = (),
    is_single: bool = False,
) -> list[tuple[Any, ...]]:
    """What the law gives on DuckDB: rows of siren, keys, each sum with its known communes, present, marks."""
    columns = list(dict.fromkeys([*keys, *measures, *(["state"] if marks else [])]))
    types: dict[str, Any] = {name: pl.Float64 if kind == "DOUBLE" else pl.Int64 for name, kind in measures.items()}
    types |= {name: pl.String for name in ("insee_code", *columns) if name not in {*types, "year"}}
    table = pl.DataFrame(list(rows), schema=types | ({"year": pl.Int16} if "year" in keys else {}))
    placed = place_rows(_TABLE, code="insee_code", columns=columns)
    query = f"WITH placed AS ({placed}) " + add_placed_rows("placed", keys=keys, measures=measures, marks=marks)
    if is_single:
        query = add_single_rows(_TABLE, code="insee_code", keys=keys, measures=measures)
        query += f" ORDER BY {', '.join(('siren', *keys))}"
    with duckdb.connect() as connection:
        connection.register(_TABLE, table.to_arrow())
        connection.register(PERIMETER, passage.to_arrow())
        return connection.sql(query).fetchall()


_TABLE = "communal_table"
