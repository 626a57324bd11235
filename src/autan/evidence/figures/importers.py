"""Bringing in what ships with the product, as rooms write it beside their code."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.apps import apps

from autan.evidence.figures.core.states import ValueState
from autan.ground.descriptions.presenters import published_columns
from autan.ground.extension_points import PublishedColumn, PublishedColumnKind
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Text

# Columns of the tables that rooms publish, read from the file in which each room writes them.


type Codes = Mapping[str, Mapping[str, Text] | Iterable[Labelled]]
"""Wording of the codes of a column, by its name: a mapping, or a closed list that carries its wordings."""

_FIGURE, _DOCUMENT = "*figure", "*document"


def read_columns(
    room: str, table: str, codes: Codes | None = None, *, document: type | None = None
) -> tuple[PublishedColumn, ...]:
    """Read the columns of a published table, in order, from `definitions/published.csv` of a room.

    A row without a title is a column that every room shares, by its name; `*figure` is those of a figure, `*document`
    those that the description of a document publishes.
    """
    columns: list[PublishedColumn] = []
    for row in _rows(room, table):
        if row["title_fr"]:
            columns.append(_column(row, codes or {}))
        elif row["column"] == _DOCUMENT and document is not None:
            columns += published_columns(document)
        else:
            columns += figure_columns() if row["column"] == _FIGURE else [shared_columns()[row["column"]]]
    return tuple(columns)


@cache
def shared_columns() -> Mapping[str, PublishedColumn]:
    """Columns that tables share, by name: network, SIREN, whether it is invented."""
    return {column.name: column for column in read_columns("evidence", "shared")}


@cache
def figure_columns() -> tuple[PublishedColumn, ...]:
    """Columns of a figure in every published table of figures."""
    return read_columns("evidence", "figure", {"state": ValueState})


def _rows(room: str, table: str) -> Iterator[dict[str, str]]:
    path = Path(apps.get_app_config(room).path) / "definitions" / "published.csv"
    with path.open(encoding="utf-8", newline="") as file:
        yield from (row for row in csv.DictReader(file) if row["table"] == table)


def _column(row: Mapping[str, str], codes: Codes) -> PublishedColumn:
    code = codes.get(row["column"], {})
    wordings = code if isinstance(code, Mapping) else {word.value: word.label for word in code}
    return PublishedColumn(
        name=row["column"],
        title=Text(row["title_fr"], row["title_en"]),
        description=Text(row["description_fr"], row["description_en"]),
        kind=PublishedColumnKind(row["kind"]),
        unit=row["unit"],
        codes=wordings,
        is_filter=row["is_filter"] == "yes",
    )


# Terms that pages explain at their first use, as the file of definitions gives them.


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word that a reader may not know, and what it means.

    `code`: name in addresses; that of the state where the word names one.
    """

    code: str
    label: Text
    meaning: Text

    @property
    def in_proofs(self) -> Text | None:
        """What proofs and methods call a state that readers know under another word."""
        state = next((state for state in ValueState if state.value == self.code), None)
        return state.label if state and state.label != self.label else None


_FILE = Path(__file__).parent / "definitions" / "terms.csv"


def _read_terms() -> list[Term]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return [
            Term(
                code=row["code"],
                label=Text(row["label_fr"], row["label_en"]),
                meaning=Text(row["meaning_fr"], row["meaning_en"]),
            )
            for row in csv.DictReader(file)
        ]


TERMS = {term.code: term for term in _read_terms()}
"""Every term by its code, in the order of the page that lists them."""
