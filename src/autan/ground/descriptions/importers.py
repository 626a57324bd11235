"""Reads the cells of a table that say fields of a described document; a cell that cannot be is a fault at its place."""

from collections.abc import Mapping
from typing import Any

from autan.ground.descriptions.core.documents import descriptions_of
from autan.ground.descriptions.core.kinds import Choice, Codes, Day, Described, Number, Several, ShortText
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.core.tables import TextRow
from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.core.notation import read_number
from autan.ground.texts.core.plain_letters import fold_accents
from autan.ground.wordings import Sentence

_LONGEST = 20_000


def read_cells(row: TextRow, columns: Mapping[str, str], document: type, findings: Findings) -> dict[str, Any]:
    """Read the cells of some columns that say something, by field; `columns` gives the field of each."""
    described = descriptions_of(document)
    values: dict[str, Any] = {}
    for column, name in columns.items():
        if not (cell := row.cells.get(column, "")):
            continue
        value, expected = read_cell(described[name], cell)
        if expected:
            findings.add(row.fault(column, expected))
        else:
            values[name] = value
    return values


def one_of(members: Any) -> Sentence:
    """Say that a member of a closed list was expected."""
    return Sentence("l’un de : {known}", known=", ".join(member.label.fr for member in members))


def read_cell(described: Described, cell: str) -> tuple[Any, str]:
    """Return the value of a cell, or what was expected."""
    if isinstance(described, Choice):
        member = _member(described.members, cell)
        return member, "" if member else one_of(described.members)
    if isinstance(described, Several):
        several = tuple(_member(described.members, part) for part in _parts(cell))
        return several, "" if all(several) else one_of(described.members)
    if isinstance(described, Codes):
        return tuple(_parts(cell)), ""
    if isinstance(described, Day):
        day = PartialDate.parse(cell[:10])
        return (day.first_day, "") if day and day.day else (None, Sentence("un jour, comme 2026-09-30"))
    if isinstance(described, Number):
        return _read_number(described, cell)
    longest = described.max_length if isinstance(described, ShortText) else _LONGEST
    return cell.strip(), "" if len(cell) <= longest else Sentence("{longest} lettres au plus", longest=longest)


def _read_number(described: Number, cell: str) -> tuple[Any, str]:
    number = read_number(cell.replace("€", ""))
    if number is None or (described.is_whole and number != int(number)):
        return None, Sentence("un nombre")
    if not (described.minimum or 0) <= number <= (described.maximum or number):
        bounds = {"low": f"{described.minimum or 0:g}", "high": f"{described.maximum or 0:g}"}
        if described.maximum is None:
            return None, Sentence("un nombre d’au moins {low}", low=bounds["low"])
        return None, Sentence("un nombre entre {low} et {high}", **bounds)
    return int(number) if described.is_whole else number, ""


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.replace("|", ",").replace(";", ",").split(",") if part.strip()]


def _member(members: Any, cell: str) -> Any:
    return next((one for one in members if fold_accents(cell) in _names(one)), None)


def _names(member: Any) -> set[str]:
    return {fold_accents(member.value), fold_accents(member.label.fr), fold_accents(member.label.en)}
