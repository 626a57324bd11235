"""geo.api.gouv.fr: the register of communes, with their EPCI and legal population, on the day of the question.

The whole country is one response; with places given, one for each EPCI. The same saved by a person (JSON), or a CSV of
it, is read too.
"""

import json
from typing import Any

import polars as pl

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.importers.delimited import BYTE_ORDER_MARK
from autan.opendata.sources.connectors.connector import Connector, one_by_one
from autan.opendata.sources.connectors.fetching import FetchedEdition, FetchRequest, as_csv
from autan.opendata.sources.connectors.headings import near_headings
from autan.opendata.sources.connectors.raw_table import RawTable
from autan.opendata.sources.connectors.responses import Response
from autan.opendata.sources.connectors.source_errors import SourceChangedError
from autan.opendata.sources.connectors.states import state_of
from autan.opendata.sources.connectors.transport import Transport
from autan.opendata.sources.core.readings import Expectation, Reading

SOURCE = "geo-register"
HOST = "https://geo.api.gouv.fr"
FIELDS = "nom,code,codeEpci,population"
COLUMNS = ("code", "nom", "codeEpci", "population")
NAMES = {
    "commune": ("code", "code_commune"),
    "name": ("nom", "nom_commune"),
    "epci": ("codeepci", "code_epci"),
    "population": ("population", "population_municipale"),
}


def fetch(transport: Transport, request: FetchRequest) -> tuple[FetchedEdition, ...]:
    """Bring back the communes of the territories asked for, or of the whole country.

    Raises SourceChangedError: a response holds something else than communes.
    """
    parameters = {"fields": FIELDS, "format": "json"}
    urls = [f"{HOST}/epcis/{siren}/communes" for siren in request.sirens] or [f"{HOST}/communes"]
    responses = [transport.get(url, parameters) for url in urls]
    rows = [row for response in responses for row in _communes(response)]
    return (
        FetchedEdition(
            name=f"{SOURCE}.csv",
            content=as_csv(rows, COLUMNS),
            data_date=request.today.isoformat() if request.today else "",
            responses=tuple(responses),
            geography_vintage=request.today.year if request.today else None,
            sirens=request.sirens,
        ),
    )


def read(content: bytes, *, file: str, expectation: Expectation) -> Reading:
    """Read the register; one tidy row for each commune. Its day is that of the reading, for the rows tell none."""
    start = content.removeprefix(BYTE_ORDER_MARK).lstrip()[:1]
    table = _from_json(content, file) if start in (b"[", b"{") else content
    names = near_headings(table, NAMES)
    raw = RawTable(table, file=file, columns=tuple(names.values()), expectation=expectation)
    raw.unique(names["commune"])
    values = {
        "insee_code": raw.commune(names["commune"]),
        "commune_name": raw.text(names["name"], is_required=True),
        "siren": raw.siren(names["epci"], outside=None),
        "population_inhabitants": raw.number(names["population"], is_whole=True),
    }
    more = pl.col("siren").fill_null(""), state_of("population_inhabitants")
    return raw.finish(lambda frame: frame.with_columns(more), values, expectation.today.isoformat())


def _communes(response: Response) -> list[dict[str, Any]]:
    rows = response.json
    if not isinstance(rows, list) or not all(isinstance(row, dict) and row.get("code") for row in rows):
        raise SourceChangedError(
            response.url, "une réponse sans communes", expected="une liste de communes avec «code»"
        )
    return rows


def _from_json(content: bytes, file: str) -> bytes:
    try:
        data = json.loads(content.removeprefix(BYTE_ORDER_MARK))
        rows = [feature["properties"] for feature in data["features"]] if isinstance(data, dict) else data
        return as_csv([dict(row) for row in rows], COLUMNS)
    except (ValueError, TypeError, LookupError) as error:
        raise ImportFileError(file, [Fault(value=str(error)[:80], expected="une liste de communes en JSON")]) from error


GEO_REGISTER = Connector(source=SOURCE, read=one_by_one(read), fetch=fetch)
