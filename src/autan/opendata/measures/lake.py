"""Queries of the lake: each source as rows of measures (code, name, measure, value, state), added over territories.

Plain SQL over views named after the sources, so that the same text runs on another engine.
"""

from collections.abc import Mapping
from pathlib import Path

from autan.opendata.measures.core.catalogue import DWELLING_LABELS
from autan.opendata.measures.core.measures import DWELLINGS_BY_YEAR, READ_BY_YEAR, SERVED_BY_GAS
from autan.opendata.sources.core.codes import BIOMASS_CO2
from autan.territories.perimeters.core.perimeter_sql import RowMark, add_placed_rows, place_rows

_TEXTS = dict(
    part.split("\n", 1)
    for part in Path(__file__).with_name("measure_rows.sql").read_text(encoding="utf-8").split("-- name: ")[1:]
)

YEARS_QUERY = "SELECT DISTINCT year FROM edition WHERE mesh = 'commune' ORDER BY year DESC"
"""Years that the table of a yearly source holds."""

_PLANTS, _DWELLINGS, _COMMON_SET = _TEXTS["part plants"], _TEXTS["part dwelling_column"], _TEXTS["part common_set"]
MEASURE_ROWS: Mapping[str, str] = {
    **{source: text for source, text in _TEXTS.items() if not source.startswith("part ")},
    "igt-ghg": _TEXTS["igt-ghg"].format(biomass_co2=BIOMASS_CO2),
    "odre-register": _PLANTS.format(table="odre_register") + _TEXTS["part output"],
    "odre-capacity": _PLANTS.format(table="odre_capacity"),
    "insee-dwellings": "UNION ALL\n".join(
        _DWELLINGS.format(measure=code, column="population_inhabitants" if code == "population" else code)
        for code in DWELLING_LABELS
    ),
    "rare-epci": _COMMON_SET.format(place="siren", table="rare_epci"),
    "rare-communes": _COMMON_SET.format(place="insee_code", table="rare_communes"),
    "ore-operators": _TEXTS["ore-operators"].format(served_by_gas=SERVED_BY_GAS),
}
"""For each source, the query that gives its rows as measures."""

BY_TERRITORY = frozenset({"ore-homes-epci", "sdes-energy-epci", "aldo", "rare-epci"})
"""Sources whose rows are already about EPCI."""

_COLUMNS = ("code", "name", "measure", "value", "state")
_PLACED_BY_TERRITORY = "SELECT code AS siren, coalesce(name, '') AS part, * FROM measure_rows"
_MARKS = (
    RowMark(name="lower_bounds", condition="state = 'lower_bound'", is_of_known=True),
    RowMark(name="secrets", condition="state = 'confidential'"),
)

_ROWS = """
SELECT siren, measure, part, code, name, value, state FROM placed WHERE siren || '/' || measure IN ({marks})
ORDER BY siren, measure, code, name
"""


def view_name(source: str) -> str:
    """Name of a source in the queries.

    >>> view_name("ore-communes")
    'ore_communes'
    """
    return source.replace("-", "_")


def has_measures(source: str) -> bool:
    """True for a source whose rows are read as measures."""
    return source in MEASURE_ROWS or source in READ_BY_YEAR


def _with_placed(source: str, date: str) -> str:
    of_year = _TEXTS["part dwellings_of_year" if source in DWELLINGS_BY_YEAR else "part population_of_year"]
    rows = MEASURE_ROWS.get(source) or of_year.format(table=view_name(source), year=int(date[:4]))
    placed = _PLACED_BY_TERRITORY if source in BY_TERRITORY else place_rows("measure_rows", columns=_COLUMNS)
    return f"WITH measure_rows AS ({rows}), placed AS ({placed})"


def tally_query(source: str, date: str) -> str:
    """Query that adds one source over every territory: columns of `Tally` (`value_known` for known).

    `date`: date of its edition, which tells the rows of a yearly source.
    """
    added = add_placed_rows("placed", keys=("measure",), measures={"value": "DOUBLE"}, marks=_MARKS)
    return f"{_with_placed(source, date)} {added}"


def parts_query(source: str, date: str) -> str:
    """Query for one measure (its parameter) by territory and commune: value, rows, known rows, bounds, secrets."""
    return f"""{_with_placed(source, date)}
SELECT siren, part, sum(value) AS value, count(*) AS part_rows, count(value) AS known_rows,
       count(*) FILTER (WHERE state = 'lower_bound') AS lower_bounds,
       count(*) FILTER (WHERE state = 'confidential') AS secrets
FROM placed WHERE measure = ? GROUP BY siren, part ORDER BY siren, part
"""  # noqa: S608 - names that the product wrote


def rows_query(source: str, date: str, figures: int) -> str:
    """Query for the rows behind so many figures; each parameter is `<siren>/<measure>`."""
    return _with_placed(source, date) + _ROWS.format(marks=", ".join("?" * figures))
