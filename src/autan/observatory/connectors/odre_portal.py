"""ODRÉ: the national register as its Opendatasoft portal publishes it, plant by plant or grouped below 36 kW.

The day of the register is in the title of the dataset, « au 31/07/2026 », and in no row: a file of it keeps the day in
its name. A row without a commune (a plant at sea, or hidden) belongs to no territory: left aside, and said.
"""

import re
from datetime import date

import polars as pl

from autan.errors import Fault, ImportFileError
from autan.evidence.core.states import ValueState
from autan.observatory.connectors.answers import Answer, Form
from autan.observatory.connectors.harvest import Harvest, Wish
from autan.observatory.connectors.odre_register import SOURCE, tidy
from autan.observatory.connectors.published import is_near, match_headings, near_headings
from autan.observatory.connectors.raw_table import Expectation, RawTable, Reading
from autan.observatory.connectors.source_errors import SourceChangedError
from autan.observatory.connectors.transport import Transport
from autan.observatory.core.codes import ProductionSource

__all__ = ["SOURCE", "fetch", "read", "recognises"]

HOST = "https://odre.opendatasoft.com"
DATASET = (
    f"{HOST}/api/explore/v2.1/catalog/datasets/registre-national-installation-production-stockage-electricite-agrege"
)
NAMES = {
    "commune": ("codeinseecommune", "code_insee_commune"),
    "source": ("filiere",),
    "capacity": ("puismaxinstallee", "puissance_maximale_installee_kw"),
    "installations": ("nbinstallations", "nombre_d_installations"),
    "energy": ("energieannuelleglissanteinjectee", "energie_annuelle_glissante_injectee_kwh"),
    "name": ("nominstallation", "nom_de_l_installation"),
    "plant": ("codeeicresourceobject", "code_eic_resource_object"),
}
SOURCE_WORDS = {
    "solaire": ProductionSource.SOLAR_PV.value,
    "hydraulique": ProductionSource.HYDRO.value,
    "eolien": ProductionSource.WIND.value,
    "éolien": ProductionSource.WIND.value,
    "bioénergies": ProductionSource.BIOENERGY.value,
    "bioenergies": ProductionSource.BIOENERGY.value,
    "géothermie": ProductionSource.GEOTHERMAL.value,
    "geothermie": ProductionSource.GEOTHERMAL.value,
    "energies marines": ProductionSource.MARINE.value,
    "énergies marines": ProductionSource.MARINE.value,
    "thermique non renouvelable": ProductionSource.THERMAL_NON_RENEWABLE.value,
    "nucléaire": ProductionSource.NUCLEAR.value,
    "nucleaire": ProductionSource.NUCLEAR.value,
    "stockage non hydraulique": ProductionSource.STORAGE.value,
    "stockage": ProductionSource.STORAGE.value,
    "autre": ProductionSource.OTHER.value,
}
KWH_IN_MWH = 1000
_DAY_OF_NAME = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DAY_OF_TITLE = re.compile(r"\bau (\d{2})/(\d{2})/(\d{4})")


def recognises(content: bytes) -> bool:
    """True for the register as the portal publishes it, with labels or keys for headings."""
    return is_near(content, NAMES)


def read(content: bytes, *, file: str, expectation: Expectation) -> Reading:
    """Read the published register, adding up the plants of each commune and source."""
    names = near_headings(content, NAMES)
    day = _day_of(file, expectation)
    raw = RawTable(content, file=file, columns=tuple(names.values()), expectation=expectation)
    raw.keep_known(names["commune"], "ligne sans commune, laissée de côté", "lignes sans commune, laissées de côté")
    columns = {
        "insee_code": raw.commune(names["commune"]),
        "production_source": raw.choice(names["source"], SOURCE_WORDS),
        "installations": raw.number(names["installations"], minimum=1, is_whole=True, is_required=True),
        "capacity_kw": raw.number(names["capacity"], is_required=True),
        "energy_kwh": raw.number(names["energy"]),
        "is_masked": raw.secret(names["energy"]),
    }
    return raw.finish(lambda frame: tidy(_by_commune(frame, day)), columns, day.isoformat())


def _by_commune(frame: pl.DataFrame, day: date) -> pl.DataFrame:
    """Add up the plants; the energy is a lower bound where some plants do not tell theirs, unknown where none does."""
    energy = pl.col("energy_kwh")
    known = energy.count()
    state = (
        pl.when(known == pl.len())
        .then(pl.lit(ValueState.OBSERVED.value))
        .when(known > 0)
        .then(pl.lit(ValueState.LOWER_BOUND.value))
        .otherwise(pl.lit(ValueState.MISSING.value))
    )
    return frame.group_by("insee_code", "production_source", maintain_order=True).agg(
        pl.lit(day).alias("register_date"),
        pl.col("installations").sum(),
        pl.col("capacity_kw").sum(),
        pl.when(known > 0).then(energy.sum() / KWH_IN_MWH).alias("output_mwh"),
        ((known == 0) & pl.col("is_masked").any()).alias("is_secret"),
        state.alias("state"),
    )


def _day_of(file: str, expectation: Expectation) -> date:
    found = _DAY_OF_NAME.search(file)
    expected = f"un nom de fichier qui porte le jour du registre, au plus tard le {expectation.today.isoformat()}"
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        day = None
    if day is None or day > expectation.today:
        fault = Fault(value=file, expected=f"{expected}, comme «\u202fregistre-2026-07-31.csv\u202f»")
        raise ImportFileError(file, [fault])
    return day


def fetch(transport: Transport, wish: Wish) -> tuple[Harvest, ...]:  # noqa: ARG001 - one edition, for all France
    """Bring back the register of the day that its title tells.

    Raises:
        SourceUnreachableError: no whole answer came.
        SourceChangedError: the title tells no day, or the columns are others.
    """
    description = transport.get(DATASET, form=Form.JSON)
    day = _day_of_title(description)
    asked = {"limit": -1, "delimiter": ";", "use_labels": "false"}
    answer = transport.get(f"{DATASET}/exports/csv", asked, form=Form.CSV)
    if not match_headings(answer.body, NAMES):
        said = f"des colonnes «\u202f{answer.text.partition('\n')[0][:160]}\u202f»"
        raise SourceChangedError(answer.url, said, expected=", ".join(given[0] for given in NAMES.values()))
    name = f"{SOURCE}-{day.isoformat()}.csv"
    return (Harvest(name=name, content=answer.body, data_date=day.isoformat(), answers=(description, answer)),)


def _day_of_title(description: Answer) -> date:
    try:
        title = str(description.json["metas"]["default"]["title"])
    except (LookupError, TypeError):
        title = ""
    found = _DAY_OF_TITLE.search(title)
    if not found:
        said = f"un titre sans date («\u202f{title}\u202f»)"
        raise SourceChangedError(description.url, said, expected="un titre qui finit par «\u202fau JJ/MM/AAAA\u202f»")
    day, month, year = map(int, found.groups())
    return date(year, month, day)
