"""How are answers written as KoBo exports them: a line a territory, a sheet a table, what does not fit listed first?"""

import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autan.errors import Fault
from autan.formats.core.tables import INVENTED_MARK, AnswerExport
from autan.formats.exporters.answers.workbook import WorkbookSheet
from autan.formats.exporters.answers.xlsx_file import write_xlsx
from autan.formats.exporters.xlsform.names import codes_in_form, name_form
from autan.formats.importers.kobo.answers import INVENTED
from autan.formats.importers.kobo.fields import KoboField, list_fields
from autan.questionnaires.core.kinds import AnswerState, QuestionKind
from autan.questionnaires.core.kinds.registry import kind_of
from autan.questionnaires.core.questionnaire import OTHER, ChoiceList
from autan.questionnaires.core.spread.columns import FlatCell, FlatColumn
from autan.surveys.core.exchange.answer_sheets import SheetAnswer

_SPACE = uuid.UUID("6f2a1f0e-5d3c-4f57-9a0a-2f6f7f3f9c11")  # so that the same answers give the same file
_LONGEST_SHEET = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_MAIN_TAIL = ("_id", "_uuid", "_submission_time", "_index")
_REPEAT_TAIL = ("_index", "_parent_table_name", "_parent_index", "_submission__id")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heading:
    """One column: its heading, and what it holds."""

    heading: str
    field: KoboField


def write_kobo(export: AnswerExport) -> tuple[bytes, tuple[Fault, ...]]:
    """Return the workbook, and what it does not hold.

    Args:
        export: the answers to write.
    """
    headings = _headings(export)
    flat = [each for each in headings if each.field.question.kind is not QuestionKind.TABLE]
    taken: set[str] = set()
    main = _sheet_name(export.questionnaire.slug, taken)
    sheets = [WorkbookSheet(name=main, rows=tuple(_main_rows(export, flat)))]
    for question in export.questionnaire.questions:
        if question.kind is QuestionKind.TABLE:
            columns = [each for each in headings if each.field.question.code == question.code]
            name = _sheet_name(name_form(export.questionnaire).names[question.code], taken)
            rows = tuple(_repeat_rows(export, question.code, columns, main))
            sheets.append(WorkbookSheet(name=name, rows=rows))
    return write_xlsx(sheets), tuple(_losses(export))


def _headings(export: AnswerExport) -> list[_Heading]:
    """Every column in the order asked, under the group of its section, as KoBo names it."""
    names = name_form(export.questionnaire)
    groups = {
        question.code: "" if question.kind is QuestionKind.TABLE else f"{names.names[section.code]}/"
        for section in export.questionnaire.sections
        for question in section.questions
    }
    found = list_fields(export.questionnaire).by_code
    return [_Heading(heading=groups[field.question.code] + code, field=field) for code, field in found.items()]


def _sheet_name(wanted: str, taken: set[str]) -> str:
    name, rank = _FORBIDDEN.sub("_", wanted)[:_LONGEST_SHEET] or "reponses", 1
    found = name
    while found.lower() in taken:
        rank += 1
        found = f"{name[: _LONGEST_SHEET - 3]}_{rank}"
    taken.add(found.lower())
    return found


def _main_rows(export: AnswerExport, headings: Sequence[_Heading]) -> Iterator[tuple[FlatCell, ...]]:
    mark = (INVENTED,) if export.sheet.is_invented else ()
    yield ("siren", "username", *(each.heading for each in headings), *_MAIN_TAIL, *mark)
    for index, row in enumerate(export.sheet.rows, start=1):
        cells = [_cell(row.answer_to(each.field.question.code), each.field) for each in headings]
        told = max((answer.recorded_at for answer in row.answers), default="")
        yield (
            row.siren,
            row.name,
            *cells,
            index,
            str(uuid.uuid5(_SPACE, f"{export.sheet.campaign}/{row.key}")),
            told or None,
            index,
            *((INVENTED_MARK.fr,) * len(mark)),
        )


def _repeat_rows(
    export: AnswerExport, question: str, headings: Sequence[_Heading], main: str
) -> Iterator[tuple[FlatCell, ...]]:
    yield (*(each.heading for each in headings), *_REPEAT_TAIL)
    index = 0
    for parent, row in enumerate(export.sheet.rows, start=1):
        answer = row.answer_to(question)
        value = answer.value if answer else None
        for rank in range(1, len(value) + 1 if isinstance(value, Sequence) else 1):
            index += 1
            yield (*(_cell(answer, each.field, rank) for each in headings), index, main, parent, parent)


def _cell(answer: SheetAnswer | None, field: KoboField, rank: int = 0) -> FlatCell:
    """What a column holds of an answer; nothing for a state in its place."""
    if answer is None or answer.state is not AnswerState.ANSWERED:
        return None
    if field.column is None:
        return _several(answer, field)
    path = (rank, *field.path) if rank else field.column.path
    column = FlatColumn(question=answer.question, path=path, kind=field.column.kind, label=field.column.label)
    cell = kind_of(field.question).spread(answer.value, [column], is_partial=answer.is_partial)[0]
    return _in_form(field.choices, str(cell)) if field.choices is not None and cell is not None else cell


def _several(answer: SheetAnswer, field: KoboField) -> FlatCell:
    """Codes of several choices in one cell, blanks between them."""
    value = answer.value
    if isinstance(value, dict):
        chosen = value.get("choices", ())
        codes = [str(code) for code in chosen] if isinstance(chosen, list | tuple) else []
        codes += [OTHER] if value.get(OTHER) else []
    else:
        codes = [str(code) for code in value] if isinstance(value, list | tuple) else []
    return " ".join(_in_form(field.choices, code) for code in codes) or None


def _in_form(choices: ChoiceList | None, code: str) -> str:
    written = dict(zip(choices.codes, codes_in_form(choices), strict=True)) if choices else {}
    return written.get(code, code)


def _losses(export: AnswerExport) -> Iterator[Fault]:
    """What the workbook does not hold of these very answers."""
    yield Fault(column="kobo", expected="perdu : les versions antérieures des réponses")
    answers = [answer for row in export.sheet.rows for answer in row.answers]
    counts = {
        "réponses sans valeur (refus, sans objet, donnée inexistante)": sum(
            answer.state is not AnswerState.ANSWERED for answer in answers
        ),
        "remarques, sources, confiances et auteurs": sum(_bears_more(answer) for answer in answers),
        "réponses dites incomplètes, écrites comme entières": sum(answer.is_partial for answer in answers),
    }
    for words, count in counts.items():
        if count:
            yield Fault(column="kobo", value=str(count), expected=f"perdu : {words}")


def _bears_more(answer: SheetAnswer) -> bool:
    return bool(answer.note or answer.source or answer.confidence or answer.author or answer.facts)
