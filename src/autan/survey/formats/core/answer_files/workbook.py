"""Sheets of a workbook of answers, the same for XLSX and ODS: notice, answers, details, questions."""

from collections.abc import Iterator, Sequence

from autan.ground.documents.core import WorkbookSheet
from autan.ground.errors import Fault, RuleError
from autan.ground.wordings import Sentence
from autan.survey.formats.core.answer_files.formats import Headings
from autan.survey.formats.core.answer_files.tables import (
    INVENTED_MARK,
    STATE_LABELS,
    AnswerExport,
    AnswerTable,
    build_long_table,
    build_wide_table,
)
from autan.survey.questionnaires.core.spread.columns import FlatCell

NOTICE, ANSWERS, DETAILS, QUESTIONS = "Lisez-moi", "Réponses", "Détail", "Questions"
"""Names of the sheets."""
MAX_CELL = 32_767  # signs that a cell of Excel holds
MAX_COLUMNS = 16_384
_CUT = " […]"

type _Cells = tuple[FlatCell, ...]


def build_workbook(
    export: AnswerExport, headings: Headings, losses: Sequence[Fault], cuts: list[Fault]
) -> tuple[WorkbookSheet, ...]:
    """Return the sheets of a workbook, whose rows are made as they are written; cells that were cut fill `cuts`."""
    answers = build_wide_table(export.sheet, export.questionnaire, headings)
    details = build_long_table(export.sheet, export.questionnaire, headings)
    if len(answers.columns) > MAX_COLUMNS:
        message = "ces réponses font plus de {max_columns} colonnes\u202f; prenez .csv avec la forme longue, ou .json"
        raise RuleError(message, max_columns=MAX_COLUMNS)
    whole = (
        (NOTICE, _notice(export, losses)),
        (ANSWERS, _rows(answers)),
        (DETAILS, _rows(details)),
        (QUESTIONS, _questions(export)),
    )
    return tuple(WorkbookSheet(name=name, rows=_shorten(name, rows, cuts)) for name, rows in whole)


def _rows(table: AnswerTable) -> Iterator[_Cells]:
    yield tuple(column.heading for column in table.columns)
    yield from table.rows


def _notice(export: AnswerExport, losses: Sequence[Fault]) -> Iterator[_Cells]:
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


def _questions(export: AnswerExport) -> Iterator[_Cells]:
    yield ("question", "kind", "section", "text", "text_en", "unit")
    for section in export.questionnaire.sections:
        for question in section.questions:
            texts = (question.text.fr, question.text.en or None, question.unit or None)
            yield (question.code, question.kind.label.fr, section.title.fr, *texts)


def _shorten(name: str, rows: Iterator[_Cells], cuts: list[Fault]) -> Iterator[_Cells]:
    """Give rows whose cells are short enough for a sheet, and tell those that were cut."""
    headings: _Cells = ()
    for line, row in enumerate(rows, start=1):
        headings = headings or row
        long = [place for place, cell in enumerate(row) if isinstance(cell, str) and len(cell) > MAX_CELL]
        for place in long:
            expected = Sentence("coupé : une cellule contient au plus {max_cell} signes", max_cell=MAX_CELL)
            shown = f"{str(row[place])[:40]}…"
            cuts.append(Fault(sheet=name, row=line, column=str(headings[place]), value=shown, expected=expected))
            row = (*row[:place], str(row[place])[: MAX_CELL - len(_CUT)] + _CUT, *row[place + 1 :])
        yield row
