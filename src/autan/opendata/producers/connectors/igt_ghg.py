"""ADEME / Citepa: greenhouse gas emissions of each commune by sector, shared out from the national inventory.

An empty cell means « none or not estimated »: its state is missing, never zero. The municipalities are those of
2016; their codes are kept as they are and mapped to later ones by the room of territories.
"""

import polars as pl

from autan.evidence.figures.core.states import ValueState
from autan.opendata.sources.connectors.raw_table import RawTable
from autan.opendata.sources.connectors.states import state_of
from autan.opendata.sources.core.codes import BIOMASS_CO2, INTERNATIONAL_TRANSPORT, TOTAL, Sector
from autan.opendata.sources.core.readings import Expectation, Reading

SOURCE = "igt-ghg"
SECTOR_COLUMNS = {
    "tco2e_residentiel": Sector.RESIDENTIAL.value,
    "tco2e_tertiaire": Sector.TERTIARY.value,
    "tco2e_routier": Sector.ROAD_TRANSPORT.value,
    "tco2e_autres_transports": Sector.OTHER_TRANSPORT.value,
    "tco2e_agriculture": Sector.AGRICULTURE.value,
    "tco2e_dechets": Sector.WASTE.value,
    "tco2e_industrie_hors_energie": Sector.INDUSTRY_EXCL_ENERGY.value,
    "tco2e_energie": Sector.ENERGY_INDUSTRY.value,
}
TOTAL_COLUMN = "tco2e_total_hors_biomasse_et_international"
OUTSIDE_TOTAL = {
    "tco2e_transports_internationaux": INTERNATIONAL_TRANSPORT,
    "tco2e_co2_biomasse_hors_total": BIOMASS_CO2,
}
VALUE_COLUMNS = {**SECTOR_COLUMNS, **OUTSIDE_TOTAL, TOTAL_COLUMN: TOTAL}
COLUMNS = ("code_commune_2016", "annee", *VALUE_COLUMNS)
ROUNDING_T = 8  # eight sectors rounded to one tonne each


def read(content: bytes, *, file: str, expectation: Expectation) -> Reading:
    """Read the inventory; one tidy row for each commune and sector, plus the published total."""
    raw = RawTable(content, file=file, columns=COLUMNS, expectation=expectation)
    year, data_date = raw.one_year("annee")
    raw.unique("code_commune_2016")
    values = {code: raw.number(column) for column, code in VALUE_COLUMNS.items()}
    parts = pl.DataFrame([values[code].alias(code) for code in SECTOR_COLUMNS.values()]).sum_horizontal()
    raw.blame(TOTAL_COLUMN, (values[TOTAL] - parts).abs() > ROUNDING_T, "la somme des huit secteurs, à 8 t près")
    return raw.finish(tidy, {"insee_code": raw.commune("code_commune_2016"), "year": year, **values}, data_date)


def tidy(frame: pl.DataFrame) -> pl.DataFrame:
    """One row for each commune and sector, the total among them."""
    gaps = [sector.value for sector in Sector if sector.is_found_everywhere]
    has_gap = frame.select("insee_code", pl.any_horizontal(pl.col(gaps).is_null()).alias("has_gap"))
    long = frame.unpivot(
        list(VALUE_COLUMNS.values()),
        index=["insee_code", "year"],
        variable_name="sector",
        value_name="emissions_tco2e",
    )
    # a total that lacks a sector found everywhere (road, farming...) is a lower bound
    lower = (pl.col("sector") == TOTAL) & pl.col("has_gap")
    state = state_of("emissions_tco2e", lower=lower, usual=ValueState.MODELLED)
    return long.join(has_gap, on="insee_code").with_columns(state)
