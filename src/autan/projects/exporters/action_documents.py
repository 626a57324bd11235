"""Actions as a DOCX document: one page an action, in the words of the reader’s language."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_BREAK
from docx.shared import Cm, Pt


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSheet:
    """One action as a document shows it.

    Attributes:
        title: its title.
        place: its territories, plan and axis.
        note: a word that must be read, or empty.
        parts: each part of the sheet: title, then label and words of each field.
        tables: title, headings and rows of each list of lines.
    """

    title: str
    place: str
    note: str
    parts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    tables: tuple[tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]], ...]


def write_docx(sheets: Sequence[DocumentSheet], *, title: str, day: date) -> bytes:
    """Return the document; `day` is its date."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
    document.styles["Normal"].font.size = Pt(10)
    moment = datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001 (the format holds no zone)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, "Autan", "Autan"
    properties.created = properties.modified = moment
    properties.comments = ""
    for rank, sheet in enumerate(sheets):
        if rank:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        _write_sheet(document, sheet)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _write_sheet(document: DocumentType, sheet: DocumentSheet) -> None:
    document.add_heading(sheet.title, level=1)
    document.add_paragraph(sheet.place)
    if sheet.note:
        document.add_paragraph().add_run(sheet.note).bold = True
    for title, fields in sheet.parts:
        document.add_heading(title, level=2)
        _write_table(document, (), fields)
    for title, headings, rows in sheet.tables:
        document.add_heading(title, level=2)
        _write_table(document, headings, rows)


def _write_table(document: DocumentType, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    width = len(headings) or 2
    table = document.add_table(rows=0, cols=width, style="Table Grid")
    for line in ([headings] if headings else []) + list(rows):
        cells = table.add_row().cells
        for place, text in enumerate(line):
            cells[place].text = text
            is_label = line is headings or (not headings and place == 0)
            for run in cells[place].paragraphs[0].runs:
                run.bold = is_label
