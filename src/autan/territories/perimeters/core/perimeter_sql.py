"""SQL that adds rows about communes to the territories of a perimeter: the one law of mergers and coverage.

Pages, commands and the library put these texts to the same engine (DuckDB, or Spark word for word). A commune of today
may hold several codes of an older table: its parts are gathered first, and it counts as known only when all of them
are. See docs/algorithms/perimeters.md.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from autan.territories.perimeters.core.departments import COMMUNE_BY_DISTRICT

PERIMETER = "perimeter"
"""Name of the table of the passage in the queries: `source_code`, `insee_code`, `siren`."""
_LONGEST_CHAIN = 5


def passage_rows(membership: str, vintage: int) -> str:
    """Write the query that says, for any code that a table may use, which commune and EPCI of a vintage hold it.

    A code that exists in the vintage is itself; a former code follows its mergers, up to the vintage, until it meets
    one that exists; a municipal district of Paris, Marseille or Lyon is its city. A commune that was made anew between
    the table and the vintage cannot be mapped, and is left out.

    Args:
        membership: table or named query of `siren, insee_code` of the vintage; unique by insee_code.
        vintage: year of the official geographic code. The table `merges` has `former_insee_code, insee_code,
            since_vintage`; a former code may have several holders over time.

    Returns a SELECT of `source_code, insee_code, siren, is_merged`; unique by source_code, sorted by source_code.
    """
    districts = ", ".join(f"('{district}', '{city}')" for district, city in COMMUNE_BY_DISTRICT.items())
    return f"""
WITH RECURSIVE own AS (
  SELECT insee_code, siren FROM {membership}
), steps AS (
  SELECT former_insee_code AS source_code, arg_max(insee_code, since_vintage) AS holder FROM merges
  WHERE since_vintage <= {vintage} AND former_insee_code NOT IN (SELECT insee_code FROM own) GROUP BY former_insee_code
), chains AS (
  SELECT source_code, holder, 1 AS length FROM steps
  UNION ALL
  SELECT c.source_code, s.holder, c.length + 1 FROM chains AS c JOIN steps AS s ON s.source_code = c.holder
  WHERE c.length < {_LONGEST_CHAIN}
), known AS (
  SELECT insee_code AS source_code, insee_code, siren, FALSE AS is_merged FROM own
  UNION ALL
  SELECT c.source_code, o.insee_code, o.siren, TRUE FROM chains AS c JOIN own AS o ON o.insee_code = c.holder
)
SELECT * FROM known
UNION ALL
SELECT d.district, o.insee_code, o.siren, FALSE FROM (VALUES {districts}) AS d (district, city)
JOIN own AS o ON o.insee_code = d.city WHERE d.district NOT IN (SELECT source_code FROM known)
ORDER BY source_code"""  # noqa: S608 - names that the product wrote


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

    Returns a SELECT of `siren`, `part` (commune of the perimeter) and the columns.
    """
    column_list = ", ".join(f"r.{column}" for column in columns)
    return f"""
SELECT p.siren, p.insee_code AS part, {column_list}
FROM {rows} AS r JOIN {PERIMETER} AS p ON p.source_code = r.{code}"""  # noqa: S608 - names that the product wrote


def codes_outside(rows: str, *, code: str = "code") -> str:
    """Write the query of the codes of a table that are in no territory of the perimeter: `code`, sorted."""
    return f"""
SELECT met.code FROM (SELECT DISTINCT {code} AS code FROM {rows}) AS met
LEFT JOIN {PERIMETER} AS p ON p.source_code = met.code WHERE p.siren IS NULL AND met.code IS NOT NULL
ORDER BY met.code"""  # noqa: S608 - as above


def add_placed_rows(
    placed: str, *, keys: Sequence[str], measures: Mapping[str, str], marks: Sequence[RowMark] = ()
) -> str:
    """Write the query that adds placed rows over each territory.

    Args:
        placed: name of a query of `siren`, `part`, the keys, the measures and the columns that the marks read.
        keys: further columns that make a group (sector, carrier, year...).
        measures: SQL type of each sum, by measure.
        marks: communes to be counted beside.

    Returns:
        A SELECT of `siren`, the keys, each measure `m` (null when nothing is known) with `m_known` (communes known in
        all their parts), `present` (communes that have a row, known or not) and the marks. One row for each territory
        and keys met, in their order.
    """
    parts = _gather(placed, ("siren", "part"), keys, measures, marks)
    sums = _add_parts(f"({parts})", keys, measures, marks, count=_count_parts)
    return f"{sums} ORDER BY {', '.join(('siren', *keys))}"


def add_single_rows(rows: str, *, code: str, keys: Sequence[str], measures: Mapping[str, str]) -> str:
    """Write the same, in no order, for a table that holds one row for each code and keys: quicker when it is large.

    Only the communes of which the table holds several codes need gathering: the rows of all others go straight to
    their territory, and each counts for a commune. Places are numbered, for numbers are grouped quicker than texts.

    Args:
        rows: table of the rows.
        code: its column of the commune, by any code of any year.
        keys: as for `add_placed_rows`.
        measures: as for `add_placed_rows`.
    """
    columns = ", ".join(f"r.{name}" for name in (*keys, *measures))
    return f"""
WITH shared AS (
  SELECT source_code, siren, CASE WHEN count(*) OVER (PARTITION BY insee_code) > 1 THEN insee_code END AS part
  FROM {PERIMETER} WHERE source_code IN (SELECT DISTINCT {code} FROM {rows})
), places AS (
  SELECT *, CAST(dense_rank() OVER (ORDER BY siren, part) AS INTEGER) AS place FROM shared
), placed AS (
  SELECT p.place, {columns} FROM {rows} AS r JOIN places AS p ON p.source_code = r.{code}
), gathered AS ({_gather("placed", ("place",), keys, measures, ())}
), parts AS (
  SELECT q.siren, q.part, g.* FROM gathered AS g JOIN (SELECT DISTINCT place, siren, part FROM places) AS q
  ON q.place = g.place
)
{_add_parts("parts", keys, measures, (), count=_count_rows_and_parts)}"""  # noqa: S608 - as above


def _gather(
    placed: str, place: Sequence[str], keys: Sequence[str], measures: Mapping[str, str], marks: Sequence[RowMark]
) -> str:
    """Add the rows of each part of a territory: its sums, its known rows and its rows."""
    group = ", ".join((*place, *keys))
    sums = [
        *(f"sum({name}) AS {name}, count({name}) AS {name}_rows" for name in measures),
        *(f"count(*) FILTER (WHERE {mark.condition}) AS {mark.name}_rows" for mark in marks),
    ]
    return f"""
  SELECT {group}, count(*) AS part_rows, {", ".join(sums)} FROM {placed} GROUP BY {group}"""  # noqa: S608 - as above


def _add_parts(
    parts: str,
    keys: Sequence[str],
    measures: Mapping[str, str],
    marks: Sequence[RowMark],
    *,
    count: Callable[[str, str], str],
) -> str:
    """Add the parts of each territory; a part is known when all its rows are."""
    group, first = ", ".join(("siren", *keys)), next(iter(measures))
    sums = [
        *(
            f"CAST(sum({name}) AS {kind}) AS {name}, {count(f'{name}_rows', _is_known(name))} AS {name}_known"
            for name, kind in measures.items()
        ),
        f"{count('part_rows', 'TRUE')} AS present",
        *(f"{count(f'{mark.name}_rows', _is_marked(mark, first))} AS {mark.name}" for mark in marks),
    ]
    return f"""
SELECT {group}, {", ".join(sums)} FROM {parts} AS parts GROUP BY {group}"""  # noqa: S608 - as above


def _is_known(measure: str) -> str:
    return f"{measure}_rows = part_rows"


def _is_marked(mark: RowMark, measure: str) -> str:
    has_some = f"{mark.name}_rows > 0"
    return f"{has_some} AND {_is_known(measure)}" if mark.is_of_known else has_some


def _count_parts(_rows: str, is_counted: str) -> str:
    """Count the parts that meet a condition: each is a commune."""
    return f"count(*) FILTER (WHERE {is_counted})"


def _count_rows_and_parts(rows: str, is_counted: str) -> str:
    """Count the rows of the null part, each of which is a commune, and the parts that meet a condition."""
    return f"CAST(sum(CASE WHEN part IS NULL THEN {rows} WHEN {is_counted} THEN 1 ELSE 0 END) AS BIGINT)"
