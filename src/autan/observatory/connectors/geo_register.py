"""geo.api.gouv.fr: the register of communes, with their EPCI and legal population, on the day of the question.

The whole country is one answer; with places given, one answer for each EPCI. The same answer saved by a person (JSON),
or a CSV of it, is read too.
"""

import json
from typing import Any

import polars as pl

from autan.errors import Fault, ImportFileError
from autan.evidence.core.states import ValueState
from autan.intake.importers.delimited import BYTE_ORDER_MARK
from autan.observatory.connectors.answers import Answer, Form
from autan.observatory.connectors.harvest import Harvest, Wish
from autan.observatory.connectors.published import near_headings
from autan.observatory.connectors.raw_table import Expectation, RawTable, Reading
from autan.observatory.connectors.source_errors import SourceChangedError
from autan.observatory.connectors.transport import Transport

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


def recognises(content: bytes) -> bool:  # noqa: ARG001 - one form only
    """Never another form than that of `read`."""
    return False


def fetch(transport: Transport, wish: Wish) -> tuple[Harvest, ...]:
    """Bring back the communes of the territories wished for, or of the whole country.

    Raises:
        SourceUnreachableError: no whole answer came.
        SourceChangedError: an answer holds something else than communes.
    """
    asked = {"fields": FIELDS, "format": "json"}
    urls = [f"{HOST}/epcis/{siren}/communes" for siren in wish.sirens] or [f"{HOST}/communes"]
    answers = [transport.get(url, asked, form=Form.JSON) for url in urls]
    rows = [row for answer in answers for row in _rows(answer)]
    return (
        Harvest(
            name=f"{SOURCE}.csv",
            content=_write(rows),
            data_date=wish.today.isoformat() if wish.today else "",
            answers=tuple(answers),
            geography_vintage=wish.today.year if wish.today else None,
            sirens=wish.sirens,
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
        "siren": raw.siren_if_any(names["epci"]),
        "population_inhabitants": raw.number(names["population"], is_whole=True),
    }
    return raw.finish(_tidy, values, expectation.today.isoformat())


def _tidy(frame: pl.DataFrame) -> pl.DataFrame:
    is_missing = pl.col("population_inhabitants").is_null()
    state = pl.when(is_missing).then(pl.lit(ValueState.MISSING.value)).otherwise(pl.lit(ValueState.OBSERVED.value))
    return frame.with_columns(pl.col("siren").fill_null(""), state.alias("state"))


def _rows(answer: Answer) -> list[dict[str, Any]]:
    found = answer.json
    if not isinstance(found, list) or not all(isinstance(row, dict) and row.get("code") for row in found):
        raise SourceChangedError(answer.url, "une réponse sans communes", expected="une liste de communes avec «code»")
    return found


def _from_json(content: bytes, file: str) -> bytes:
    try:
        said = json.loads(content.removeprefix(BYTE_ORDER_MARK))
        rows = [feature["properties"] for feature in said["features"]] if isinstance(said, dict) else said
        return _write([dict(row) for row in rows])
    except (ValueError, TypeError, LookupError) as error:
        raise ImportFileError(file, [Fault(value=str(error)[:80], expected="une liste de communes en JSON")]) from error


def _write(rows: list[dict[str, Any]]) -> bytes:
    columns = {name: [None if row.get(name) is None else str(row[name]) for row in rows] for name in COLUMNS}
    return pl.DataFrame(columns, schema=dict.fromkeys(COLUMNS, pl.String)).write_csv().encode()
