"""Queries of the lake: each source as rows of measures (code, name, measure, value, state), added over territories.

Plain SQL over views named after the sources, so that the same text runs on another engine.
"""

from collections.abc import Mapping

from autan.opendata.measures.core.catalogue import DWELLING_LABELS
from autan.opendata.measures.core.measures import DWELLINGS_BY_YEAR, READ_BY_YEAR, SERVED_BY_GAS
from autan.opendata.sources.core.codes import BIOMASS_CO2
from autan.territories.perimeters.core.perimeter_sql import RowMark, add_placed_rows, place_rows

_CONSUMPTION = """
SELECT insee_code AS code, '' AS name,
       CASE carrier WHEN 'electricity' THEN 'electricity_' ELSE 'gas_' END || sector AS measure,
       CAST(consumption_mwh AS DOUBLE) AS value, state
FROM ore_communes
UNION ALL
SELECT insee_code, '', CASE carrier WHEN 'electricity' THEN 'electricity' ELSE 'gas' END || '_delivery_points',
       CAST(delivery_points AS DOUBLE), CASE WHEN delivery_points IS NULL THEN 'missing' ELSE 'observed' END
FROM ore_communes WHERE sector = 'residential'
"""

_HOMES = """
SELECT siren AS code, operator || ' (' || department_code || ')' AS name,
       'electricity_residential_second_source' AS measure, consumption_mwh AS value, state
FROM ore_homes_epci
UNION ALL
SELECT siren, operator || ' (' || department_code || ')', 'electricity_delivery_points_second_source',
       CAST(delivery_points AS DOUBLE), state
FROM ore_homes_epci
"""

_EMISSIONS = f"""
SELECT insee_code AS code, '' AS name, 'ghg_' || sector AS measure, CAST(emissions_tco2e AS DOUBLE) AS value, state
FROM igt_ghg WHERE sector <> '{BIOMASS_CO2}'
"""  # noqa: S608 - a constant of this product

_PLANTS = """
SELECT insee_code AS code, '' AS name, 'capacity_' || production_source AS measure,
       CAST(capacity_kw AS DOUBLE) AS value, CASE WHEN capacity_kw IS NULL THEN 'missing' ELSE 'observed' END AS state
FROM {table}
UNION ALL
SELECT insee_code, '', 'installations_' || production_source, CAST(installations AS DOUBLE),
       CASE WHEN installations IS NULL THEN 'missing' ELSE 'observed' END
FROM {table}
"""

_OUTPUT = """
UNION ALL
SELECT insee_code, '', 'production_' || production_source, CAST(output_mwh AS DOUBLE), state FROM odre_register
"""

_LABELS = """
SELECT insee_code AS code, '' AS name, 'dpe_' || energy_label AS measure, CAST(certificates AS DOUBLE) AS value, state
FROM ademe_dpe
"""

_LOCAL_ENERGY = """
SELECT siren AS code, operator AS name, 'sdes_' || carrier || '_' || sector AS measure,
       CAST(consumption_mwh AS DOUBLE) AS value, state
FROM sdes_energy_epci
"""

_HEAT_NETWORKS = """
SELECT insee_code AS code, network_id AS name, carrier || '_delivered_' || sector AS measure,
       CAST(consumption_mwh AS DOUBLE) AS value, state
FROM sdes_heat_networks
"""

_VEHICLES = """
SELECT insee_code AS code, '' AS name, 'vehicles_' || vehicle_category AS measure,
       CAST(vehicles AS DOUBLE) AS value, state
FROM sdes_vehicles
UNION ALL
SELECT insee_code, '', 'vehicles_total', CAST(vehicles AS DOUBLE), state FROM sdes_vehicles
UNION ALL
SELECT insee_code, '', 'cars_' || fuel, CAST(vehicles AS DOUBLE), state
FROM sdes_vehicles WHERE vehicle_category = 'passenger_car'
"""

_CARBON = """
SELECT siren AS code, '' AS name, 'carbon_' || kind || '_' || compartment AS measure,
       CAST(carbon_tco2e AS DOUBLE) AS value, state
FROM aldo
"""

_COMMON_SET = """
SELECT {place} AS code, '' AS name, 'rare_energy_' || sector || '_' || carrier AS measure,
       CAST(energy_mwh AS DOUBLE) AS value, state
FROM {table} WHERE state <> 'not_applicable'
UNION ALL
SELECT {place}, '', 'rare_ghg_' || accounting || '_' || sector, CAST(emissions_tco2e AS DOUBLE), ghg_state
FROM {table} WHERE ghg_state <> 'not_applicable'
"""

_REGISTER = """
SELECT insee_code AS code, commune_name AS name, 'population_register' AS measure,
       CAST(population_inhabitants AS DOUBLE) AS value, state
FROM geo_register
"""

_JOBS = """
SELECT insee_code AS code, '' AS name, 'jobs_' || activity AS measure, CAST(jobs AS DOUBLE) AS value, state
FROM insee_jobs
"""

_SERVICE = f"""
SELECT insee_code AS code, '' AS name, '{SERVED_BY_GAS}' AS measure, CAST(is_served AS DOUBLE) AS value, state
FROM ore_operators WHERE carrier = 'natural_gas'
"""  # noqa: S608 - a constant of this product

_DWELLING_COLUMN = """
SELECT insee_code AS code, '' AS name, '{measure}' AS measure, CAST({column} AS DOUBLE) AS value, state
FROM insee_dwellings
"""

_POPULATION_OF_YEAR = """
SELECT code, '' AS name, 'population' AS measure, CAST(value AS DOUBLE) AS value, state
FROM {table} WHERE mesh = 'commune' AND year = {year}
"""

_DWELLINGS_OF_YEAR = """
SELECT code, '' AS name, 'dwellings' AS measure,
       CASE WHEN count(value) = 3 THEN CAST(sum(value) AS DOUBLE) END AS value, min(state) AS state
FROM {table} WHERE mesh = 'commune' AND year = {year} GROUP BY code
"""  # main, second and vacant together: one that lacks leaves the municipality unknown

YEARS_QUERY = "SELECT DISTINCT year FROM edition WHERE mesh = 'commune' ORDER BY year DESC"
"""Years that the table of a yearly source holds."""

MEASURE_ROWS: Mapping[str, str] = {
    "ore-communes": _CONSUMPTION,
    "ore-homes-epci": _HOMES,
    "igt-ghg": _EMISSIONS,
    "odre-register": _PLANTS.format(table="odre_register") + _OUTPUT,
    "odre-capacity": _PLANTS.format(table="odre_capacity"),
    "insee-dwellings": "UNION ALL".join(
        _DWELLING_COLUMN.format(measure=code, column="population_inhabitants" if code == "population" else code)
        for code in DWELLING_LABELS
    ),
    "ademe-dpe": _LABELS,
    "sdes-energy-epci": _LOCAL_ENERGY,
    "sdes-heat-networks": _HEAT_NETWORKS,
    "sdes-vehicles": _VEHICLES,
    "aldo": _CARBON,
    "rare-epci": _COMMON_SET.format(place="siren", table="rare_epci"),
    "rare-communes": _COMMON_SET.format(place="insee_code", table="rare_communes"),
    "geo-register": _REGISTER,
    "insee-jobs": _JOBS,
    "ore-operators": _SERVICE,
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
    of_year = _DWELLINGS_OF_YEAR if source in DWELLINGS_BY_YEAR else _POPULATION_OF_YEAR
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
