"""ODRÉ: plants of the national register by commune and source, with the energy they fed in over twelve months.

Energy is injected energy only, and is empty where the register does not know it.
"""

import polars as pl

from autan.evidence.figures.core.states import ValueState
from autan.opendata.sources.connectors.raw_table import RawTable
from autan.opendata.sources.core.codes import ProductionSource
from autan.opendata.sources.core.readings import Expectation, Reading

SOURCE = "odre-register"
COLUMNS = (
    *("code_commune", "registre_au", "filiere", "nb_installations"),
    *("puissance_kw", "mwh_injectes_12_mois", "etat_energie"),
)
SOURCE_WORDS = {
    "solaire photovoltaïque": ProductionSource.SOLAR_PV.value,
    "hydraulique": ProductionSource.HYDRO.value,
    "éolien": ProductionSource.WIND.value,
    "bioénergies": ProductionSource.BIOENERGY.value,
    "géothermie": ProductionSource.GEOTHERMAL.value,
    "énergies marines": ProductionSource.MARINE.value,
    "thermique non renouvelable": ProductionSource.THERMAL_NON_RENEWABLE.value,
    "nucléaire": ProductionSource.NUCLEAR.value,
    "stockage": ProductionSource.STORAGE.value,
    "autre": ProductionSource.OTHER.value,
}
_STATES = {
    "complete": ValueState.OBSERVED.value,
    "partielle": ValueState.LOWER_BOUND.value,
    "inconnue": ValueState.MISSING.value,
}


def read(content: bytes, *, file: str, expectation: Expectation) -> Reading:
    """Read the register; one tidy row for each commune and source."""
    raw = RawTable(content, file=file, columns=COLUMNS, expectation=expectation)
    day, data_date = raw.one_date("registre_au")
    output, state = raw.number("mwh_injectes_12_mois"), raw.choice("etat_energie", _STATES)
    secret = raw.secret("mwh_injectes_12_mois")
    raw.blame(
        "mwh_injectes_12_mois",
        output.is_null() & ~secret & (state != ValueState.MISSING.value),
        "une énergie, ou l’état « inconnue »",
    )
    raw.unique("code_commune", "filiere")
    columns = {
        "insee_code": raw.commune("code_commune"),
        "register_date": day,
        "production_source": raw.choice("filiere", SOURCE_WORDS),
        "installations": raw.number("nb_installations", minimum=1, is_whole=True, is_required=True),
        "capacity_kw": raw.number("puissance_kw"),
        "output_mwh": output,
        "is_secret": secret,
        "state": state,
    }
    return raw.finish(tidy, columns, data_date)


def tidy(frame: pl.DataFrame) -> pl.DataFrame:
    """One row for each commune and source; a masked energy is confidential, one that is not told is missing."""
    secret, missing = pl.lit(ValueState.CONFIDENTIAL.value), pl.lit(ValueState.MISSING.value)
    is_missing = pl.col("output_mwh").is_null()
    return frame.with_columns(
        pl.when("is_secret").then(secret).when(is_missing).then(missing).otherwise("state").alias("state")
    )
