"""Reads the cells of a table that say fields of a described document; a cell that cannot be is a fault at its place."""

from collections.abc import Mapping
from typing import Any

from autan.ground.descriptions.core.documents import descriptions_of
from autan.ground.descriptions.core.kinds import Choice, Codes, Day, Described, Money, Number, Several, ShortText
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.core.tables import TextRow
from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.core.money import ONE_AMOUNT, read_amount
from autan.ground.texts.core.notation import read_number
from autan.ground.texts.core.plain_letters import fold_accents
from autan.ground.texts.language import current_language
from autan.ground.wordings import Sentence


def read_cells(row: TextRow, columns: Mapping[str, str], document: type, findings: Findings) -> dict[str, Any]:
    """Read the cells of some columns that say something, by field; `columns` gives the field of each.

    An empty cell is a fault where no document is without its field.
    """
    described = descriptions_of(document)
    values: dict[str, Any] = {}
    for column, name in columns.items():
        cell = row.cells.get(column, "")
        if not cell and not described[name].is_required:
            continue
        value, expected = read_cell(described[name], cell)
        if expected:
            findings.add(row.fault(column, expected))
        else:
            values[name] = value
    return values


def column_labels(columns: Mapping[str, str], document: type) -> dict[str, str]:
    """Return the column of each label that a field bears, in small letters, in both languages."""
    described = descriptions_of(document)
    labels = [(column, described[name].label) for column, name in columns.items()]
    return {text.lower(): column for column, label in reversed(labels) for text in (label.fr, label.en)}


def _one_of(members: Any) -> Sentence:
    return Sentence("l’un de : {known}", known=Sentence.joined(", ", (member.label for member in members)))


def read_cell(described: Described, cell: str) -> tuple[Any, str]:
    """Return the value of a cell, or what was expected."""
    if isinstance(described, Choice):
        member = _member(described.members, cell)
        return member, "" if member else _one_of(described.members)
    if isinstance(described, Several):
        several = tuple(_member(described.members, part) for part in _parts(cell))
        return several, "" if all(several) else _one_of(described.members)
    if isinstance(described, Codes):
        return tuple(_parts(cell)), ""
    if isinstance(described, Day):
        day = PartialDate.parse(cell[:10])
        return (day.first_day, "") if day and day.day else (None, Sentence("un jour, comme 2026-09-30"))
    if isinstance(described, Number):
        return _read_number(described, cell)
    return _read_text(described, cell.strip())


def _read_text(described: Described, text: str) -> tuple[str, str]:
    if described.is_required and not text:
        return "", Sentence("un texte, obligatoire")
    if isinstance(described, ShortText) and len(text) > described.max_length:
        return "", Sentence("{longest} lettres au plus", longest=described.max_length)
    return text, ""


def _read_number(described: Number, cell: str) -> tuple[Any, str]:
    number, low, high = read_number(_without_unit(described, cell)), described.minimum, described.maximum
    expected = Sentence("un nombre, en {unit}", unit=described.sign) if described.sign else Sentence("un nombre")
    if isinstance(described, Money):
        amount, expected = read_amount(cell), ONE_AMOUNT
        number = amount.low if amount and amount.is_plain else None
    if number is None:
        return None, expected
    if described.is_whole and number != int(number):
        return None, Sentence("un nombre entier")
    if (low is None or number >= low) and (high is None or number <= high):
        return int(number) if described.is_whole else number, ""
    least, most = ("" if bound is None else described.write(bound, current_language()) for bound in (low, high))
    if least and most:
        return None, Sentence("un nombre entre {low} et {high}", low=least, high=most)
    if least:
        return None, Sentence("un nombre d’au moins {low}", low=least)
    return None, Sentence("un nombre d’au plus {high}", high=most)


def _without_unit(described: Number, cell: str) -> str:
    """The number of a cell that says its unit too: « 850 m2 »."""
    return cell.lower().replace("m2", "m²").removesuffix(described.sign.lower())


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.replace("|", ",").replace(";", ",").split(",") if part.strip()]


def _member(members: Any, cell: str) -> Any:
    return next((one for one in members if fold_accents(cell) in _names(one)), None)


def _names(member: Any) -> set[str]:
    return {fold_accents(member.value), fold_accents(member.label.fr), fold_accents(member.label.en)}
