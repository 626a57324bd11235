"""ODRÉ: the national register as its Opendatasoft portal publishes it, plant by plant or grouped below 36 kW.

The day of the register is in the title of the dataset, « au 31/07/2026 », and in no row: a file of it keeps the day in
its name. A row without a commune (a plant at sea, or hidden) belongs to no territory: left aside, and said.
"""

import re
from datetime import date

import polars as pl

from autan.ground.errors import Fault, ImportFileError
from autan.ground.wordings import Sentence
from autan.opendata.producers.connectors import odre_register
from autan.opendata.producers.connectors.odre_register import SOURCE, tidy
from autan.opendata.sources.connectors.connector import Connector, one_by_one
from autan.opendata.sources.connectors.fetching import FetchedEdition, FetchRequest, check_columns
from autan.opendata.sources.connectors.headings import is_near, near_headings
from autan.opendata.sources.connectors.raw_table import RawTable
from autan.opendata.sources.connectors.responses import Response, ResponseFormat
from autan.opendata.sources.connectors.source_errors import SourceChangedError
from autan.opendata.sources.connectors.states import state_of, sum_known
from autan.opendata.sources.connectors.transport import Transport
from autan.opendata.sources.core.codes import ProductionSource
from autan.opendata.sources.core.readings import Expectation, Reading

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
    **odre_register.SOURCE_WORDS,
    "solaire": ProductionSource.SOLAR_PV.value,
    "eolien": ProductionSource.WIND.value,
    "bioenergies": ProductionSource.BIOENERGY.value,
    "geothermie": ProductionSource.GEOTHERMAL.value,
    "energies marines": ProductionSource.MARINE.value,
    "nucleaire": ProductionSource.NUCLEAR.value,
    "stockage non hydraulique": ProductionSource.STORAGE.value,
}
KWH_IN_MWH = 1000
_STOCKS = ("installations", "capacity_kw")
_DAY_OF_NAME = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DAY_OF_TITLE = re.compile(r"\bau (\d{2})/(\d{2})/(\d{4})")


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
        "capacity_kw": raw.number(names["capacity"]),
        "energy_kwh": raw.number(names["energy"]),
        "is_masked": raw.secret(names["energy"]),
    }
    return raw.finish(lambda frame: tidy(_by_commune(frame, day)), columns, day.isoformat())


def _by_commune(frame: pl.DataFrame, day: date) -> pl.DataFrame:
    """Add up the plants; the energy is a lower bound where some plants do not tell theirs, unknown where none does.

    The power and the number of plants are not known where those of one are not: nothing says how much is missing.
    """
    whole = [pl.when(pl.col(name).null_count() == 0).then(pl.col(name).sum()).alias(name) for name in _STOCKS]
    known = pl.col("energy_kwh").count()
    return frame.group_by("insee_code", "production_source", maintain_order=True).agg(
        pl.lit(day).alias("register_date"),
        *whole,
        (sum_known("energy_kwh") / KWH_IN_MWH).alias("output_mwh"),
        ((known == 0) & pl.col("is_masked").any()).alias("is_secret"),
        state_of(sum_known("energy_kwh"), lower=known < pl.len()),
    )


def _day_of(file: str, expectation: Expectation) -> date:
    matched = _DAY_OF_NAME.search(file)
    expected = Sentence(
        "un nom de fichier qui porte le jour du registre, au plus tard le {today}", today=expectation.today.isoformat()
    )
    try:
        day = date(*map(int, matched.groups())) if matched else None
    except ValueError:
        day = None
    if day is None or day > expectation.today:
        fault = Fault(
            value=file, expected=Sentence("{expected}, comme «\u202fregistre-2026-07-31.csv\u202f»", expected=expected)
        )
        raise ImportFileError(file, [fault])
    return day


def fetch(transport: Transport, _request: FetchRequest) -> tuple[FetchedEdition, ...]:
    """Bring back the register of all France, of the day that its title tells.

    Raises SourceChangedError: the title tells no day, or the columns are others.
    """
    description = transport.get(DATASET)
    day = _day_of_title(description)
    parameters = {"limit": -1, "delimiter": ";", "use_labels": "false"}
    response = transport.get(f"{DATASET}/exports/csv", parameters, form=ResponseFormat.CSV)
    check_columns(response.url, response.body, NAMES)
    name = f"{SOURCE}-{day.isoformat()}.csv"
    return (
        FetchedEdition(name=name, content=response.body, data_date=day.isoformat(), responses=(description, response)),
    )


def _day_of_title(description: Response) -> date:
    try:
        title = str(description.json["metas"]["default"]["title"])
    except (LookupError, TypeError):
        title = ""
    matched = _DAY_OF_TITLE.search(title)
    if not matched:
        message = Sentence("un titre sans date («\u202f{title}\u202f»)", title=title)
        raise SourceChangedError(
            description.url, message, expected="un titre qui finit par «\u202fau JJ/MM/AAAA\u202f»"
        )
    day, month, year = map(int, matched.groups())
    return date(year, month, day)


ODRE_REGISTER = Connector(
    source=SOURCE,
    read=one_by_one(odre_register.read, recognises=lambda content: is_near(content, NAMES), published=read),
    fetch=fetch,
)
