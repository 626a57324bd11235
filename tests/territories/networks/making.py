"""Small registers and tables made by hand for the tests of perimeters, and the sums redone in plain Python."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
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
    codes = pl.DataFrame(list(members.items()), {"insee_code": pl.String, "siren": pl.String}, orient="row")
    former = pl.DataFrame(list(merges), _MERGES, orient="row")
    with _engine().cursor() as connection:
        connection.register("members", codes.to_arrow())
        connection.register("merges", former.to_arrow())
        return pl.DataFrame(connection.sql(passage_rows("members", VINTAGE)))


_MERGES = {"former_insee_code": pl.String, "insee_code": pl.String, "since_vintage": pl.Int16}


@cache
def _engine() -> duckdb.DuckDBPyConnection:
    """One engine for all the examples, which takes longer to start than to answer; each uses a cursor of it."""
    return duckdb.connect(config={"threads": 1})


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
    with _engine().cursor() as connection:
        connection.register(_TABLE, table.to_arrow())
        connection.register(PERIMETER, passage.to_arrow())
        return connection.sql(query).fetchall()


_TABLE = "communal_table"
