"""Agence ORE: electricity delivered to homes in each EPCI, by network operator. A second, independent source.

The four columns of rates ending in `_somme` add rates over meshes and mean nothing: they are not read.
"""

import polars as pl

from autan.opendata.sources.connectors.connector import Connector, one_by_one
from autan.opendata.sources.connectors.raw_table import OUTSIDE_ANY_EPCI, RawTable
from autan.opendata.sources.connectors.states import state_of
from autan.opendata.sources.core.readings import Expectation, Reading

SOURCE = "ore-homes-epci"
COLUMNS = ("operateur", "code_epci", "code_departement", "nb_sites", "conso_totale_mwh")
YEAR = 2023  # the file has no column for it


def read(content: bytes, *, file: str, expectation: Expectation) -> Reading:
    """Read the file by EPCI; communes outside any EPCI are left out, and this is said."""
    raw = RawTable(content, file=file, columns=COLUMNS, expectation=expectation)
    raw.unique("code_epci", "operateur", "code_departement")
    columns = {
        "siren": raw.siren("code_epci", outside=OUTSIDE_ANY_EPCI),
        "operator": raw.text("operateur", is_required=True),
        "department_code": raw.text("code_departement", is_required=True),
        "consumption_mwh": raw.number("conso_totale_mwh"),
        "is_secret": raw.secret("conso_totale_mwh"),
        "delivery_points": raw.number("nb_sites", is_whole=True),
    }
    return raw.finish(_tidy, columns, str(YEAR))


def _tidy(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter(pl.col("siren").is_not_null()).with_columns(
        pl.lit(YEAR, dtype=pl.Int64).alias("year"), state_of("consumption_mwh", masked="is_secret")
    )


ORE_HOMES_EPCI = Connector(source=SOURCE, read=one_by_one(read))
