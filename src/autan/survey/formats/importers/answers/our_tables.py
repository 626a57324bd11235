"""Our own tables of answers read back: one row a territory or one row a cell, headings in codes or in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.tables import CellValue, Table, text_of
from autan.ground.wordings import Sentence
from autan.survey.campaigns.core.exchange import AnswerRow, AnswerSheet, SheetAnswer
from autan.survey.formats.core.answer_files.cells import (
    AmbiguousNumberError,
    UnreadableCellError,
    read_cell,
    read_state,
)
from autan.survey.formats.core.answer_files.formats import Headings
from autan.survey.formats.core.answer_files.tables import FIXED, INVENTED_MARK, LONG, MARK, name_columns
from autan.survey.formats.core.answer_files.workbook import ANSWERS
from autan.survey.formats.importers.answers.readers import AnswerSource, look_at
from autan.survey.formats.importers.answers.reading import AnswerParts, FileColumn, TableReading
from autan.survey.questionnaires.core.questionnaire import Question, Questionnaire
from autan.survey.questionnaires.core.spread.columns import CellKind, FlatColumn
from autan.survey.questionnaires.core.spread.flattening import flatten_questionnaire, lengths_in

_HEADING_OF = {words: column.heading for column in (*FIXED, MARK, *LONG) for words in (column.label.fr, column.heading)}
_LONGEST_TABLE, _MOST_NAMED = 200, 12

type _Line = tuple[int, dict[str, CellValue]]
"""A line of the file, and its cells by the codes of their headings."""


def read_our_tables(tables: Sequence[Table], source: AnswerSource) -> AnswerSheet:
    """Return the respondents of a file of Autan: those of the sheet « Réponses », else of the first one that has some.

    Raises ImportFileError: no sheet tells territories and answers, or two columns stand for the same thing: which of
    them counts cannot be known.
    """
    answer_tables = [table for table in tables if _is_long(table) or _is_wide(table, source.questionnaire)]
    table = next(iter([*(table for table in answer_tables if table.name == ANSWERS), *answer_tables]), None)
    if table is None:
        shown = ", ".join(tables[0].headings[:6])[:80]
        expected = "une colonne « siren » ou « territory », et des colonnes du questionnaire"
        raise ImportFileError(source.file, [Fault(row=tables[0].line, value=shown, expected=expected)])
    look_at(source.look, _respondents(table, source.questionnaire))
    sheet = (_read_long if _is_long(table) else _read_wide)(table, source)
    marks = [place for place, heading in enumerate(table.headings) if _HEADING_OF.get(heading) == MARK.heading]
    return replace(sheet, is_invented=any(row[place] == INVENTED_MARK.fr for place in marks for row in table.rows))


def _respondents(table: Table, questionnaire: Questionnaire) -> Iterator[AnswerRow]:
    """Give who answers, without the answers; in a table of one row a cell, each territory once."""
    is_long, seen = _is_long(table), set()
    resolved = _resolve_headings(table.headings, questionnaire)
    for cells, line in zip(table.rows, table.lines, strict=True):
        row = _respondent(table, resolved, cells, line)
        if not is_long or (row.siren, row.name) not in seen:
            seen.add((row.siren, row.name))
            yield replace(row, others={}) if is_long else row


# --- one row a territory ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heading:
    """What a heading stands for: what tells the respondent, or a column of the questionnaire, or neither."""

    fixed: str = ""
    flat: FlatColumn | None = None


def _resolve_headings(headings: Sequence[str], questionnaire: Questionnaire) -> list[_Heading]:
    flat = flatten_questionnaire(questionnaire, lengths_in(questionnaire, headings))
    most = min(_LONGEST_TABLE, max(1, len(headings)))  # rows of a table, for headings in words
    longest = flatten_questionnaire(questionnaire, dict.fromkeys(lengths_in(questionnaire, ()), most))
    known: dict[str, FlatColumn] = {}
    for style, columns in ((Headings.TEXTS, longest), (Headings.CODES, flat)):
        known |= {column.heading: column.flat for column in name_columns(columns, style) if column.flat}
    return [
        _Heading(fixed=_HEADING_OF[heading]) if heading in _HEADING_OF else _Heading(flat=known.get(heading))
        for heading in headings
    ]


def _is_wide(table: Table, questionnaire: Questionnaire) -> bool:
    """True when a sheet tells territories, and answers at least one question."""
    has_key = any(_HEADING_OF.get(heading) in {column.heading for column in FIXED} for heading in table.headings)
    return has_key and any(heading.flat for heading in _resolve_headings(table.headings, questionnaire))


def _read_wide(table: Table, source: AnswerSource) -> AnswerSheet:
    resolved = _resolve_headings(table.headings, source.questionnaire)
    _require_once(table, source.file, resolved)
    questions = {question.code: question for question in source.questionnaire.questions}
    columns = {
        place: FileColumn(question=questions[meaning.flat.question], read=partial(_read_flat, meaning.flat))
        for place, meaning in enumerate(resolved)
        if meaning.flat
    }
    reading = TableReading(table, columns, findings=source.findings, decimal_mark=source.decimal_mark)
    rows = [
        replace(_respondent(table, resolved, cells, line), answers=tuple(reading.answers(cells, line)))
        for cells, line in reading.rows()
    ]
    expected = "une colonne du questionnaire (celle-ci est laissée)"
    warnings = [
        Fault(sheet=table.name or None, row=table.line, column=heading, expected=expected)
        for heading, meaning in zip(table.headings, resolved, strict=True)
        if heading and meaning == _Heading()
    ]
    faults = tuple(source.findings.faults)
    return AnswerSheet(file=source.file, rows=tuple(rows), faults=faults, warnings=tuple(warnings))


def _require_once(table: Table, file: str, resolved: Sequence[_Heading]) -> None:
    """Refuse a column that is written twice, be it once by its code and once in words; those left aside may be."""
    seen: set[_Heading] = set()
    faults = []
    for heading, meaning in zip(table.headings, resolved, strict=True):
        if meaning in seen:
            expected = "une seule colonne pour chaque réponse (celle-ci vient une deuxième fois)"
            faults.append(Fault(sheet=table.name or None, row=table.line, column=heading, expected=expected))
        elif meaning != _Heading():
            seen.add(meaning)
    if faults:
        raise ImportFileError(file, faults)


def _respondent(table: Table, resolved: Sequence[_Heading], cells: Sequence[CellValue], line: int) -> AnswerRow:
    """Return the respondent of a line, without the answers."""
    fields: dict[str, str] = {}
    others: dict[str, str] = {}
    for heading, meaning, raw in zip(table.headings, resolved, cells, strict=True):
        if raw is not None and meaning.flat is None:
            target, name = (fields, meaning.fixed) if meaning.fixed else (others, heading)
            target[name] = text_of(raw)
    siren, name = fields.get("siren", ""), fields.get("territory", "")
    return AnswerRow(key=siren or name or str(line), siren=siren, name=name, others=others, line=line, sheet=table.name)


def _read_flat(column: FlatColumn, raw: str | float) -> AnswerParts:
    if column.kind is CellKind.STATE:
        state, is_partial = read_state(text_of(raw))
        return AnswerParts({}, state, is_partial)
    return AnswerParts({column.path: read_cell(column, raw)})


# --- one row a cell ---------------------------------------------------------------------------------------------------


def _is_long(table: Table) -> bool:
    """True when a sheet has one row a cell; its headings are all codes, or all words."""
    styles = ({column.heading: column.heading for column in LONG}, {column.heading: column.label.fr for column in LONG})
    return any({names[column] for column in ("question", "item", "value")} <= set(table.headings) for names in styles)


def _read_long(table: Table, source: AnswerSource) -> AnswerSheet:
    reading = TableReading(table, findings=source.findings, decimal_mark=source.decimal_mark)
    questionnaire = source.questionnaire
    lines: list[_Line] = [
        (line, {_HEADING_OF.get(heading, heading): cell for heading, cell in zip(table.headings, cells, strict=True)})
        for cells, line in zip(table.rows, table.lines, strict=True)
    ]
    flat = flatten_questionnaire(
        questionnaire, lengths_in(questionnaire, [_text_in(cells, "item") for _, cells in lines])
    )
    columns = {column.heading: column.flat for column in name_columns(flat, Headings.CODES) if column.flat}
    questions = {question.code: question for question in questionnaire.questions}
    grouped: dict[tuple[str, str], dict[str, list[_Line]]] = {}
    for line, cells in lines:
        who = (_text_in(cells, "siren"), _text_in(cells, "territory"))
        grouped.setdefault(who, {}).setdefault(_text_in(cells, "question"), []).append((line, cells))
    rows = []
    for (siren, name), by_question in source.findings.until_full(grouped.items()):
        answers = (
            _long_answer(reading, questions.get(code), own_lines, columns) for code, own_lines in by_question.items()
        )
        first = min(line for own_lines in by_question.values() for line, _ in own_lines)
        right_answers = tuple(filter(None, answers))
        key = siren or name or str(first)
        rows.append(AnswerRow(key=key, siren=siren, name=name, answers=right_answers, line=first, sheet=table.name))
    return AnswerSheet(file=source.file, rows=tuple(rows), faults=tuple(source.findings.faults))


def _text_in(cells: Mapping[str, CellValue], column: str) -> str:
    return text_of(cells.get(column))


def _long_answer(
    reading: TableReading, question: Question | None, lines: Sequence[_Line], columns: Mapping[str, FlatColumn]
) -> SheetAnswer | None:
    """One answer with its author, day, source and note, which its first line tells."""
    line, first = lines[0]
    if question is None:
        reading.refuse(line, "question", _text_in(first, "question"), "le code d’une question du questionnaire")
        return None
    before = reading.left_out
    answer_parts = AnswerParts({})
    for cell in _long_cells(reading, question, lines, columns):
        answer_parts.add(cell)
    try:
        if word := _text_in(first, "state"):
            answer_parts.state, answer_parts.is_partial = read_state(word)
    except UnreadableCellError as error:
        reading.refuse(line, "state", first["state"], error.expected)
    answer = None if reading.left_out > before else reading.settle(question, answer_parts, line, question.code)
    return answer and replace(
        answer,
        note=_text_in(first, "note"),
        note_en=_text_in(first, "note_en"),
        author=_text_in(first, "author"),
        recorded_at=_text_in(first, "recorded_at"),
        source=_text_in(first, "source"),
        confidence=_text_in(first, "confidence"),
        is_on_behalf=_text_in(first, "is_on_behalf") == "1",
        facts=tuple(_text_in(first, "facts").split()),
    )


def _long_cells(
    reading: TableReading, question: Question, lines: Sequence[_Line], columns: Mapping[str, FlatColumn]
) -> Iterator[AnswerParts]:
    own = {
        heading: column
        for heading, column in columns.items()
        if column.question == question.code and column.kind is not CellKind.STATE
    }
    for line, cells in lines:
        raw, item = cells.get("value"), _text_in(cells, "item") or question.code
        if raw is None:
            continue
        column = own.get(item)
        if column is None:
            names = ", ".join(list(own)[:_MOST_NAMED])
            expected = Sentence("une colonne de la question {code}\u00a0: {names}", code=question.code, names=names)
            reading.refuse(line, "item", item, expected)
            continue
        try:
            yield _read_flat(column, raw)
        except AmbiguousNumberError as error:
            if settled := reading.settle_number(line, item, text_of(raw), (), error):
                yield _read_flat(column, settled)
        except UnreadableCellError as error:
            reading.refuse(line, item, raw, error.expected)
