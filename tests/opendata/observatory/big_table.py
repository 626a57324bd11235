"""A table by building, made up from a formula: commune, sector, carrier, year, kWh; a few values are unknown.

Sorted as a national lake keeps it: by commune, year, sector, carrier. Written by DuckDB in one query, so that fifty
million rows cost seconds.
"""

from pathlib import Path

import duckdb

from autan.territories.perimeters.lake.register import membership_frame

SECTORS = ("residential", "tertiary", "industry", "agriculture", "road_transport")
CARRIERS = ("electricity", "natural_gas", "oil_products", "wood", "heat_network")
YEARS = 8


def write_big_table(path: Path, *, rows: int) -> None:
    """Write so many rows; values are whole numbers of kWh, so that sums are exact whatever their order."""
    codes = membership_frame(2026)["insee_code"].sort().to_list()
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE communes AS SELECT unnest(?) AS insee_code", [codes])
        connection.execute("CREATE TABLE ranked AS SELECT insee_code, row_number() OVER () - 1 AS rank FROM communes")
        connection.execute(
            f"""
            COPY (
              SELECT insee_code,
                     list_extract({list(SECTORS)}, CAST(hash(n) % {len(SECTORS)} AS INT) + 1) AS sector,
                     list_extract({list(CARRIERS)}, CAST(hash(n + 1) % {len(CARRIERS)} AS INT) + 1) AS carrier,
                     CAST(2017 + hash(n + 2) % {YEARS} AS SMALLINT) AS year,
                     CASE WHEN hash(n + 3) % 100 >= 3 THEN CAST(hash(n + 4) % 50000 AS DOUBLE) END AS consumption_kwh
              FROM range({rows}) AS numbers(n)
              JOIN ranked ON ranked.rank = n * {len(codes)} // {rows}
              ORDER BY insee_code, year, sector, carrier
            ) TO '{path}' (FORMAT parquet)
            """  # noqa: S608 - numbers and a path of the test
        )
