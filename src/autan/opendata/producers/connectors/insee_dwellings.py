"""INSEE, census: inhabitants and dwellings of each commune."""

import polars as pl

from autan.evidence.figures.core.states import ValueState
from autan.opendata.sources.connectors.raw_table import RawTable
from autan.opendata.sources.core.readings import Expectation, Reading

SOURCE = "insee-dwellings"
VALUE_COLUMNS = {
    "population": "population_inhabitants",
    "logements": "dwellings",
    "residences_principales": "main_residences",
    "residences_secondaires": "secondary_residences",
    "logements_vacants": "vacant_dwellings",
    "maisons": "houses",
    "appartements": "flats",
}
COLUMNS = ("code_commune", "annee", *VALUE_COLUMNS)
OCCUPATIONS = ("main_residences", "secondary_residences", "vacant_dwellings")
FEW = 0.002  # parts are rounded estimates, summed by quarter
ANY = "_T"
COLUMN_OF_SPLIT = {
    (ANY, ANY): "logements",
    ("DW_MAIN", ANY): "residences_principales",
    ("DW_SEC_DW_OCC", ANY): "residences_secondaires",
    ("DW_VAC", ANY): "logements_vacants",
    (ANY, "1"): "maisons",
    (ANY, "2"): "appartements",
}
"""Column of the dwellings of an occupation (`OCS`) and a kind (`TDW`: 1 house, 2 flat) of Melodi."""


def read(content: bytes, *, file: str, expectation: Expectation) -> Reading:
    """Read the census; one tidy row for each commune."""
    raw = RawTable(content, file=file, columns=COLUMNS, expectation=expectation)
    year, data_date = raw.one_year("annee")
    raw.unique("code_commune")
    values = {name: raw.number(column, is_whole=True) for column, name in VALUE_COLUMNS.items()}
    parts = sum((values[name].fill_null(0) for name in OCCUPATIONS[1:]), values[OCCUPATIONS[0]].fill_null(0))
    raw.blame(
        "logements", values["dwellings"] * (1 + FEW) + 10 < parts, "au moins ses résidences et ses logements vacants"
    )
    estimated = pl.lit(ValueState.ESTIMATED.value).alias("state")
    columns = {"insee_code": raw.commune("code_commune"), "year": year, **values}
    return raw.finish(lambda frame: frame.with_columns(estimated), columns, data_date)
