"""How is a table with one row a cell read back, with the author, day, source and note of each answer?"""

from collections.abc import Iterator, Mapping, Sequence

from autan.formats.core.cell_reading import UnreadableCellError, as_text, read_cell, read_state
from autan.formats.core.tables import Headings, name_columns
from autan.formats.importers.answers.checking import NAMES, TOLD, GridReading, is_marked_invented
from autan.formats.importers.answers.grids import Grid, RawCell
from autan.questionnaires.core.answers.values import AnswerValue
from autan.questionnaires.core.kinds import AnswerState
from autan.questionnaires.core.kinds.registry import kind_of
from autan.questionnaires.core.questionnaire import Question, Questionnaire
from autan.questionnaires.core.spread.columns import ColumnKind, FlatCell, FlatColumn, Path
from autan.questionnaires.core.spread.flattening import flatten_questionnaire, lengths_in
from autan.surveys.core.exchange.answer_sheets import AnswerSheet, SheetAnswer, SheetRow

type _Entry = tuple[int, dict[str, RawCell]]


def is_long(grid: Grid) -> bool:
    """True when a sheet has one row a cell."""
    return any({named[column] for column in ("question", "item", "value")} <= set(grid.headings) for named in NAMES)


def read_long(grid: Grid, file: str, questionnaire: Questionnaire) -> AnswerSheet:
    """Return the respondents of a sheet with one row a cell, with the author, day, source and note of each answer.

    Args:
        grid: the sheet.
        file: name of the file.
        questionnaire: the questions that the items are of.
    """
    reading = GridReading(grid, {question.code: question for question in questionnaire.questions})
    entries = [
        (line, {TOLD.get(heading, heading): cell for heading, cell in zip(grid.headings, cells, strict=True)})
        for cells, line in zip(grid.rows, grid.lines, strict=True)
    ]
    items = [as_text(entry["item"]) for _, entry in entries if entry["item"] is not None]
    flat = flatten_questionnaire(questionnaire, lengths_in(questionnaire, items))
    columns = {column.heading: column.flat for column in name_columns(flat, Headings.CODES) if column.flat}
    grouped: dict[tuple[str, str], dict[str, list[_Entry]]] = {}
    for line, entry in entries:
        who = (_told(entry, "siren"), _told(entry, "territory"))
        grouped.setdefault(who, {}).setdefault(_told(entry, "question"), []).append((line, entry))
    rows = tuple(_long_row(reading, who, questions, columns) for who, questions in grouped.items())
    return AnswerSheet(file=file, rows=rows, faults=tuple(reading.faults), is_invented=is_marked_invented(grid))


def _told(entry: Mapping[str, RawCell], column: str) -> str:
    cell = entry.get(column)
    return "" if cell is None else as_text(cell)


def _long_row(
    reading: GridReading,
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
        sheet=reading.grid.name,
    )


def _long_answer(
    reading: GridReading,
    code: str,
    entries: Sequence[_Entry],
    columns: Mapping[str, FlatColumn],
) -> SheetAnswer | None:
    line, first = entries[0]
    if code not in reading.questions:
        reading.refuse(line, "question", code, "le code d’une question du questionnaire")
        return None
    before = len(reading.faults)
    found = dict(_long_cells(reading, code, entries, columns))
    state, is_partial = AnswerState.ANSWERED, False
    try:
        if word := _told(first, "state"):
            state, is_partial = read_state(word)
    except UnreadableCellError as error:
        reading.refuse(line, "state", first["state"], error.expected)
    if len(reading.faults) > before:
        return None
    answer = SheetAnswer(
        question=code,
        state=state,
        value=_gather(reading.questions[code], found) if state is AnswerState.ANSWERED else None,
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
    reading: GridReading,
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


def _gather(question: Question, found: Mapping[Path, FlatCell]) -> AnswerValue:
    return kind_of(question).gather_value(question, found)
