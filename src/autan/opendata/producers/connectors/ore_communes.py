"""Agence ORE: electricity and gas delivered in each commune in one year, homes and total."""

import polars as pl

from autan.opendata.sources.connectors.raw_table import RawTable
from autan.opendata.sources.connectors.states import state_of
from autan.opendata.sources.core.codes import TOTAL, Carrier, Sector
from autan.opendata.sources.core.readings import Expectation, Reading

SOURCE = "ore-communes"
FIRST_YEAR = 2022  # the producer changed its method: the series 2011-2021 is closed and never joined
COLUMNS = (
    *("code_commune", "annee", "filiere", "mwh_residentiel", "points_residentiels"),
    *("mwh_total", "mailles_secretisees", "gestionnaires"),
)
CARRIERS = {
    "electricite": Carrier.ELECTRICITY.value,
    "électricité": Carrier.ELECTRICITY.value,
    "gaz": Carrier.NATURAL_GAS.value,
}


def read(content: bytes, *, file: str, expectation: Expectation) -> Reading:
    """Read the communal file; two tidy rows, homes and total, for each row of the file."""
    raw = RawTable(content, file=file, columns=COLUMNS, expectation=expectation)
    year, data_date = raw.one_year("annee", first=FIRST_YEAR)
    residential, total = raw.number("mwh_residentiel"), raw.number("mwh_total")
    raw.blame("mwh_residentiel", residential > total + 1, "au plus le total de la commune (mwh_total)")
    raw.unique("code_commune", "filiere")
    columns = {
        "insee_code": raw.commune("code_commune"),
        "year": year,
        "carrier": raw.choice("filiere", CARRIERS),
        "residential_mwh": residential,
        "residential_secret": raw.secret("mwh_residentiel"),
        "total_mwh": total,
        "total_secret": raw.secret("mwh_total"),
        "delivery_points": raw.number("points_residentiels", is_whole=True),
        "masked_meshes": raw.number("mailles_secretisees", is_whole=True),
        "operators": raw.text("gestionnaires"),
    }
    return raw.finish(tidy, columns, data_date)


def tidy(frame: pl.DataFrame) -> pl.DataFrame:
    """Two rows, homes and total, for each commune and carrier."""
    homes = frame.select(
        *("insee_code", "year", "carrier", "delivery_points", "masked_meshes", "operators"),
        pl.lit(Sector.RESIDENTIAL.value).alias("sector"),
        pl.col("residential_mwh").alias("consumption_mwh"),
        state_of("residential_mwh", masked="residential_secret", tells_zero=True),
    )
    everything = frame.select(
        *("insee_code", "year", "carrier"),
        pl.lit(None, dtype=pl.Int64).alias("delivery_points"),
        *("masked_meshes", "operators"),
        pl.lit(TOTAL).alias("sector"),
        pl.col("total_mwh").alias("consumption_mwh"),
        state_of("total_mwh", masked="total_secret", lower=_lacks_other_sectors(), tells_zero=True),
    )
    return pl.concat([homes, everything]).with_columns(pl.col("masked_meshes").fill_null(0))


def _lacks_other_sectors() -> pl.Expr:
    """Masked meshes, or electricity that goes to homes alone: then something else is missing, not nil.

    No commune is without a street lamp or a town hall: an operator whose total equals homes has left the rest out.
    """
    only_homes = (pl.col("carrier") == Carrier.ELECTRICITY.value) & (pl.col("total_mwh") <= pl.col("residential_mwh"))
    return (pl.col("masked_meshes").fill_null(0) > 0) | only_homes
