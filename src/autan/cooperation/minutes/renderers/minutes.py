"""Minutes as a DOCX document in the look of the house, and printed on A4: tagged, the same bytes twice on one day."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from autan.cooperation.minutes.core import MinutesBlock, MinutesDocument
from autan.ground.documents.core import make_printable
from autan.ground.documents.renderers.kinds import MEDIA_TYPES, new_document
from autan.ground.documents.renderers.office import TITLES, DocumentMetadata, Element, OfficeDocument
from autan.ground.documents.renderers.printing import print_pdf
from autan.ground.texts.language import day, spelling

MEDIA_TYPE = MEDIA_TYPES["docx"]
_ROLES = {"item": "list", "quote": "quote", "paragraph": "body"}
_LABEL_SHARE = 4
"""A label takes one part of this many of the width of the page."""


def write_minutes(minutes_document: MinutesDocument, *, on: date) -> bytes:
    """Return the document; `on` is its date."""
    content, document = make_printable(minutes_document), new_document("docx")
    document.set_margins(content.network, f"{content.title} · ")
    elements = [
        *head(document, content.caution, f"{content.network} · {content.phase}", content.title, content.heading),
        *_blocks(document, content.blocks),
        *(document.paragraph("source", [document.run(line)]) for line in (*content.trace, content.fingerprint) if line),
    ]
    return document.save(elements, document_metadata(content.title, content.network, content.language, on))


def document_metadata(title: str, subject: str, language: str, on: date) -> DocumentMetadata:
    """Return the properties of a document of this day."""
    moment = datetime.combine(on, time(12), tzinfo=UTC)
    return DocumentMetadata(title=title, subject=subject, language=spelling(language), identifier="", moment=moment)


def head(
    document: OfficeDocument, caution: str, kicker: str, title: str, lines: Sequence[tuple[str, str]]
) -> Iterator[Element]:
    """The top of a document of the network: what must be read first, where it comes from, its title, its lines."""
    if caution:
        yield document.paragraph("notice", [document.run(caution, bold=True)])
    yield document.paragraph("source", [document.run(kicker)])
    yield document.paragraph("title", [document.run(title)])
    if lines:
        label = document.width // _LABEL_SHARE
        yield table(document, lines, [label, document.width - label], title=title)


def table(document: OfficeDocument, rows: Sequence[Sequence[str]], widths: Sequence[int], *, title: str) -> Element:
    """A table of words, the first column in bold."""

    def cell(text: str, *, bold: bool) -> list[Element]:
        return [document.paragraph("cell", [document.run(line, bold=bold)]) for line in text.splitlines() or [""]]

    cells = [[cell(text, bold=not column) for column, text in enumerate(row)] for row in rows]
    return document.table(cells, widths, has_head=False, title=title)


def _blocks(document: OfficeDocument, blocks: Sequence[MinutesBlock]) -> Iterator[Element]:
    """The text; an item that does not begin a list goes on with the last one of its kind."""
    lists: dict[bool, int] = {}
    before = ""
    for block in blocks:
        runs = [document.run(run.text, bold=run.is_bold, italic=run.is_italic) for run in block.runs]
        if block.kind == "heading":
            yield document.paragraph(TITLES[min(block.level, 3)], runs, is_kept=True)
        elif block.kind == "item":
            is_ordered = block.mark[:1].isdigit()
            begins = block.mark == "1." if is_ordered else before != "item"
            if begins or is_ordered not in lists:
                lists[is_ordered] = document.new_list(is_ordered=is_ordered)
            yield document.paragraph("list", runs, item=(lists[is_ordered], block.level - 1))
        else:
            yield document.paragraph(_ROLES[block.kind], runs)
        before = block.kind


_TEMPLATE = Path(__file__).parent / "typst" / "minutes.typ"


def print_minutes(content: MinutesDocument, *, on: date) -> bytes:
    """Return minutes as PDF/UA-1 and PDF/A-2a; `on` is the day they are printed, written on them."""
    data: dict[str, Any] = asdict(content)
    data["date"] = [on.year, on.month, on.day]
    data["foot"] = _("Imprimé le %(day)s.") % {"day": day(on)}
    return print_pdf(_TEMPLATE, data, on=on)
