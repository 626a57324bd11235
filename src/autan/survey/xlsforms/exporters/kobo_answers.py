"""Answers written as KoBo exports them: a line a territory, a sheet a table, what does not fit listed first."""

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from autan.ground.documents.core import WorkbookSheet
from autan.ground.documents.renderers.workbooks import write_xlsx
from autan.ground.errors import Fault
from autan.ground.wordings import Sentence
from autan.survey.campaigns.core.exchange import SheetAnswer
from autan.survey.formats.core.answer_files.tables import INVENTED_MARK, AnswerExport
from autan.survey.questionnaires.core.kinds import AnswerState, QuestionKind
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import OTHER
from autan.survey.questionnaires.core.spread.columns import FlatCell
from autan.survey.xlsforms.core.kobo_columns import INVENTED, KoboColumn, list_kobo_columns
from autan.survey.xlsforms.core.names import FormNames, code_in_form, name_form

_SPACE = uuid.UUID("6f2a1f0e-5d3c-4f57-9a0a-2f6f7f3f9c11")  # so that the same answers give the same file
_LONGEST_SHEET = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_MAIN_TAIL = ("_id", "_uuid", "_submission_time", "_index")
_REPEAT_TAIL = ("_index", "_parent_table_name", "_parent_index", "_submission__id")


def write_kobo(export: AnswerExport) -> tuple[bytes, tuple[Fault, ...]]:
    """Return the workbook, and what it does not hold."""
    names, columns = name_form(export.questionnaire), list_kobo_columns(export.questionnaire).by_code
    taken: set[str] = set()
    main = _sheet_name(export.questionnaire.slug, taken)
    sheets = [WorkbookSheet(name=main, rows=tuple(_main_rows(export, columns, names)))]
    for question in export.questionnaire.questions:
        if question.kind is QuestionKind.TABLE:
            own = {heading: column for heading, column in columns.items() if column.question == question}
            name = _sheet_name(names.names[question.code], taken)
            sheets.append(WorkbookSheet(name=name, rows=tuple(_repeat_rows(export, question.code, own, main))))
    return write_xlsx(sheets), tuple(_losses(export))


def _sheet_name(preferred: str, taken: set[str]) -> str:
    name, rank = _FORBIDDEN.sub("_", preferred)[:_LONGEST_SHEET] or "reponses", 1
    unique_name = name
    while unique_name.lower() in taken:
        rank += 1
        unique_name = f"{name[: _LONGEST_SHEET - 3]}_{rank}"
    taken.add(unique_name.lower())
    return unique_name


def _main_rows(
    export: AnswerExport, columns: Mapping[str, KoboColumn], names: FormNames
) -> Iterator[tuple[FlatCell, ...]]:
    """One line a territory, each heading under the group of its section."""
    groups = {q.code: names.names[section.code] for section in export.questionnaire.sections for q in section.questions}
    own = {code: column for code, column in columns.items() if column.question.kind is not QuestionKind.TABLE}
    headings = (f"{groups[column.question.code]}/{code}" for code, column in own.items())
    mark = (INVENTED,) if export.sheet.is_invented else ()
    yield ("siren", "username", *headings, *_MAIN_TAIL, *mark)
    for index, row in enumerate(export.sheet.rows, start=1):
        cells = [_cell(row.answer_to(column.question.code), column) for column in own.values()]
        recorded_at = max((answer.recorded_at for answer in row.answers), default="")
        number = str(uuid.uuid5(_SPACE, f"{export.sheet.campaign}/{row.key}"))
        tail = (index, number, recorded_at or None, index)
        yield (row.siren, row.name, *cells, *tail, *((INVENTED_MARK.fr,) if mark else ()))


def _repeat_rows(
    export: AnswerExport, question: str, columns: Mapping[str, KoboColumn], main: str
) -> Iterator[tuple[FlatCell, ...]]:
    yield (*columns, *_REPEAT_TAIL)
    index = 0
    for parent, row in enumerate(export.sheet.rows, start=1):
        answer = row.answer_to(question)
        value = answer.value if answer else None
        for rank in range(1, len(value) + 1 if isinstance(value, Sequence) else 1):
            index += 1
            cells = (_cell(answer, column, rank) for column in columns.values())
            yield (*cells, index, main, parent, parent)


def _cell(answer: SheetAnswer | None, column: KoboColumn, rank: int = 0) -> FlatCell:
    """Return the cell of an answer in a column; nothing for a state in its place."""
    if answer is None or answer.state is not AnswerState.ANSWERED:
        return None
    if column.flat is None:
        return " ".join(code_in_form(column.choices, code) for code in _codes(answer.value)) or None
    flat = replace(column.flat, path=(rank, *column.path)) if rank else column.flat
    cell = kind_of(column.question).spread(answer.value, [flat], is_partial=answer.is_partial)[0]
    return code_in_form(column.choices, str(cell)) if column.choices is not None and cell is not None else cell


def _codes(value: object) -> Iterator[str]:
    """Codes of several choices, in order."""
    chosen = value.get("choices") if isinstance(value, dict) else value
    yield from map(str, chosen if isinstance(chosen, list | tuple) else ())
    if isinstance(value, dict) and value.get(OTHER):
        yield OTHER


def _losses(export: AnswerExport) -> Iterator[Fault]:
    """List what the workbook does not hold of these answers."""
    yield Fault(column="kobo", expected="perdu : les versions antérieures des réponses")
    answers = [answer for row in export.sheet.rows for answer in row.answers]
    counts = {
        Sentence("réponses sans valeur (refus, sans objet, donnée inexistante)"): sum(
            answer.state is not AnswerState.ANSWERED for answer in answers
        ),
        Sentence("remarques, sources, confiances et auteurs"): sum(
            bool(answer.note or answer.source or answer.confidence or answer.author or answer.facts)
            for answer in answers
        ),
        Sentence("réponses dites incomplètes, écrites comme entières"): sum(answer.is_partial for answer in answers),
    }
    for words, count in counts.items():
        if count:
            yield Fault(column="kobo", value=str(count), expected=Sentence("perdu : {loss}", loss=words))
