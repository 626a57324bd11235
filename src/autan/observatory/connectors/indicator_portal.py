"""data.gouv.fr: how a territorial indicator of the ministry is asked for, by its short name or its identifier.

The description of the data set says the unit, whether values add up, and which file is about which mesh, under
`extras["ecospheres-indicateurs"]`. Whole files are downloaded; where the file of EPCI cannot be had, the tabular API
gives its rows, page by page. That API has no filter by commune.
"""

import json
import re
from typing import Any

import polars as pl

from autan.observatory.connectors.answers import Answer, Form
from autan.observatory.connectors.harvest import DatasetNeededError, Harvest, Identity, Wish, member_of, pages
from autan.observatory.connectors.indicator_files import PREFIX, SOURCE, read_many, recognises
from autan.observatory.connectors.melodi_indicator import MARK, fetch_measure
from autan.observatory.connectors.published import plain_name
from autan.observatory.connectors.source_errors import SourceChangedError, SourceUnreachableError
from autan.observatory.connectors.transport import Transport
from autan.observatory.core.cards import IndicatorTraits

__all__ = ["SOURCE", "fetch", "identity_in", "read_many", "recognises"]

HOST = "https://www.data.gouv.fr"
DATASETS = f"{HOST}/api/1/datasets"
FILES = f"{HOST}/api/1/datasets/r"
RESOURCES = f"{HOST}/api/2/datasets/resources"
TABULAR = "https://tabular-api.data.gouv.fr/api/resources"
EXTRAS = "ecospheres-indicateurs"
PAGE_ROWS = 50
LICENCES = {"lov2": "Licence Ouverte / Open Licence 2.0 (Etalab)", "fr-lo": "Licence Ouverte / Open Licence (Etalab)"}
EPCI_CODE = "geocode_epci"
OWN_COLUMNS = ("__id",)  # the tabular API numbers the rows
_RESOURCE_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def fetch(transport: Transport, wish: Wish) -> tuple[Harvest, ...]:
    """Bring back one indicator: every mesh, every year; `melodi:…` names one of INSEE’s (see `melodi_indicator`).

    Raises:
        DatasetNeededError: no data set was named.
        SourceUnreachableError: no whole answer came.
        SourceChangedError: the data set is not a territorial indicator, or has no file.
    """
    if not wish.dataset:
        raise DatasetNeededError(SOURCE)
    if wish.dataset.startswith(MARK):
        return fetch_measure(transport, wish)
    description = _describe(transport, wish.dataset)
    identity = identity_in(description.json, description.url)
    files = [(mesh, rid) for mesh, rid in _files(description.json) if mesh]
    if not files:
        raise SourceChangedError(description.url, "aucun fichier par maille", expected="un fichier CSV par maille")
    answers, parts = [description], []
    for mesh, rid in files:
        found, content = _ask_file(transport, rid, mesh, wish)
        answers += found
        parts.append((f"{identity.source}-{mesh}.csv", content))
    name = f"{identity.source}.csv"
    return (
        Harvest(name=name, content=b"", data_date="", answers=tuple(answers), parts=tuple(parts), identity=identity),
    )


def _describe(transport: Transport, dataset: str) -> Answer:
    """The description of a data set, asked for by its slug, its identifier, or the identifier of one of its files."""
    if _RESOURCE_ID.fullmatch(dataset):
        file = transport.get(f"{RESOURCES}/{dataset}/", form=Form.JSON)
        found = file.json.get("dataset_id") if isinstance(file.json, dict) else None
        if not isinstance(found, str):
            raise SourceChangedError(file.url, "un fichier sans jeu de données", expected="«\u202fdataset_id\u202f»")
        dataset = found
    return transport.get(f"{DATASETS}/{dataset}/", form=Form.JSON)


def identity_in(description: Any, url: str) -> Identity:
    """What the description of a data set says of the indicator.

    Raises:
        SourceChangedError: it does not describe a territorial indicator.
    """
    try:
        said = description["extras"][EXTRAS]
        slug, title = str(description["slug"]), str(description["title"])
        organisation = (description.get("organization") or {}).get("name", "")
        files = [file["extras"].get(EXTRAS, {}) for file in description["resources"] if file.get("extras")]
        axes = next((tuple(file["axes"]) for file in files if file.get("axes")), tuple(said.get("axes") or ()))
        traits = IndicatorTraits(
            dataset=str(description["id"]),
            unit=str(said.get("unite") or ""),
            is_summable=said.get("summable") is True,
            axes=axes,
            value_column=next((str(file["value-column"]) for file in files if file.get("value-column")), "valeur"),
        )
    except (KeyError, TypeError, AttributeError) as error:
        expected = f"un indicateur territorial, avec «\u202f{EXTRAS}\u202f»"
        raise SourceChangedError(url, f"un jeu de données d’une autre sorte ({error})", expected=expected) from error
    licence = str(description.get("license") or "")
    return Identity(
        source=f"{PREFIX}{plain_name(slug).replace('_', '-')[:60]}",
        title=title,
        producer=organisation,
        licence=LICENCES.get(licence, licence),
        url=str(description.get("page") or ""),
        traits=traits,
    )


def _files(description: Any) -> list[tuple[str, str]]:
    """Mesh and identifier of each file of data; a document has no mesh."""
    return [
        (str((file.get("extras") or {}).get(EXTRAS, {}).get("maille") or ""), str(file["id"]))
        for file in description["resources"]
        if file.get("type", "main") == "main"
    ]


def _ask_file(transport: Transport, rid: str, mesh: str, wish: Wish) -> tuple[list[Answer], bytes]:
    try:
        answer = transport.get(f"{FILES}/{rid}", form=Form.CSV, may_move=True)
    except (SourceUnreachableError, SourceChangedError) as first:
        if mesh != "epci":
            raise
        try:
            return _ask_rows(transport, rid, wish)
        except (SourceUnreachableError, SourceChangedError):
            raise first from None  # the file is what there should be
    return [answer], answer.body


def _ask_rows(transport: Transport, rid: str, wish: Wish) -> tuple[list[Answer], bytes]:
    """Rows of a file by the tabular API, those of the territories wished for or all."""
    asked: dict[str, object] = {"page_size": PAGE_ROWS}
    if wish.sirens:
        asked[f"{EPCI_CODE}__in"] = ",".join(wish.sirens)
    url = f"{TABULAR}/{rid}/data/"
    found = pages(
        transport, url, asked, form=Form.JSON, next_of=lambda page: page.follow(member_of(page, "links", "next"))
    )
    answers = list(found)
    rows = [row for answer in answers for row in _rows(answer)]
    total = member_of(answers[0], "meta", "total")
    if len(rows) != total:
        raise SourceChangedError(answers[0].url, f"{len(rows)} lignes", expected=f"les {total} lignes annoncées")
    keys = [key for key in dict.fromkeys(key for row in rows for key in row) if key not in OWN_COLUMNS]
    columns = {key: [_text(row.get(key)) for row in rows] for key in keys}
    return answers, pl.DataFrame(columns, schema=dict.fromkeys(keys, pl.String)).write_csv().encode()


def _rows(answer: Answer) -> list[dict[str, object]]:
    found = answer.json.get("data") if isinstance(answer.json, dict) else None
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise SourceChangedError(answer.url, "une réponse sans lignes", expected="«\u202fdata\u202f», une liste")
    return found


def _text(value: object) -> str | None:
    return value if isinstance(value, str) or value is None else json.dumps(value)
