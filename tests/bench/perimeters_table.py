"""The national communal table of the bench: 35,000 communes, 8 sectors, 7 carriers, 15 years, made up from a formula.

Codes are those of 2019, so that aggregating to 2026 meets real mergers. Three values in a hundred are unknown.
"""

import sys
from pathlib import Path

import numpy as np
import polars as pl

from autan.territories.perimeters.lake.register import membership_frame, passage_frame

COMMUNES = 35_000
YEARS = range(2010, 2025)
SECTORS = (
    "residential", "tertiary", "road_transport", "other_transport",
    "agriculture", "waste", "industry", "energy_industry",
)  # fmt: skip
CARRIERS = ("electricity", "natural_gas", "oil_products", "wood", "heat_network", "coal", "other_renewables")
KEYS = ("sector", "carrier", "year")
MEASURE = "consumption_kwh"


def write_table(path: Path) -> None:
    """Write the table as Parquet with plain text columns."""
    codes = pl.DataFrame({"insee_code": commune_codes()})
    keys = (
        pl.DataFrame({"year": list(YEARS)}, schema={"year": pl.Int16})
        .join(pl.DataFrame({"sector": SECTORS}), how="cross")
        .join(pl.DataFrame({"carrier": CARRIERS}), how="cross")
    )
    table = codes.join(keys, how="cross")
    chance = np.random.default_rng(2013)
    values = pl.Series(chance.integers(0, 10_000_000, table.height)).cast(pl.Float64)
    is_known = pl.Series(chance.random(table.height) >= 0.03)
    table.with_columns(pl.when(is_known).then(values).alias(MEASURE)).write_parquet(path)


def commune_codes() -> list[str]:
    """Every commune that was in an EPCI in 2019, and former codes until there are enough."""
    codes = membership_frame(2019)["insee_code"].to_list()
    former = sorted(set(passage_frame(2026)["source_code"]) - set(codes))
    return sorted([*codes, *former[: COMMUNES - len(codes)]])


if __name__ == "__main__":
    write_table(Path(sys.argv[1]))
