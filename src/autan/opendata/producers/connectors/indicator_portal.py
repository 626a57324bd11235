"""data.gouv.fr: a territorial indicator of the ministry, asked for by its short name or its identifier.

The description of the data set says the unit, whether values add up, and which file is about which mesh, under
`extras["ecospheres-indicateurs"]`. Whole files are downloaded; where the file of EPCI cannot be had, the tabular API
gives its rows, page by page. That API has no filter by commune.
"""

import re
from typing import Any

from autan.ground.wordings import Sentence
from autan.opendata.producers.connectors.indicator_files import SOURCE, read_files, source_of
from autan.opendata.producers.connectors.melodi_indicator import MARK, fetch_measure
from autan.opendata.sources.connectors.connector import Connector
from autan.opendata.sources.connectors.fetching import (
    DatasetNeededError,
    FetchedEdition,
    FetchRequest,
    Identity,
    as_csv,
    first_or_second,
    member_of,
    pages,
    rows_of,
)
from autan.opendata.sources.connectors.responses import Response, ResponseFormat
from autan.opendata.sources.connectors.source_errors import SourceChangedError
from autan.opendata.sources.connectors.transport import Transport
from autan.opendata.sources.core.source_cards import IndicatorTraits

HOST = "https://www.data.gouv.fr"
DATASETS = f"{HOST}/api/1/datasets"
FILES = f"{HOST}/api/1/datasets/r"
RESOURCES = f"{HOST}/api/2/datasets/resources"
TABULAR = "https://tabular-api.data.gouv.fr/api/resources"
EXTRAS = "ecospheres-indicateurs"
PAGE_ROWS = 50
LICENCES = {"lov2": "Licence Ouverte / Open Licence 2.0 (Etalab)", "fr-lo": "Licence Ouverte / Open Licence (Etalab)"}
EPCI_CODE = "geocode_epci"
ROW_NUMBER = "__id"  # the tabular API numbers the rows
_RESOURCE_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def fetch(transport: Transport, request: FetchRequest) -> tuple[FetchedEdition, ...]:
    """Bring back one indicator: every mesh, every year; `melodi:…` names one of INSEE’s (see `melodi_indicator`).

    Raises SourceUnreachableError: no whole response came.
    """
    if not request.dataset:
        raise DatasetNeededError(SOURCE)
    if request.dataset.startswith(MARK):
        return fetch_measure(transport, request, SOURCE)
    description = _describe(transport, request.dataset)
    identity = identity_in(description.json, description.url)
    files = _files(description.json)
    if not files:
        raise SourceChangedError(description.url, "aucun fichier par maille", expected="un fichier CSV par maille")
    responses, parts = [description], []
    for mesh, rid in files:
        file_responses, content = _ask_file(transport, rid, mesh, request)
        responses += file_responses
        parts.append((f"{identity.source}-{mesh}.csv", content))
    return (
        FetchedEdition(
            name=f"{identity.source}.csv", responses=tuple(responses), parts=tuple(parts), identity=identity
        ),
    )


def _describe(transport: Transport, dataset: str) -> Response:
    """The description of a data set, asked for by its slug, its identifier, or the identifier of one of its files."""
    if _RESOURCE_ID.fullmatch(dataset):
        file = transport.get(f"{RESOURCES}/{dataset}/")
        dataset_id = file.json.get("dataset_id") if isinstance(file.json, dict) else None
        if not isinstance(dataset_id, str):
            raise SourceChangedError(file.url, "un fichier sans jeu de données", expected="«\u202fdataset_id\u202f»")
        dataset = dataset_id
    return transport.get(f"{DATASETS}/{dataset}/")


def identity_in(description: Any, url: str) -> Identity:
    """What the description of a data set says of the indicator."""
    try:
        extras = description["extras"][EXTRAS]
        slug, title = str(description["slug"]), str(description["title"])
        organisation = (description.get("organization") or {}).get("name", "")
        files = [file["extras"].get(EXTRAS, {}) for file in description["resources"] if file.get("extras")]
        axes = next((tuple(file["axes"]) for file in files if file.get("axes")), tuple(extras.get("axes") or ()))
        traits = IndicatorTraits(
            dataset=str(description["id"]),
            unit=str(extras.get("unite") or ""),
            is_summable=extras.get("summable") is True,
            axes=axes,
            value_column=next((str(file["value-column"]) for file in files if file.get("value-column")), "valeur"),
        )
    except (KeyError, TypeError, AttributeError) as error:
        expected = Sentence("un indicateur territorial, avec «\u202f{extras}\u202f»", extras=EXTRAS)
        raise SourceChangedError(
            url, Sentence("un jeu de données d’une autre sorte ({error})", error=error), expected=expected
        ) from error
    licence = str(description.get("license") or "")
    return Identity(
        source=source_of(slug),
        title=title,
        producer=organisation,
        licence=LICENCES.get(licence, licence),
        url=str(description.get("page") or ""),
        traits=traits,
    )


def _files(description: Any) -> list[tuple[str, str]]:
    """Mesh and identifier of each file of data; a document has no mesh."""
    return [
        (str(mesh), str(file["id"]))
        for file in description["resources"]
        if file.get("type", "main") == "main" and (mesh := (file.get("extras") or {}).get(EXTRAS, {}).get("maille"))
    ]


def _ask_file(transport: Transport, rid: str, mesh: str, request: FetchRequest) -> tuple[list[Response], bytes]:
    """A whole file; for EPCI, its rows by the tabular API where the file cannot be had."""

    def ask_whole() -> tuple[list[Response], bytes]:
        response = transport.get(f"{FILES}/{rid}", form=ResponseFormat.CSV, may_move=True)
        return [response], response.body

    if mesh != "epci":
        return ask_whole()
    return first_or_second(ask_whole, lambda: _ask_rows(transport, rid, request))


def _ask_rows(transport: Transport, rid: str, request: FetchRequest) -> tuple[list[Response], bytes]:
    """Rows of a file by the tabular API, those of the territories asked for or all."""
    parameters: dict[str, object] = {"page_size": PAGE_ROWS}
    if request.sirens:
        parameters[f"{EPCI_CODE}__in"] = ",".join(request.sirens)
    answers = pages(
        transport,
        f"{TABULAR}/{rid}/data/",
        parameters,
        next_of=lambda page: page.follow(member_of(page, "links", "next")),
    )
    responses = list(answers)
    rows = rows_of(responses, "data", total=["meta", "total"])
    return responses, as_csv({key: value for key, value in row.items() if key != ROW_NUMBER} for row in rows)


INDICATORS = Connector(source=SOURCE, read=read_files, fetch=fetch, is_portal=True)
