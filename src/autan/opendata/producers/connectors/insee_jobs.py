"""INSEE, Flores: salaried jobs at their place of work at the end of the year, by commune and broad activity.

The service is asked EPCI by EPCI, as for dwellings; the archive of the data set (`DS_FLORES_A5_2024_CSV_FR.zip`) is
read too. A cell that is not diffused is confidential. Self-employed people and defence are not there.
"""

from collections.abc import Mapping

import polars as pl

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.importers.delimited import first_line
from autan.opendata.producers.connectors.melodi import (
    ANY,
    COMMUNE,
    Observation,
    ask_communes,
    observations,
    one_vintage,
)
from autan.opendata.sources.connectors.connector import Connector, together
from autan.opendata.sources.connectors.fetching import FetchedEdition, FetchRequest, as_csv
from autan.opendata.sources.connectors.headings import match_headings
from autan.opendata.sources.connectors.raw_table import RawTable
from autan.opendata.sources.connectors.states import state_of
from autan.opendata.sources.connectors.transport import Transport
from autan.opendata.sources.core.readings import Expectation, Reading, join_readings

SOURCE = "insee-jobs"
DATASET = "DS_FLORES_A5"
JOBS = "EMPL3112"
FILTERS = {"FLORES_MEASURE": JOBS, "NUMBER_EMPL": ANY}
ACTIVITIES = {
    "AZ": "agriculture",
    "BE": "industry",
    "FZ": "construction",
    "GU": "market_services",
    "OQ": "public_services",
    ANY: "total",
}
ALL_FORMS = (ANY, "1T9X7")  # every legal form, public bodies included: one word or the other with the edition
NOT_DIFFUSED = "K"
HEADINGS = (
    *("GEO", "GEO_OBJECT", "ACTIVITY", "NUMBER_EMPL", "LEGAL_FORM_WITH_PUBLIC", "FLORES_MEASURE"),
    *("OBS_STATUS", "TIME_PERIOD", "OBS_VALUE"),
)

REQUIRED = ("GEO", "GEO_OBJECT", "ACTIVITY", "FLORES_MEASURE", "TIME_PERIOD", "OBS_VALUE")
_NAMES = {name: (name.lower(),) for name in REQUIRED}


def fetch(transport: Transport, request: FetchRequest) -> tuple[FetchedEdition, ...]:
    """Bring back the latest year of the communes of the territories asked for, or every year from one on.

    Raises:
        PlacesNeededError: no territory was given.
        SourceUnreachableError: no whole response came.
        SourceChangedError: the responses are of another form, or mix two years of the geographic code.
    """
    responses = ask_communes(transport, request, SOURCE, [(DATASET, FILTERS)])
    communes = [item for item in observations(responses) if item.kind == COMMUNE]
    return (
        FetchedEdition(
            name=f"{SOURCE}.csv",
            content=as_csv(map(_row, communes), HEADINGS, separator=";"),
            responses=tuple(responses),
            geography_vintage=one_vintage(communes, responses),
            sirens=request.sirens,
        ),
    )


def _row(item: Observation) -> dict[str, str]:
    """An observation as a row of the archive."""
    row = {name: item.dimensions.get(name, ANY) for name in HEADINGS}
    value = "" if item.value is None else str(item.value)
    return row | {"GEO": item.code, "GEO_OBJECT": COMMUNE, "OBS_VALUE": value, "OBS_STATUS": item.status}


def read_tables(files: Mapping[str, bytes], *, expectation: Expectation) -> Reading:
    """Read the tables of Flores among files (an archive holds a table of codes too): every year."""
    tables = {name: content for name, content in files.items() if match_headings(content, _NAMES)}
    if not tables:
        name, content = next(iter(files.items()))
        value = ", ".join(first_line(content))[:120]
        raise ImportFileError(name, [Fault(row=1, value=value, expected=", ".join(HEADINGS))])
    readings = [_read(name, content, expectation) for name, content in tables.items()]
    return join_readings(readings, pl.concat([reading.table for reading in readings]), "")


def _read(name: str, content: bytes, expectation: Expectation) -> Reading:
    headings = {heading.strip() for heading in first_line(content)}
    columns = [name for name in HEADINGS if name in headings or name in REQUIRED]
    raw = RawTable(content, file=name, columns=columns, expectation=expectation)
    raw.keep_rows(
        (pl.col("GEO_OBJECT") == COMMUNE)
        & (pl.col("FLORES_MEASURE") == JOBS)
        & pl.col("ACTIVITY").is_in(list(ACTIVITIES))
        & ((pl.col("NUMBER_EMPL") == ANY) if "NUMBER_EMPL" in headings else True)
        & (pl.col("LEGAL_FORM_WITH_PUBLIC").is_in(ALL_FORMS) if "LEGAL_FORM_WITH_PUBLIC" in headings else True)
    )
    raw.unique("GEO", "TIME_PERIOD", "ACTIVITY")
    values = {
        "insee_code": raw.commune("GEO"),
        "year": raw.years("TIME_PERIOD"),
        "activity": raw.text("ACTIVITY", is_required=True).replace_strict(ACTIVITIES, default=None),
        "jobs": raw.number("OBS_VALUE"),
        "status": raw.text("OBS_STATUS") if "OBS_STATUS" in headings else raw.text("GEO_OBJECT"),
    }
    return raw.finish(_tidy, values, "")


def _tidy(frame: pl.DataFrame) -> pl.DataFrame:
    is_secret = pl.col("jobs").is_null() & (pl.col("status") == NOT_DIFFUSED).fill_null(value=False)
    return frame.with_columns(state_of("jobs", masked=is_secret, tells_zero=True))


INSEE_JOBS = Connector(source=SOURCE, read=together(read_tables), fetch=fetch, needs_places=True)
