"""Files that the room reads: collected and documented answers, published results, lists of people to invite."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.core.tables import TextRow
from autan.ground.tables.importers.tables import read_file, read_text_rows
from autan.ground.tables.importers.yaml_document import read_document
from autan.ground.wordings import Sentence
from autan.survey.campaigns.core.documented.published import CollectedSheet
from autan.survey.campaigns.core.documented.reading_answers import build_collected_sheet
from autan.survey.questionnaires.core.questionnaire import Questionnaire

# Reads collected answers from YAML texts, one a territory.


def read_collected_sheets(texts: Mapping[str, str], questionnaire: Questionnaire) -> dict[str, CollectedSheet]:
    """Read the files of a campaign.

    Raises ImportFileError: with every fault of every file; `sheet` is the name of the file.
    """
    sheets: dict[str, CollectedSheet] = {}
    faults: list[Fault] = []
    for file, text in texts.items():
        try:
            document, zone = read_document(text, file), timezone.get_current_timezone()
            sheets[file] = build_collected_sheet(document, file, questionnaire, zone)
        except ImportFileError as error:
            faults += [replace(fault, sheet=file) for fault in error.faults]
    if faults:
        raise ImportFileError(", ".join(dict.fromkeys(fault.sheet or "" for fault in faults)), faults)
    return sheets


# Reads whom to invite from a table: one line a territory, with the name and the address of the one who answers.


COLUMNS = ("siren", "name", "email")
_MOST_SIGNS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationRow:
    """One line of the table. `email` may be empty."""

    siren: str
    name: str
    email: str


def read_invitations(path: Path, *, members: Mapping[str, str]) -> tuple[InvitationRow, ...]:
    """Read a table of people to invite, in order."""
    findings = Findings()
    seen: dict[str, int] = {}
    rows = read_text_rows(read_file(path), path.name, required=COLUMNS)
    for row in findings.until_full(rows):
        findings.add(*_faults_of(row, members, seen))
        seen.setdefault(row.cells["siren"], row.line)
    findings.require_none(path.name)
    return tuple(InvitationRow(**{name: row.cells[name] for name in COLUMNS}) for row in rows)


def _faults_of(row: TextRow, members: Mapping[str, str], seen: Mapping[str, int]) -> list[Fault]:
    siren, name, email = (row.cells[column] for column in COLUMNS)
    faults = []
    if siren not in members:
        faults.append(row.fault("siren", "le SIREN d’un membre interrogé"))
    if siren in seen:
        faults.append(
            row.fault("siren", Sentence("un SIREN donné une seule fois (déjà ligne {seen})", seen=seen[siren]))
        )
    if not 0 < len(name) <= _MOST_SIGNS:
        faults.append(row.fault("name", "un nom, de 120 signes au plus"))
    if email and not is_email_address(email):
        faults.append(row.fault("email", "une adresse électronique, ou rien"))
    return faults


def is_email_address(email: str) -> bool:
    """Say whether a text is written as an e-mail address."""
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True
