"""A questionnaire to print or to fill: as a tagged PDF, the same bytes when made twice, or as a DOCX."""

import io
import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from autan.ground.documents.core import make_printable
from autan.ground.documents.renderers.printing import print_pdf
from autan.ground.errors import Fault, ImportFileError
from autan.ground.texts.core.plain_letters import without_accents
from autan.ground.texts.language import current_language, spelling, words
from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.printing.values import (
    EMPTY_BOX,
    PrintedBox,
    PrintedQuestion,
    PrintedQuestionnaire,
    PrintedTable,
)

DOCUMENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""Media type of each format in which a questionnaire is printed, by extension."""


def write_document(printed: PrintedQuestionnaire, extension: str, *, day: date) -> bytes:
    """Return a printed questionnaire as a file."""
    if extension not in DOCUMENT_TYPES:
        expected = Sentence(
            "un fichier {document_types}", document_types=", ".join(f".{known}" for known in DOCUMENT_TYPES)
        )
        raise ImportFileError(extension, [Fault(value=extension or None, expected=expected)])
    printable = make_printable(printed)
    if extension == "pdf":
        from autan.survey.questionnaires.exporters.documents import write_pdf  # what writes is loaded when it is needed

        return write_pdf(printable, day=day)
    from autan.survey.questionnaires.exporters.documents import write_docx

    return write_docx(printable, day=day)


def name_document(slug: str, respondent: str, extension: str) -> str:
    """Name the file of a questionnaire, in plain letters.

    >>> name_document("2013", "Muretain Agglo", "pdf")
    'questionnaire-2013-muretain-agglo.pdf'
    """
    parts = ["questionnaire", slug, re.sub(r"[^a-z0-9]+", "-", without_accents(respondent).lower()).strip("-")]
    return f"{'-'.join(filter(None, parts))}.{extension}"


INVENTED = Text(
    "Réseau inventé pour essayer\u00a0: rien ici ne décrit une vraie collectivité.",
    "Network made up for trying: nothing here describes a real authority.",
)
TERRITORY = Text("Collectivité", "Territory")
_TICKED = Sentence("coché")
_TEMPLATE = Path(__file__).parent / "typst" / "questionnaire.typ"


def write_pdf(printed: PrintedQuestionnaire, *, day: date) -> bytes:
    """Return a questionnaire as PDF/UA-1 and PDF/A-2a, in the current language.

    A sign that no font at hand draws is written by its number, since the standards refuse a document for one of them.
    """
    data = {
        **_as_data(printed),
        "language": current_language(),
        "words": _as_data({"invented": INVENTED, "territory": TERRITORY, "ticked": _TICKED}),
        "date": [day.year, day.month, day.day],
    }
    return print_pdf(_TEMPLATE, data, on=day)


def _as_data(value: Any) -> Any:
    """A value of texts, tuples and frozen classes as what JSON holds, each wording in the current language."""
    if isinstance(value, Text):
        return words(value)
    if is_dataclass(value):
        return {part.name: _as_data(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, dict):
        return {key: _as_data(part) for key, part in value.items()}
    return [_as_data(part) for part in value] if isinstance(value, tuple) else value


TICKED_BOX = "☒"
_SOFT = RGBColor(0x4A, 0x53, 0x61)
_BRICK = RGBColor(0x96, 0x35, 0x1F)
_WIDTH = Cm(17)
_NUMBER_WIDTH = Cm(5)


def write_docx(printed: PrintedQuestionnaire, *, day: date) -> bytes:
    """Return a questionnaire as a DOCX document dated `day`, in the current language."""
    document = Document()
    _set_up(document, printed, day)
    document.add_heading(words(printed.title), level=0)
    for text in (printed.subtitle, printed.note):
        if text.fr:
            _quiet(document.add_paragraph(words(text)))
    if printed.respondent:
        document.add_paragraph().add_run(printed.respondent).bold = True
        if printed.progress_line.fr:
            _quiet(document.add_paragraph(words(printed.progress_line)))
    else:
        _line(document, words(TERRITORY))
    for section in printed.sections:
        document.add_heading(words(section.title), level=1)
        if section.intro.fr:
            document.add_paragraph(words(section.intro))
        for question in section.questions:
            _write_question(document, question)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _set_up(document: DocumentType, printed: PrintedQuestionnaire, day: date) -> None:
    """Page, language, styles, properties; the mark of an invented network stands in the header of every page."""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin = page.bottom_margin = Cm(2.2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(10.5)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), spelling(current_language()))
    style.element.get_or_add_rPr().append(language)
    moment = datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001 (the format holds no zone)
    properties = document.core_properties
    properties.title, properties.subject = words(printed.title), words(printed.subtitle)
    properties.author = properties.last_modified_by = "Autan"
    properties.language = spelling(current_language())
    properties.created = properties.modified = moment
    properties.comments = ""
    if printed.is_invented:
        run = page.header.paragraphs[0].add_run(words(INVENTED))
        run.bold, run.font.color.rgb = True, _BRICK
    footer = page.footer.paragraphs[0]
    _quiet(footer, " · ".join(filter(None, (words(printed.title), printed.respondent))) + " · ")
    _add_page_number(footer)


def _write_question(document: DocumentType, question: PrintedQuestion) -> None:
    number, answer = f"{question.number}. " if question.number else "", question.answer
    document.add_heading(f"{number}{words(question.text)}", level=2)
    for note in question.notes:
        paragraph = document.add_paragraph()
        _quiet(paragraph, words(note))
        paragraph.paragraph_format.keep_with_next = True
    _write_boxes(document, answer.boxes, is_in_line=answer.is_in_line)
    if answer.table:
        _write_table(document, answer.table)
    if answer.unit is not None:
        _line(document, "", words(answer.unit), width=_NUMBER_WIDTH)
    for _ in range(answer.blank_lines):
        _line(document, "")
    for line in answer.words:
        document.add_paragraph(words(line), style="Quote")
    if question.source.fr:
        _quiet(document.add_paragraph(words(question.source)))
    if question.state.fr:
        document.add_paragraph().add_run(words(question.state)).italic = True


def _write_boxes(document: DocumentType, boxes: Sequence[PrintedBox], *, is_in_line: bool) -> None:
    written = [f"{TICKED_BOX if box.is_ticked else EMPTY_BOX}\u00a0{words(box.label)}" for box in boxes]
    for line in ["    ".join(written)] if is_in_line and written else written:
        paragraph = document.add_paragraph(line)
        paragraph.paragraph_format.left_indent = Cm(0.6)
        paragraph.paragraph_format.space_after = Pt(2)


def _write_table(document: DocumentType, grid: PrintedTable) -> None:
    table = document.add_table(rows=1, cols=len(grid.headings), style="Table Grid")
    for cell, heading in zip(table.rows[0].cells, grid.headings, strict=True):
        cell.paragraphs[0].add_run(words(heading)).bold = True
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 (python-docx has no name for it)
    for row in grid.rows:
        cells = table.add_row().cells
        for rank, (cell, text) in enumerate(zip(cells, row, strict=True)):
            cell.paragraphs[0].add_run(words(text)).bold = grid.has_row_headings and rank == 0
    document.add_paragraph()


def _line(document: DocumentType, before: str, after: str = "", *, width: Cm = _WIDTH) -> None:
    """A line to write on, between what stands before and after it."""
    paragraph = document.add_paragraph(f"{before}\t{after}" if after else f"{before}\t")
    paragraph.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)
    paragraph.paragraph_format.space_before = Pt(8)


def _quiet(paragraph: Paragraph, text: str = "") -> None:
    """Set a text, or what is already there, small and grey."""
    if text:
        paragraph.add_run(text)
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(9), _SOFT


def _add_page_number(paragraph: Paragraph) -> None:
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)  # noqa: SLF001 (python-docx has no name for a field)
