"""Agence ORE: electricity delivered to homes in each EPCI, by network operator. A second, independent source.

The four columns of rates ending in `_somme` add rates over meshes and mean nothing: they are not read.
"""

import polars as pl

from autan.evidence.core.states import ValueState
from autan.observatory.connectors.raw_table import Expectation, RawTable, Reading, counted

SOURCE = "ore-homes-epci"
COLUMNS = ("operateur", "code_epci", "code_departement", "nb_sites", "conso_totale_mwh")
YEAR = 2023  # the file has no column for it
OUTSIDE_ANY_EPCI = "ZZZZZZZZZ"


def read(content: bytes, *, file: str, expectation: Expectation) -> Reading:
    """Read the file by EPCI; communes outside any EPCI are left out, and this is said."""
    raw = RawTable(content, file=file, columns=COLUMNS, expectation=expectation)
    raw.unique("code_epci", "operateur", "code_departement")
    siren = raw.siren("code_epci", outside=OUTSIDE_ANY_EPCI)
    columns = {
        "siren": siren,
        "operator": raw.text("operateur", is_required=True),
        "department_code": raw.text("code_departement", is_required=True),
        "consumption_mwh": raw.number("conso_totale_mwh"),
        "is_secret": raw.secret("conso_totale_mwh"),
        "delivery_points": raw.number("nb_sites", is_whole=True),
    }
    if siren.null_count():
        outside = counted(siren.null_count(), "ligne hors de tout EPCI, laissée", "lignes hors de tout EPCI, laissées")
        raw.remarks.append(f"{outside} de côté")
    return raw.finish(_tidy, columns, str(YEAR))


def _tidy(frame: pl.DataFrame) -> pl.DataFrame:
    state = (
        pl.when("is_secret")
        .then(pl.lit(ValueState.CONFIDENTIAL.value))
        .when(pl.col("consumption_mwh").is_null())
        .then(pl.lit(ValueState.MISSING.value))
        .otherwise(pl.lit(ValueState.OBSERVED.value))
    )
    return frame.filter(pl.col("siren").is_not_null()).with_columns(
        pl.lit(YEAR, dtype=pl.Int64).alias("year"), state.alias("state")
    )
