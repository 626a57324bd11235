"""ADEME, filings of climate plans (PCAET): which approach, carried by whom, in which state, since when.

The version of the form is in the name of the file (`V1`, `V2`) and in no row.
"""

import re
from collections.abc import Mapping

import polars as pl

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.importers.delimited import first_line
from autan.opendata.producers.connectors.pcaet_filings import PEOPLE_REMARK, read_identity, state_code
from autan.opendata.producers.connectors.pcaet_form import HEADING, without_people
from autan.opendata.producers.connectors.pcaet_portal import HEADINGS, fetch_exports
from autan.opendata.sources.connectors.connector import Connector, together
from autan.opendata.sources.connectors.fetching import FetchedEdition, FetchRequest
from autan.opendata.sources.connectors.headings import plain_name
from autan.opendata.sources.connectors.raw_table import RawTable
from autan.opendata.sources.connectors.transport import Transport
from autan.opendata.sources.core.readings import Expectation, Reading, join_readings

SOURCE = "pcaet-deposits"
OBLIGATIONS = {"o": True, "oui": True, "v": False, "n": False, "non": False}
DAYS = ("launched_on", "created_on", "project_received_on", "opinion_prefect_on", "opinion_region_on")
_VERSION = re.compile(r"(?<![a-z0-9])v([12])(?![0-9])", re.IGNORECASE)


def fetch(transport: Transport, _request: FetchRequest) -> tuple[FetchedEdition, ...]:
    """Bring back the headings of both versions, for all France, people left out before anything is kept."""
    return (fetch_exports(transport, SOURCE, HEADINGS),)


def read_headings(files: Mapping[str, bytes], *, expectation: Expectation) -> Reading:
    """Read the headings: one row for each approach and each EPCI that carries it."""
    readings = [_read(name, content, expectation) for name, content in files.items()]
    table = pl.concat([reading.table for reading in readings]).unique(["deposit_id", "siren"], maintain_order=True)
    return join_readings(readings, table, max(reading.data_date for reading in readings))


def _read(name: str, content: bytes, expectation: Expectation) -> Reading:
    version = _VERSION.search(name.replace("_", "-"))
    if version is None:
        expected = "un nom de fichier qui dit la version, comme «\u202fDemarches_PCAET_V1_entete.csv\u202f»"
        raise ImportFileError(name, [Fault(value=name, expected=expected)])
    table = without_people(content, name)
    by_name = {plain_name(heading): heading for heading in first_line(table)}
    headings = {key: by_name.get(plain, plain) for key, plain in HEADING.items()}
    raw = RawTable(table, file=name, columns=tuple(headings.values()), expectation=expectation)
    values = {
        **read_identity(raw, headings),
        **{day: raw.day_if_any(headings[day]) for day in DAYS},
        "carrier_names": raw.text(headings["carrier_names"]),
        "approach_kind": raw.text(headings["approach_kind"]),
        "obligation": raw.text(headings["obligation"]),
    }
    latest = values["modified_on"].max()
    raw.remarks = [*(remark for remark in raw.remarks if not remark.startswith("colonnes séparées")), PEOPLE_REMARK]
    return raw.finish(lambda frame: _tidy(frame, f"v{version[1]}"), values, str(latest))


def _tidy(frame: pl.DataFrame, version: str) -> pl.DataFrame:
    obligation = pl.col("obligation").str.to_lowercase()
    tidy = frame.select(
        "deposit_id",
        pl.lit(version).alias("version"),
        pl.col("sirens").alias("siren"),
        pl.col("sirens").list.len().cast(pl.Int64).alias("carriers"),
        pl.col("carrier_names").fill_null(""),
        pl.col("name").fill_null(""),
        pl.col("approach_kind").fill_null(""),
        state_code("approach_state"),
        obligation.replace_strict(OBLIGATIONS, default=None, return_dtype=pl.Boolean).alias("is_obliged"),
        pl.col("population_covered").round().cast(pl.Int64),
        "modified_on",
        *DAYS,
    )
    return tidy.explode("siren").filter(pl.col("siren").is_not_null())


PCAET_HEADINGS = Connector(source=SOURCE, read=together(read_headings), fetch=fetch, clean=without_people)
