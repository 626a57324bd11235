"""How files of answers of other tools are read; the rooms of these tools register theirs; side tables."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.core.tables import Table, text_of
from autan.ground.tables.importers.tables import read_tables
from autan.survey.campaigns.core.exchange import AnswerRow, AnswerSheet
from autan.survey.questionnaires.core.questionnaire import Questionnaire

type LookAtRows = Callable[[Iterable[AnswerRow]], None]
"""Is given the first respondents of a file before its answers are read, and may refuse it."""
_LOOKED_AT = 5_000  # rows; of one territory each, they outnumber the members of any network


def look_at(look: LookAtRows | None, respondents: Iterable[AnswerRow]) -> None:
    """Show the first respondents of a file, without their answers, to whoever may refuse it."""
    if look is not None:
        look(islice(respondents, _LOOKED_AT))


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSource:
    """What a file of answers is read with.

    Attributes:
        structure: content and name of the file that explains its columns, or None.
        decimal_mark: comma or dot, where who gives the file says which; empty where it is to be asked.
    """

    file: str
    questionnaire: Questionnaire
    findings: Findings
    structure: tuple[bytes, str] | None = None
    look: LookAtRows | None = None
    decimal_mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReader:
    """How the files of answers of one tool are read.

    Attributes:
        extensions: endings of the files that no other tool writes, with their dot.
        knows: says whether the tables of a workbook or of a separated text are of this tool.
    """

    extensions: tuple[str, ...] = ()
    read_file: Callable[[bytes, AnswerSource], AnswerSheet] | None = None
    knows: Callable[[Sequence[Table]], bool]
    read_tables: Callable[[Sequence[Table], AnswerSource], AnswerSheet]


type Participants = dict[str, dict[str, str]]


def read_participants(data: bytes, file: str) -> Participants:
    """Return the columns of each participant that has a token, by token.

    Raises ImportFileError: no table, no column `token`, or a token of two participants.
    """
    table = read_tables(data, file)[0]
    headings = [heading.partition("<")[0].strip().casefold() for heading in table.headings]
    if "token" not in headings:
        raise ImportFileError(
            file, [Fault(row=table.line, value=", ".join(headings)[:80], expected="une colonne « token »")]
        )
    participants: Participants = {}
    findings = Findings()
    for cells, line in zip(table.rows, table.lines, strict=True):
        fields = {heading: text_of(cell) for heading, cell in zip(headings, cells, strict=True) if cell is not None}
        token = fields.get("token", "")
        if token in participants:
            findings.refuse("un code employé une seule fois", row=line, column="token", value=token)
        elif token:
            participants[token] = fields
    findings.require_none(file)
    return participants


def with_participants(sheet: AnswerSheet, participants: Mapping[str, Mapping[str, str]]) -> AnswerSheet:
    """Return the same answers, each respondent with what the table of participants says of its token."""
    rows = []
    for row in sheet.rows:
        known = participants.get(row.token, {}) if row.token else {}
        name = " ".join(filter(None, (known.get("firstname"), known.get("lastname"))))
        others = {key: cell for key, cell in known.items() if cell and key not in {"token", "email"}}
        rows.append(
            replace(
                row,
                email=row.email or known.get("email", ""),
                name=row.name or name,
                others={**others, **row.others},
            )
        )
    return replace(sheet, rows=tuple(rows))


_SIREN_FIGURES = 9


def read_mapping(data: bytes, file: str) -> dict[str, str]:
    """Return the SIREN of each word; the column `siren` may be the first or the second, the other one is the word.

    Raises ImportFileError: no column `siren`, less than two columns, a SIREN without nine figures, or a word twice.
    """
    table = read_tables(data, file)[0]
    headings = [heading.casefold() for heading in table.headings]
    if "siren" not in headings[:2] or len(headings) < 2:
        shown = ", ".join(table.headings)[:80]
        raise ImportFileError(file, [Fault(row=table.line, value=shown, expected="deux colonnes, dont « siren »")])
    place = headings.index("siren")
    mapping: dict[str, str] = {}
    findings = Findings()
    for cells, line in zip(table.rows, table.lines, strict=True):
        word, siren = map(text_of, (cells[1 - place], cells[place]))
        if not (siren.isascii() and siren.isdigit() and len(siren) == _SIREN_FIGURES):
            findings.refuse("neuf chiffres", row=line, column=table.headings[place], value=siren)
        elif mapping.setdefault(word, siren) != siren:
            findings.refuse("une seule collectivité par mot", row=line, column=table.headings[1 - place], value=word)
    findings.require_none(file)
    return mapping
