"""How is a table with one row a territory, in our headings (codes or words), read back?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autan.errors import Fault
from autan.formats.core.cell_reading import UnreadableCellError, read_cell, read_state
from autan.formats.core.tables import FIXED, Headings, name_columns
from autan.formats.exporters.answers.workbook import ANSWERS
from autan.formats.importers.answers.checking import TOLD, TableReading, is_marked_invented
from autan.formats.importers.answers.long import is_long
from autan.intake.core.findings import Findings
from autan.intake.core.tables import CellValue, Table, text_of
from autan.questionnaires.core.kinds import AnswerState
from autan.questionnaires.core.questionnaire import Questionnaire
from autan.questionnaires.core.spread.cells import FlatCell, Path, gather_value
from autan.questionnaires.core.spread.columns import ColumnKind, FlatColumn, flatten_questionnaire, lengths_in
from autan.surveys.core.exchange.answer_sheets import AnswerSheet, SheetAnswer, SheetRow


@dataclass(frozen=True, slots=True, kw_only=True)
class _Resolved:
    """What a heading stands for: what tells the respondent, or a column of the questionnaire, or neither."""

    told: str = ""
    flat: FlatColumn | None = None


def resolve_headings(headings: Sequence[str], questionnaire: Questionnaire) -> dict[str, _Resolved]:
    """Return what each heading of a wide table stands for."""
    flat = flatten_questionnaire(questionnaire, lengths_in(questionnaire, headings))
    longest = flatten_questionnaire(questionnaire, dict.fromkeys(lengths_in(questionnaire, ()), _most_rows(headings)))
    known: dict[str, FlatColumn] = {}
    for style, columns in ((Headings.TEXTS, longest), (Headings.CODES, flat)):
        known |= {column.heading: column.flat for column in name_columns(columns, style) if column.flat}
    return {
        heading: _Resolved(told=TOLD[heading]) if heading in TOLD else _Resolved(flat=known.get(heading))
        for heading in headings
    }


def _most_rows(headings: Sequence[str]) -> int:
    """More rows than any table of the file can have, for headings in words."""
    return min(200, max(1, len(headings)))


def choose_table(tables: Sequence[Table], questionnaire: Questionnaire) -> Table | None:
    """Return the sheet that holds answers in our headings: that of our workbooks, else the first; None without any."""
    found = [table for table in tables if is_long(table) or is_wide(table, questionnaire)]
    named = [table for table in found if table.name == ANSWERS]
    return next(iter([*named, *found]), None)


def is_wide(table: Table, questionnaire: Questionnaire) -> bool:
    """True when a sheet tells territories, and answers at least one question."""
    has_key = any(column.heading in table.headings or column.label.fr in table.headings for column in FIXED)
    return has_key and any(column.flat for column in resolve_headings(table.headings, questionnaire).values())


def read_wide(table: Table, file: str, questionnaire: Questionnaire) -> AnswerSheet:
    """Return the respondents of a sheet with one row a territory.

    Args:
        table: the sheet.
        file: name of the file.
        questionnaire: the questions that the headings are of.

    Raises:
        ImportFileError: two columns stand for the same thing: which of them counts cannot be known.
    """
    reading = TableReading(table, {question.code: question for question in questionnaire.questions})
    resolved = resolve_headings(table.headings, questionnaire)
    _require_once(table, file, resolved)
    rows = tuple(
        _read_row(reading, dict(zip(table.headings, cells, strict=True)), line, resolved)
        for cells, line in zip(table.rows, table.lines, strict=True)
    )
    return AnswerSheet(
        file=file,
        rows=rows,
        faults=tuple(reading.findings.faults),
        warnings=tuple(_warnings(table, resolved)),
        is_invented=is_marked_invented(table),
    )


def _require_once(table: Table, file: str, resolved: Mapping[str, _Resolved]) -> None:
    """Refuse a column that is written twice, be it once by its code and once in words; those left aside may be."""
    seen: set[FlatColumn | str] = set()
    findings = Findings()
    for heading in table.headings:
        stands_for = resolved[heading].flat or (heading if resolved[heading].told else None)
        if stands_for in seen:
            expected = "une seule colonne pour chaque réponse (celle-ci vient une deuxième fois)"
            findings.refuse(expected, sheet=table.name, row=table.line, column=heading)
        elif stands_for:
            seen.add(stands_for)
    findings.require_none(file)


def _warnings(table: Table, resolved: Mapping[str, _Resolved]) -> Iterator[Fault]:
    for heading, found in resolved.items():
        if heading and not found.told and found.flat is None:
            yield Fault(
                sheet=table.name or None,
                row=table.line,
                column=heading,
                expected="une colonne du questionnaire (celle-ci est laissée)",
            )


def _read_row(
    reading: TableReading, cells: Mapping[str, CellValue], line: int, resolved: Mapping[str, _Resolved]
) -> SheetRow:
    told: dict[str, str] = {}
    others: dict[str, str] = {}
    own: dict[str, list[tuple[str, FlatColumn, str | int | float]]] = {}
    for heading, raw in cells.items():
        found = resolved[heading]
        if raw is None:
            continue
        if found.flat:
            own.setdefault(found.flat.question, []).append((heading, found.flat, raw))
        elif found.told:
            told[found.told] = text_of(raw)
        else:
            others[heading] = text_of(raw)
    answers = [_read_answer(reading, line, question, given) for question, given in own.items()]
    siren, name = told.get("siren", ""), told.get("territory", "")
    return SheetRow(
        key=siren or name or str(line),
        siren=siren,
        name=name,
        others=others,
        answers=tuple(answer for answer in answers if answer),
        line=line,
        sheet=reading.table.name,
    )


def _read_answer(
    reading: TableReading, line: int, question: str, given: Sequence[tuple[str, FlatColumn, str | int | float]]
) -> SheetAnswer | None:
    state, is_partial = AnswerState.ANSWERED, False
    found: dict[Path, FlatCell] = {}
    before = reading.findings.refused
    for heading, column, raw in given:
        try:
            if column.kind is ColumnKind.STATE:
                state, is_partial = read_state(text_of(raw))
            else:
                found[column.path] = read_cell(column, raw)
        except UnreadableCellError as error:
            reading.refuse(line, heading, raw, error.expected)
    if reading.findings.refused > before:
        return None
    answer = SheetAnswer(
        question=question,
        state=state,
        value=gather_value(reading.questions[question], found) if state is AnswerState.ANSWERED else None,
        is_partial=is_partial,
        place=given[0][0],
    )
    return reading.check(line, answer, len(found))
