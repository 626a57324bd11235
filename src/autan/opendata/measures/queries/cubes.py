"""A big table by commune, or by building, added to territories in every combination of its dimensions.

The query is plain SQL that runs on DuckDB and on Spark; it adds by territory first, then makes the combinations from
those sums, so that the big table is read once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from autan.ground.errors import Fault, ImportFileError
from autan.ground.wordings import Sentence
from autan.opendata.measures.queries.perimeter import current_perimeter
from autan.opendata.sources.lake import engine

PLACE = "insee_code"
DIMENSIONS = ("sector", "carrier", "year")
MEASURE = "consumption_kwh"

_CUBE = """
WITH placed AS (
  SELECT p.siren AS siren, {keys}, sum(t.{measure}) AS {measure},
         count(*) AS row_count, count(t.{measure}) AS known_rows
  FROM big_table AS t LEFT JOIN perimeter AS p ON p.source_code = t.{place}
  GROUP BY p.siren, {keys}
)
SELECT siren, {names}, {marks}, sum({measure}) AS {measure},
       CAST(sum(row_count) AS BIGINT) AS row_count, CAST(sum(known_rows) AS BIGINT) AS known_rows
FROM placed GROUP BY GROUPING SETS ({sets})
ORDER BY siren, {order}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cube:
    """A table added to territories.

    Attributes:
        frame: `siren`, one column for each dimension (null where all its values are added, then `is_all_<dimension>`
            is 1), the measure (null when no row of it is known), `row_count` and `known_rows`.
        outside_rows: rows whose commune is in no territory of the perimeter: they enter no sum.
    """

    frame: pl.DataFrame
    outside_rows: int


def cube_query(dimensions: Sequence[str] = DIMENSIONS, *, measure: str = MEASURE, place: str = PLACE) -> str:
    """Write the query over `big_table` and `perimeter`: every combination of dimensions, added or not."""
    subsets = [
        ", ".join(["siren", *(name for rank, name in enumerate(dimensions) if not bits >> rank & 1)])
        for bits in range(2 ** len(dimensions))
    ]
    return _CUBE.format(
        keys=", ".join(f"t.{name}" for name in dimensions),
        names=", ".join(dimensions),
        marks=", ".join(f"CAST(grouping({name}) AS BIGINT) AS is_all_{name}" for name in dimensions),
        sets=", ".join(f"({subset})" for subset in subsets),
        order=", ".join(f"is_all_{name}, {name}" for name in dimensions),
        measure=measure,
        place=place,
    )


def add_up(table: Path) -> Cube:
    """Add a Parquet table (`insee_code`, `sector`, `carrier`, `year`, `consumption_kwh`) to the EPCI of the figures.

    An unknown value is not a zero: it enters no sum, and the sum says how many of its rows are known.
    """
    _check_columns(table)
    try:
        frame = engine.run_query(cube_query(), {"big_table": table, "perimeter": current_perimeter().table})
    except engine.EngineError as error:
        fault = Fault(value=str(error).splitlines()[0][:120], expected="une table Parquet entière")
        raise ImportFileError(table.name, [fault]) from None
    if not frame[MEASURE].cast(pl.Float64).is_finite().fill_null(value=True).all():
        expected = "des nombres, et une cellule vide pour l’inconnu (ici NaN ou infini)"
        raise ImportFileError(table.name, [Fault(column=MEASURE, expected=expected)])
    is_outside = pl.col("siren").is_null()
    is_whole = pl.all_horizontal(pl.col(f"is_all_{name}") == 1 for name in DIMENSIONS)
    outside = frame.filter(is_outside & is_whole)["row_count"].sum()
    return Cube(frame=frame.filter(~is_outside), outside_rows=int(outside))


def _check_columns(table: Path) -> None:
    try:
        columns = pl.scan_parquet(table).collect_schema()
    except (OSError, pl.exceptions.PolarsError) as error:
        fault = Fault(value=str(error).splitlines()[0], expected="une table au format Parquet")
        raise ImportFileError(table.name, [fault]) from None
    missing = [name for name in (PLACE, *DIMENSIONS, MEASURE) if name not in columns]
    if missing:
        faults = [
            Fault(column=name, value=", ".join(columns), expected=Sentence("une colonne « {name} »", name=name))
            for name in missing
        ]
        raise ImportFileError(table.name, faults)
    if not isinstance(columns[PLACE], pl.String | pl.Categorical | pl.Enum):
        expected = "des codes en texte : un nombre perd le zéro initial de 01004"
        raise ImportFileError(table.name, [Fault(column=PLACE, value=str(columns[PLACE]), expected=expected)])
    if not columns[MEASURE].is_numeric():
        raise ImportFileError(table.name, [Fault(column=MEASURE, value=str(columns[MEASURE]), expected="des nombres")])
