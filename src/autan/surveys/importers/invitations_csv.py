"""Reads whom to invite from a table: one line a territory, with the name and the address of the one who answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from autan.errors import Fault, ImportFileError
from autan.intake.importers.delimited_text import TextRow, read_rows

COLUMNS = ("siren", "name", "email")
_MOST_SIGNS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationRow:
    """One line of the table. `email` may be empty."""

    siren: str
    name: str
    email: str


def read_invitations(path: Path, *, members: Mapping[str, str]) -> tuple[InvitationRow, ...]:
    """Read a table of people to invite, in order.

    Args:
        path: delimited text with the columns of `COLUMNS`.
        members: names of the territories asked, by SIREN.

    Raises:
        ImportFileError: with every fault and its place.
    """
    rows = read_rows(path, required=COLUMNS)
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for row in rows:
        faults += _faults_of(row, members, seen)
        seen.setdefault(row.cells["siren"], row.line)
    if faults:
        raise ImportFileError(path.name, faults)
    return tuple(InvitationRow(**{name: row.cells[name] for name in COLUMNS}) for row in rows)


def _faults_of(row: TextRow, members: Mapping[str, str], seen: Mapping[str, int]) -> list[Fault]:
    siren, name, email = (row.cells[column] for column in COLUMNS)
    faults = []
    if siren not in members:
        faults.append(Fault(row=row.line, column="siren", value=siren, expected="le SIREN d’un membre interrogé"))
    if siren in seen:
        expected = f"un SIREN donné une seule fois (déjà ligne {seen[siren]})"
        faults.append(Fault(row=row.line, column="siren", value=siren, expected=expected))
    if not 0 < len(name) <= _MOST_SIGNS:
        faults.append(Fault(row=row.line, column="name", value=name[:40], expected="un nom, de 120 signes au plus"))
    if email and not is_email_address(email):
        faults.append(Fault(row=row.line, column="email", value=email, expected="une adresse électronique, ou rien"))
    return faults


def is_email_address(email: str) -> bool:
    """Say whether a text is written as an e-mail address."""
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True
