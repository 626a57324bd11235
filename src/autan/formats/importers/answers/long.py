"""How is a table with one row a cell read back, with the author, day, source and note of each answer?"""

from collections.abc import Iterator, Mapping, Sequence

from autan.formats.core.cell_reading import UnreadableCellError, read_cell, read_state
from autan.formats.core.tables import Headings, name_columns
from autan.formats.importers.answers.checking import NAMES, TOLD, TableReading, is_marked_invented
from autan.intake.core.tables import CellValue, Table, text_of
from autan.questionnaires.core.kinds import AnswerState
from autan.questionnaires.core.questionnaire import Questionnaire
from autan.questionnaires.core.spread.cells import FlatCell, Path, gather_value
from autan.questionnaires.core.spread.columns import ColumnKind, FlatColumn, flatten_questionnaire, lengths_in
from autan.surveys.core.exchange.answer_sheets import AnswerSheet, SheetAnswer, SheetRow

type _Entry = tuple[int, dict[str, CellValue]]


def is_long(table: Table) -> bool:
    """True when a sheet has one row a cell."""
    return any({named[column] for column in ("question", "item", "value")} <= set(table.headings) for named in NAMES)


def read_long(table: Table, file: str, questionnaire: Questionnaire) -> AnswerSheet:
    """Return the respondents of a sheet with one row a cell, with the author, day, source and note of each answer.

    Args:
        table: the sheet.
        file: name of the file.
        questionnaire: the questions that the items are of.
    """
    reading = TableReading(table, {question.code: question for question in questionnaire.questions})
    entries = [
        (line, {TOLD.get(heading, heading): cell for heading, cell in zip(table.headings, cells, strict=True)})
        for cells, line in zip(table.rows, table.lines, strict=True)
    ]
    items = [text_of(entry["item"]) for _, entry in entries if entry["item"] is not None]
    flat = flatten_questionnaire(questionnaire, lengths_in(questionnaire, items))
    columns = {column.heading: column.flat for column in name_columns(flat, Headings.CODES) if column.flat}
    grouped: dict[tuple[str, str], dict[str, list[_Entry]]] = {}
    for line, entry in entries:
        who = (_told(entry, "siren"), _told(entry, "territory"))
        grouped.setdefault(who, {}).setdefault(_told(entry, "question"), []).append((line, entry))
    rows = tuple(_long_row(reading, who, questions, columns) for who, questions in grouped.items())
    return AnswerSheet(
        file=file, rows=rows, faults=tuple(reading.findings.faults), is_invented=is_marked_invented(table)
    )


def _told(entry: Mapping[str, CellValue], column: str) -> str:
    return text_of(entry.get(column))


def _long_row(
    reading: TableReading,
    who: tuple[str, str],
    questions: Mapping[str, Sequence[_Entry]],
    columns: Mapping[str, FlatColumn],
) -> SheetRow:
    answers = [_long_answer(reading, code, entries, columns) for code, entries in questions.items()]
    line = min(line for entries in questions.values() for line, _ in entries)
    siren, name = who
    return SheetRow(
        key=siren or name or str(line),
        siren=siren,
        name=name,
        answers=tuple(answer for answer in answers if answer),
        line=line,
        sheet=reading.table.name,
    )


def _long_answer(
    reading: TableReading,
    code: str,
    entries: Sequence[_Entry],
    columns: Mapping[str, FlatColumn],
) -> SheetAnswer | None:
    line, first = entries[0]
    if code not in reading.questions:
        reading.refuse(line, "question", code, "le code d’une question du questionnaire")
        return None
    before = reading.findings.refused
    found = dict(_long_cells(reading, code, entries, columns))
    state, is_partial = AnswerState.ANSWERED, False
    try:
        if word := _told(first, "state"):
            state, is_partial = read_state(word)
    except UnreadableCellError as error:
        reading.refuse(line, "state", first["state"], error.expected)
    if reading.findings.refused > before:
        return None
    answer = SheetAnswer(
        question=code,
        state=state,
        value=gather_value(reading.questions[code], found) if state is AnswerState.ANSWERED else None,
        is_partial=is_partial,
        note=_told(first, "note"),
        note_en=_told(first, "note_en"),
        author=_told(first, "author"),
        recorded_at=_told(first, "recorded_at"),
        source=_told(first, "source"),
        confidence=_told(first, "confidence"),
        is_on_behalf=_told(first, "is_on_behalf") == "1",
        facts=tuple(_told(first, "facts").split()),
        place=code,
    )
    return reading.check(line, answer, len(found))


def _long_cells(
    reading: TableReading,
    code: str,
    entries: Sequence[_Entry],
    columns: Mapping[str, FlatColumn],
) -> Iterator[tuple[Path, FlatCell]]:
    for line, entry in entries:
        raw, item = entry.get("value"), _told(entry, "item")
        if raw is None:
            continue
        column = columns.get(item)
        if column is None or column.question != code or column.kind is ColumnKind.STATE:
            reading.refuse(line, "item", item, f"une colonne de la question {code}")
            continue
        try:
            yield column.path, read_cell(column, raw)
        except UnreadableCellError as error:
            reading.refuse(line, item, raw, error.expected)
