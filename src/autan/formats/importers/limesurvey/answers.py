"""How do the responses of LimeSurvey become answers to our questions, every fault with its place?

An empty cell is no answer: LimeSurvey writes the same for a question that was passed and for one that was not shown.
A box that is not ticked is « no » only where another one is ticked.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from autan.errors import Fault
from autan.formats.core.cell_reading import UnreadableCellError
from autan.formats.importers.limesurvey.cells import read_lime_cells, words_of_files
from autan.formats.importers.limesurvey.fields import FieldRole, LimeField, list_fields
from autan.formats.importers.limesurvey.headings import LimeNumbers, code_before, is_numbered, resolve_headings
from autan.intake.core.findings import Findings
from autan.intake.core.tables import CellValue, Table, text_of
from autan.questionnaires.core.answers.values import InvalidAnswerError, check_value
from autan.questionnaires.core.kinds import QuestionKind
from autan.questionnaires.core.questionnaire import Question, Questionnaire
from autan.questionnaires.core.spread.cells import FlatCell, Path, gather_value
from autan.questionnaires.core.spread.columns import ColumnKind
from autan.surveys.core.exchange.answer_sheets import AnswerSheet, SheetAnswer, SheetRow

_FIXED: Mapping[str, str] = {
    **dict.fromkeys(("id", "response id", "id de la réponse", "id de réponse"), "key"),
    **dict.fromkeys(("submitdate", "date submitted", "date de soumission"), "submitted_at"),
    **dict.fromkeys(("startlanguage", "start language", "langue de départ"), "language"),
    **dict.fromkeys(("token", "access code", "code d'accès", "code d’accès", "invitation", "jeton"), "token"),
    **dict.fromkeys(("email", "email address", "adresse courriel", "courriel"), "email"),
}
_TECHNICAL = frozenset(
    {"lastpage", "last page", "dernière page", "seed", "graine", "tête de série", "startdate", "date started"}
    | {"date de lancement", "datestamp", "date last action", "date de la dernière action", "interviewtime"}
)
_PERSONAL = frozenset({"ipaddr", "ip address", "adresse ip", "refurl", "referrer url", "url référente"})
_NAMED = frozenset(_FIXED) | _TECHNICAL | _PERSONAL
_GROUP_TIME = re.compile(r"(group ?time|question time|total time)\b.*|grouptime\d+")
_NEVER = "1980-01-01 00:00:00"  # submission date of anonymised responses


def is_limesurvey(headings: Sequence[str]) -> bool:
    """True when a file begins with the columns of LimeSurvey's responses.

    >>> is_limesurvey(["id", "submitdate", "lastpage", "Q01"]), is_limesurvey(["siren", "q1"])
    (True, False)
    """
    fixed = {_FIXED.get(_folded(heading)) for heading in headings[:12]}
    has_rest = any(_folded(heading) in _TECHNICAL for heading in headings[:12])
    return "key" in fixed and ("submitted_at" in fixed or has_rest)


def unmask(table: Table) -> Table:
    """Return a table without the apostrophe that LimeSurvey puts before « = » in its CSV files."""
    rows = (
        tuple(cell[1:] if isinstance(cell, str) and cell.startswith("'=") else cell for cell in row)
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def _folded(heading: str) -> str:
    """A heading in small letters; the code alone where it stands before its words (« id. Response ID »)."""
    code = code_before(heading).casefold()
    return code if code in _NAMED else heading.strip().rstrip(".:").strip().casefold()


def read_lime_answers(
    table: Table, file: str, questionnaire: Questionnaire, numbers: Mapping[str, LimeNumbers] | None = None
) -> AnswerSheet:
    """Return the respondents of a table of responses.

    Args:
        table: the table, its headings in any of the forms of LimeSurvey.
        file: name of the file.
        questionnaire: the questions that the campaign asked.
        numbers: numbers of the questions in LimeSurvey, by code, when its structure is at hand.
    """
    reading = _Reading(table, questionnaire, resolve_headings(table.headings, list_fields(questionnaire), numbers))
    rows = tuple(reading.row(cells, line) for cells, line in zip(table.rows, table.lines, strict=True))
    return AnswerSheet(
        file=file,
        rows=rows,
        faults=tuple(reading.findings.faults),
        warnings=(*_warnings(table, reading.fields), *reading.findings.warnings),
    )


def _warnings(table: Table, fields: Mapping[int, LimeField]) -> Iterator[Fault]:
    left = [heading for place, heading in enumerate(table.headings) if heading and place not in fields]
    codes = {found.code.casefold() for found in fields.values()}
    technical = [heading for heading in left if _folded(heading) in _TECHNICAL or _is_timing(heading, codes)]
    personal = [heading for heading in left if _folded(heading) in _PERSONAL]
    if technical:
        yield Fault(row=1, value=", ".join(technical), expected="des colonnes de réponses (celles-ci sont techniques)")
    if personal:
        yield Fault(
            row=1, value=", ".join(personal), expected="aucune donnée de connexion (celles-ci ne sont pas lues)"
        )
    for place, found in fields.items():
        is_filled = any(row[place] is not None for row in table.rows)
        if found.role is FieldRole.NOTHING and found.question.kind is QuestionKind.DISPLAY and is_filled:
            expected = "la réponse à une question (celle-ci, calculée ou choisie avant, n’est pas lue)"
            yield Fault(row=1, column=table.headings[place], expected=expected)
    for heading in left:
        if heading not in technical and heading not in personal and _folded(heading) not in _FIXED:
            expected = "une question de la campagne (cette colonne peut servir à reconnaître la collectivité)"
            if is_numbered(heading):
                expected = "la structure de l’enquête (--structure), qui dit à quelle question répond cette colonne"
            yield Fault(row=1, column=heading, expected=expected)


def _is_timing(heading: str, codes: Collection[str]) -> bool:
    """True for the time spent on a group or on a question, which exports may hold beside the answers."""
    folded = _folded(heading)
    return bool(_GROUP_TIME.fullmatch(folded)) or (folded.endswith("time") and folded.removesuffix("time") in codes)


@dataclass(slots=True)
class _Reading:
    """What grows while one table is read."""

    table: Table
    questionnaire: Questionnaire
    fields: Mapping[int, LimeField]
    findings: Findings = field(default_factory=Findings)
    questions: dict[str, Question] = field(init=False)
    groups: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.questions = {question.code: question for question in self.questionnaire.questions}
        for place, found in self.fields.items():
            self.groups.setdefault(found.question.code, []).append(place)

    def row(self, cells: Sequence[CellValue], line: int) -> SheetRow:
        """Return one respondent."""
        told: dict[str, str] = {}
        others: dict[str, str] = {}
        for place, (heading, raw) in enumerate(zip(self.table.headings, cells, strict=True)):
            if place in self.fields or raw is None or _folded(heading) in _PERSONAL | _TECHNICAL:
                continue
            kept = told if _folded(heading) in _FIXED else others
            kept[_FIXED.get(_folded(heading), heading)] = text_of(raw)
        answers = (self.answer(code, places, cells, line) for code, places in self.groups.items())
        sent = told.get("submitted_at", "")
        if not sent:
            expected = "une réponse envoyée (celle-ci n’a pas été terminée)"
            self.findings.warn(Fault(row=line, column="submitdate", value=told.get("key"), expected=expected))
        return SheetRow(
            key=told.get("key", str(line)),
            token=told.get("token", ""),
            email=told.get("email", ""),
            language=told.get("language", ""),
            submitted_at="date inconnue" if sent == _NEVER else sent,
            others=others,
            answers=tuple(answer for answer in answers if answer),
            line=line,
        )

    def answer(self, code: str, places: Sequence[int], cells: Sequence[CellValue], line: int) -> SheetAnswer | None:
        """Return the answer to one question, or None when there is none or when it is not right."""
        given = [(place, raw) for place in places if (raw := cells[place]) is not None]
        before = self.findings.refused
        found, notes = self._read(given, line)
        question = self.questions[code]
        if self.findings.refused > before or not _says_something(question, found):
            return None
        try:
            value = check_value(question, gather_value(question, _whole(question, found, self, places)))
        except InvalidAnswerError as error:
            for problem in error.problems:
                self._refuse(line, given[0][0], given[0][1], problem)
            return None
        return SheetAnswer(question=code, value=value, note=" ; ".join(notes), place=self.table.headings[given[0][0]])

    def _read(self, given: Sequence[tuple[int, str | float]], line: int) -> tuple[dict[Path, FlatCell], list[str]]:
        """Cells of one answer, and the comments beside its choices."""
        found: dict[Path, FlatCell] = {}
        notes = []
        for place, raw in given:
            each = self.fields[place]
            if each.role is FieldRole.NOTE and each.label:
                notes.append(f"{each.label.fr}\u00a0: {text_of(raw)}")
                continue
            if each.role is FieldRole.FILE:
                notes += words_of_files(text_of(raw))
            try:
                found |= read_lime_cells(each, raw)
            except UnreadableCellError as error:
                self._refuse(line, place, raw, error.expected)
        return found, notes

    def _refuse(self, line: int, place: int, raw: CellValue, expected: str) -> None:
        self.findings.refuse(expected, row=line, column=self.table.headings[place], value=str(raw))


def _says_something(question: Question, found: Mapping[Path, FlatCell]) -> bool:
    """No box ticked and nothing written is no answer."""
    if question.kind is QuestionKind.MULTIPLE:
        return any(cell not in {None, 0} for cell in found.values())
    return bool(found)


def _whole(
    question: Question, found: Mapping[Path, FlatCell], reading: _Reading, places: Sequence[int]
) -> dict[Path, FlatCell]:
    """Give every box of an answer a value: one that the file leaves empty beside a ticked one is not ticked.

    A part of a split that is left empty beside others is 0, as LimeSurvey adds them up.
    """
    if question.kind not in {QuestionKind.MULTIPLE, QuestionKind.SPLIT}:
        return dict(found)
    columns = (reading.fields[place].column for place in places)
    boxes = {column.path: 0 for column in columns if column and column.kind in {ColumnKind.FLAG, ColumnKind.NUMBER}}
    return {**boxes, **found}
