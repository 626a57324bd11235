"""Actions as a DOCX document: one page an action, in the look of the house or in the template of a network."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from autan.documents.renderers.word_elements import Element, paragraph, run, table
from autan.documents.renderers.word_template import WordTemplate, open_template
from autan.evidence.core.printable_characters import make_printable

_LABEL_SHARE = 3
"""A label takes one part of this many of the width of the page."""


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


def write_docx(sheets: Sequence[DocumentSheet], *, title: str, day: date, template: bytes | None = None) -> bytes:
    """Return the document.

    Args:
        sheets: the actions, in order.
        title: title of the document.
        day: its date.
        template: the Word template of a network; None for the look of the house.

    Raises:
        ImportFileError: the template can no longer be opened.
    """
    opened = open_template(template)
    for rank, sheet in enumerate(sheets):
        opened.add(_sheet(opened, make_printable(sheet), begins_page=rank > 0))
    about = opened.document.core_properties
    about.title, about.author, about.last_modified_by, about.comments = title, "Autan", "Autan", ""
    about.created = about.modified = datetime.combine(day, time(12), tzinfo=UTC)
    stream = io.BytesIO()
    opened.document.save(stream)
    return stream.getvalue()


def _sheet(template: WordTemplate, sheet: DocumentSheet, *, begins_page: bool) -> Iterator[Element]:
    styles = template.styles
    yield paragraph(styles["heading_1"], [run(sheet.title)], begins_page=begins_page)
    yield paragraph(styles["source"], [run(sheet.place)])
    if sheet.note:
        yield paragraph(styles["notice"], [run(sheet.note)])
    label = template.width // _LABEL_SHARE
    for title, fields in sheet.parts:
        yield paragraph(styles["heading_2"], [run(title)], is_kept=True)
        pairs = [(_cell(template, name, bold=True), _cell(template, words)) for name, words in fields]
        yield table(pairs, [label, template.width - label], has_head=False, title=title)
    for title, headings, lines in sheet.tables:
        yield paragraph(styles["heading_2"], [run(title)], is_kept=True)
        rows = [tuple(_cell(template, text, bold=True) for text in headings)]
        rows += [tuple(_cell(template, text) for text in line) for line in lines]
        widths = [template.width // len(headings)] * len(headings)
        yield table(rows, widths, has_head=True, title=title)


def _cell(template: WordTemplate, text: str, *, bold: bool = False) -> list[Element]:
    lines = text.splitlines() or [""]
    return [paragraph(template.styles["cell"], [run(line, bold=bold)]) for line in lines]
