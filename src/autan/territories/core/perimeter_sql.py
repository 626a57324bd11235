"""SQL that adds rows about communes to the territories of a perimeter: the one law of mergers and coverage.

Pages, commands and the library put these texts to the same engine (DuckDB, or Spark word for word). A commune of today
may hold several codes of an older table: its parts are gathered first, and it counts as known only when all of them
are. The passage from any code to a perimeter is made by `core/perimeters.py`. See docs/algorithms/perimeters.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

PERIMETER = "perimeter"
"""Name of the table of the passage in the queries: `source_code`, `insee_code`, `siren`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowMark:
    """A count of the communes that have a row of some sort, beside their sums.

    Attributes:
        name: column of the count.
        condition: SQL condition on a row.
        is_of_known: True when only communes that are known in all their parts are counted.
    """

    name: str
    condition: str
    is_of_known: bool = False


def place_rows(rows: str, *, code: str = "code", columns: Sequence[str]) -> str:
    """Write the query that puts each row in its territory and commune; rows of no territory are left out.

    Args:
        rows: table or named query of the rows.
        code: its column of the commune, by any code of any year.
        columns: its columns that are wanted.

    Returns:
        A SELECT of `siren`, `part` (commune of the perimeter) and the columns.
    """
    wanted = ", ".join(f"r.{column}" for column in columns)
    return f"""
SELECT p.siren, p.insee_code AS part, {wanted}
FROM {rows} AS r JOIN {PERIMETER} AS p ON p.source_code = r.{code}"""  # noqa: S608 - names that the product wrote


def place_single_rows(rows: str, *, code: str = "code", columns: Sequence[str]) -> str:
    """Write the same for a table that holds one row for each code and keys: much quicker when it is large.

    Only the communes of which the table holds several codes need gathering: `part` is null for all others.
    """
    wanted = ", ".join(f"r.{column}" for column in columns)
    return f"""
SELECT p.siren, p.part, {wanted} FROM {rows} AS r JOIN (
  SELECT source_code, siren, CASE WHEN count(*) OVER (PARTITION BY insee_code) > 1 THEN insee_code END AS part
  FROM {PERIMETER} WHERE source_code IN (SELECT DISTINCT {code} FROM {rows})
) AS p ON p.source_code = r.{code}"""  # noqa: S608 - as above


def codes_outside(rows: str, *, code: str = "code") -> str:
    """Write the query of the codes of a table that are in no territory of the perimeter: `code`, sorted."""
    return f"""
SELECT DISTINCT r.{code} AS code FROM {rows} AS r LEFT JOIN {PERIMETER} AS p ON p.source_code = r.{code}
WHERE p.siren IS NULL AND r.{code} IS NOT NULL ORDER BY r.{code}"""  # noqa: S608 - as above


def add_placed_rows(
    placed: str, *, keys: Sequence[str], measures: Mapping[str, str], marks: Iterable[RowMark] = ()
) -> str:
    """Write the query that adds placed rows over each territory.

    Args:
        placed: name of a query of `siren`, `part`, the keys and the measures; a null part is one row for one commune.
        keys: further columns that make a group (sector, carrier, year...).
        measures: SQL type of each sum, by measure.
        marks: communes to be counted beside.

    Returns:
        A SELECT of `siren`, the keys, each measure `m` (null when nothing is known) with `m_known` (communes known in
        all their parts), `present` (communes that have a row, known or not) and the marks. One row for each territory
        and keys met, in their order.
    """
    marked = tuple(marks)
    group, first = ", ".join(("siren", *keys)), next(iter(measures))
    parts = [
        *(f"sum({name}) AS {name}, count({name}) AS {name}_rows" for name in measures),
        *(f"count(*) FILTER (WHERE {mark.condition}) AS {mark.name}_rows" for mark in marked),
    ]
    sums = [
        *(
            f"CAST(sum({name}) AS {kind}) AS {name}, {_communes(f'{name}_rows', _is_known(name))} AS {name}_known"
            for name, kind in measures.items()
        ),
        f"{_communes('part_rows', 'TRUE')} AS present",
        *(f"{_communes(f'{mark.name}_rows', _is_marked(mark, first))} AS {mark.name}" for mark in marked),
    ]
    return f"""
SELECT {group}, {", ".join(sums)} FROM (
  SELECT {group}, part, count(*) AS part_rows, {", ".join(parts)} FROM {placed} GROUP BY {group}, part
) AS parts GROUP BY {group} ORDER BY {group}"""  # noqa: S608 - as above


def _is_known(measure: str) -> str:
    return f"{measure}_rows = part_rows"


def _is_marked(mark: RowMark, measure: str) -> str:
    has_some = f"{mark.name}_rows > 0"
    return f"{has_some} AND {_is_known(measure)}" if mark.is_of_known else has_some


def _communes(rows: str, is_counted: str) -> str:
    """Count communes: each row is one where the part is null, else each part is one when it meets a condition."""
    return f"CAST(sum(CASE WHEN part IS NULL THEN {rows} WHEN {is_counted} THEN 1 ELSE 0 END) AS BIGINT)"
