"""ADEME: energy performance certificates of existing dwellings, counted by commune and label."""

import polars as pl

from autan.opendata.sources.connectors.raw_table import RawTable
from autan.opendata.sources.connectors.states import state_of
from autan.opendata.sources.core.codes import EnergyLabel
from autan.opendata.sources.core.readings import Expectation, Reading

SOURCE = "ademe-dpe"
LABEL_COLUMNS = {f"nb_dpe_{label.value}": label.value for label in EnergyLabel}
COLUMNS = ("code_commune", "base_au", *LABEL_COLUMNS)


def read(content: bytes, *, file: str, expectation: Expectation) -> Reading:
    """Read the counts; one tidy row for each commune and label."""
    raw = RawTable(content, file=file, columns=COLUMNS, expectation=expectation)
    day, data_date = raw.one_date("base_au")
    raw.unique("code_commune")
    values = {label: raw.number(column, is_whole=True) for column, label in LABEL_COLUMNS.items()}
    return raw.finish(_tidy, {"insee_code": raw.commune("code_commune"), "register_date": day, **values}, data_date)


def _tidy(frame: pl.DataFrame) -> pl.DataFrame:
    long = frame.unpivot(
        list(LABEL_COLUMNS.values()),
        index=["insee_code", "register_date"],
        variable_name="energy_label",
        value_name="certificates",
    )
    return long.with_columns(state_of("certificates"))
