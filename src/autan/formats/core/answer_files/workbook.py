"""Sheets of a workbook of answers, the same for XLSX and ODS: notice, answers, details, questions."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from autan.errors import Fault
from autan.formats.core.answer_files.formats import Headings
from autan.formats.core.answer_files.tables import (
    INVENTED_MARK,
    STATE_LABELS,
    AnswerExport,
    AnswerTable,
    build_long_table,
    build_wide_table,
)
from autan.formats.core.workbook_sheets import WorkbookSheet
from autan.questionnaires.core.spread.columns import FlatCell

NOTICE, ANSWERS, DETAILS, QUESTIONS = "Lisez-moi", "Réponses", "Détail", "Questions"
"""Names of the sheets."""
MAX_CELL = 32_767  # signs that a cell of Excel holds
MAX_COLUMNS = 16_384
_CUT = " […]"


def build_workbook(
    export: AnswerExport, headings: Headings, losses: Sequence[Fault]
) -> tuple[tuple[WorkbookSheet, ...], tuple[Fault, ...]]:
    """Return the sheets of a workbook, and the cells that were too long for one.

    Args:
        export: what to write.
        headings: in codes or in words.
        losses: what the format does not hold, told on the first sheet.
    """
    answers = build_wide_table(export.sheet, export.questionnaire, headings)
    details = build_long_table(export.sheet, export.questionnaire, headings)
    whole = (
        WorkbookSheet(name=NOTICE, rows=tuple(_notice(export, losses))),
        WorkbookSheet(name=ANSWERS, rows=_rows(answers)),
        WorkbookSheet(name=DETAILS, rows=_rows(details)),
        WorkbookSheet(name=QUESTIONS, rows=tuple(_questions(export))),
    )
    cuts = tuple(fault for sheet in whole for fault in _too_long(sheet))
    return (tuple(_shorten(sheet) for sheet in whole) if cuts else whole), cuts


def _rows(table: AnswerTable) -> tuple[tuple[FlatCell, ...], ...]:
    return (tuple(column.heading for column in table.columns), *table.rows)


def _notice(export: AnswerExport, losses: Sequence[Fault]) -> Iterator[tuple[FlatCell, ...]]:
    sheet = export.sheet
    yield ("Campagne", export.title.fr, sheet.campaign)
    yield ("Réseau", export.network.fr, INVENTED_MARK.fr if sheet.is_invented else None)
    yield ("Questionnaire", export.questionnaire.title.fr, export.questionnaire.version.isoformat())
    yield ("Collectivités", len(sheet.rows), None)
    yield ("Réponses", sheet.answer_count, None)
    yield (None, None, None)
    yield (
        ANSWERS,
        "une ligne par collectivité ; la colonne « .state » de chaque question dit l’état de la réponse",
        None,
    )
    yield (DETAILS, "une ligne par cellule remplie, avec auteur, jour, document source et confiance", None)
    yield (QUESTIONS, "le code, la forme et le texte de chaque question", None)
    yield (None, None, None)
    for code, label in STATE_LABELS.items():
        yield ("État", label.fr, code)
    for loss in losses:
        yield ("Ce que ce fichier ne contient pas", loss.expected, loss.column)


def _questions(export: AnswerExport) -> Iterator[tuple[FlatCell, ...]]:
    yield ("question", "kind", "section", "text", "text_en", "unit")
    for section in export.questionnaire.sections:
        for question in section.questions:
            texts = (question.text.fr, question.text.en or None, question.unit or None)
            yield (question.code, question.kind.label.fr, section.title.fr, *texts)


def _shorten(sheet: WorkbookSheet) -> WorkbookSheet:
    return replace(sheet, rows=tuple(tuple(map(_cut, row)) for row in sheet.rows))


def _cut(cell: FlatCell) -> FlatCell:
    is_long = isinstance(cell, str) and len(cell) > MAX_CELL
    return str(cell)[: MAX_CELL - len(_CUT)] + _CUT if is_long else cell


def _too_long(sheet: WorkbookSheet) -> Iterator[Fault]:
    for line, row in enumerate(sheet.rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, str) and len(cell) > MAX_CELL:
                heading = str(sheet.rows[0][place])
                expected = f"coupé : une cellule contient au plus {MAX_CELL} signes"
                yield Fault(sheet=sheet.name, row=line, column=heading, value=f"{cell[:40]}…", expected=expected)
