"""Documents of which every field says something of its own, and the words of what shows them."""

import html
import re
from datetime import date
from itertools import count
from typing import Any

from autan.ground.descriptions.core.documents import Rows, descriptions_of
from autan.ground.descriptions.core.kinds import Choice, Codes, Day, Described, Flag, Number, Several
from autan.ground.descriptions.core.wording import Wording
from autan.ground.descriptions.presenters import ShownField, shown_parts, shown_table
from autan.ground.wordings import Text

_NUMBERS = count(11)
_ALIKE: dict[type[Described], Any] = {Day: date(2026, 3, 14), Flag: True}
"""Values of the kinds that have too few for each field to have its own."""


def filled(document: type, **others: Any) -> Any:
    """Return a document whose fields each hold a value that no other has, where its kind lets it."""
    described = descriptions_of(document).items()
    return document(
        **{name: _value(name, description) for name, description in described if name not in others} | others
    )


def _value(name: str, description: Described) -> Any:
    value: Any = _ALIKE.get(type(description), f"Mots {next(_NUMBERS)} de {name}")
    match description:
        case Rows(document=row, by=by):
            choices: Any = descriptions_of(row).get(by)
            members: Any = choices.members if choices else ()
            value = tuple(filled(row, **{by: member}) for member in members) or (filled(row),)
        case Several(members=members):
            value = (list(members)[-1],)
        case Choice(members=members):
            value = list(members)[-1]
        case Codes():
            value = (value.replace(" ", "_"),)
        case Number(minimum=minimum):
            value = (minimum or 0) + next(_NUMBERS)
        case Wording():
            value = Text(value, value)
    return value


def shown_of(document: Any) -> list[ShownField]:
    """Return every field that a document shows, those of its rows too."""
    tables = [
        shown_table(document, name)
        for name, description in descriptions_of(document).items()
        if isinstance(description, Rows) and not description.is_packed
    ]
    rows = [field for table in tables for row in table.rows for field in row.values()]
    return [*(field for _title, fields in shown_parts(document) for field in fields), *rows]


def plain(page: str) -> str:
    """Return the words of a page, or of the body of a file, with plain spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
