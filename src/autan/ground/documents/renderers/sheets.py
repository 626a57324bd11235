"""Actions as a Word document: one page an action, in the look of the house or in the template of a network."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from autan.ground.documents.core import make_printable
from autan.ground.documents.renderers.kinds import new_document
from autan.ground.documents.renderers.office import DocumentMetadata, Element, OfficeDocument

_LABEL_SHARE = 3
"""A label takes one part of this many of the width of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSheet:
    """One action as a document shows it.

    Attributes:
        parts: each part of the sheet: title, then label and words of each field.
        tables: title, headings and rows of each list of lines.
    """

    title: str
    place: str
    note: str
    parts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    tables: tuple[tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]], ...]


def write_docx(sheets: Sequence[DocumentSheet], *, title: str, day: date, template: bytes | None = None) -> bytes:
    """Return the document; `ImportFileError` when the template can no longer be opened."""
    document = new_document("docx", template)
    elements: list[Element] = []
    for rank, sheet in enumerate(sheets):
        elements += _sheet(document, make_printable(sheet), begins_page=rank > 0)
    moment = datetime.combine(day, time(12), tzinfo=UTC)
    metadata = DocumentMetadata(title=title, subject="Fiches-actions", language="fr-FR", identifier="", moment=moment)
    return document.save(elements, metadata)


def _sheet(document: OfficeDocument, sheet: DocumentSheet, *, begins_page: bool) -> Iterator[Element]:
    yield document.paragraph("heading_1", [document.run(sheet.title)], begins_page=begins_page)
    yield document.paragraph("source", [document.run(sheet.place)])
    if sheet.note:
        yield document.paragraph("notice", [document.run(sheet.note)])
    label = document.width // _LABEL_SHARE
    for title, fields in sheet.parts:
        yield document.paragraph("heading_2", [document.run(title)], is_kept=True)
        rows = [(_cell(document, name, bold=True), _cell(document, words)) for name, words in fields]
        yield document.table(rows, [label, document.width - label], has_head=False, title=title)
    for title, headings, lines in sheet.tables:
        yield document.paragraph("heading_2", [document.run(title)], is_kept=True)
        listed = [tuple(_cell(document, text, bold=True) for text in headings)]
        listed += [tuple(_cell(document, text) for text in line) for line in lines]
        yield document.table(listed, [document.width // len(headings)] * len(headings), has_head=True, title=title)


def _cell(document: OfficeDocument, text: str, *, bold: bool = False) -> list[Element]:
    # a cell without a paragraph is not valid
    lines = text.splitlines() or [""]
    return [document.paragraph("cell", [document.run(line, bold=bold)]) for line in lines]
