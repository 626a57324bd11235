"""Word documents and PDFs as sheets of rows: their tables, their headings, the labels of their lines, page after page.

A page without a layer of text is a picture: it is said, and nothing of it is guessed.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile
from pathlib import PurePath

import docx
import pdfplumber
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tc
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from autan.ground.errors import Fault, ImportFileError
from autan.ground.received_files import refuse_damage
from autan.ground.tables.core.findings import MAX_SHOWN
from autan.ground.tables.core.tables import LIMITS, CellValue, Place, Row, Sheet
from autan.ground.tables.importers.archives import read_archive
from autan.ground.tables.importers.workbooks import COMPOUND_MARK
from autan.ground.wordings import Sentence
from autan.plans.action_files.core.axis_lines import is_axis
from autan.plans.action_files.core.labelled_sheets import names_action
from autan.plans.action_files.importers.pdf_pages import (
    Columns,
    PageLine,
    beside_tables,
    calls_note,
    cell_text,
    heading_cells,
    page_lines,
)
from autan.plans.projects.core.fields import MAX_TITLE

DOCUMENTS = frozenset({".docx", ".pdf"})
MOST_PAGES = 300
_MOST_LINES = 20_000
_MARGIN = 0.028
"""Blank between a running head and the text of a page, as a share of its height: no two lines stand so far apart."""
_DIGITS = re.compile(r"\d+")
_CONTENTS = re.compile(r"(?:\.{4}|(?:\. ){4}|…{2}|\t)[. …\t]{0,300}\d{1,4}$")
"""The end of a line of contents: a page that dots lead to."""


def is_document(file: str) -> bool:
    """Say whether a file is a document, and no workbook."""
    return PurePath(file).suffix.lower() in DOCUMENTS


@lru_cache(maxsize=2)  # a preview reads its file again at each decision: of a PDF, some tenth of a second a page
def read_document(data: bytes, file: str) -> tuple[Sequence[Sheet], Sequence[Fault]]:
    """Return what a document holds, as sheets, and what is said of the pages that hold no text."""
    if len(data) > LIMITS.max_bytes:
        expected = Sentence("un document d’au plus {megabytes}\u00a0Mo", megabytes=LIMITS.max_bytes // 1_000_000)
        raise ImportFileError(file, [Fault(expected=expected)])
    if PurePath(file).suffix.lower() == ".pdf":
        with refuse_damage(file, "un PDF lisible"):
            return _read_pdf(data, file)
    with refuse_damage(file, "un document lisible"):
        return [_read_docx(data, file)], []


def _read_docx(data: bytes, file: str) -> Sheet:
    if data.startswith(COMPOUND_MARK):
        raise ImportFileError(file, [Fault(expected="un document DOCX sans mot de passe")])
    read_archive(data, file, limits=LIMITS)
    body = list(_as_read(docx.Document(io.BytesIO(data))).iter_inner_content())
    rows: list[Row] = []
    merged: list[tuple[Place, Place]] = []
    is_styled = any(_is_heading(block) for block in body if isinstance(block, Paragraph))
    for block in body:
        line = len(rows) + 1
        if isinstance(block, Paragraph):
            own = _paragraph_cells(block, is_bold_heading=not is_styled)
            rows += [Row(line, own)] if own else []
        else:
            cells, places = _docx_table(block, line)
            rows += [Row(line + below, values) for below, values in enumerate(cells)]
            merged += places
        if len(rows) > _MOST_LINES:
            expected = Sentence("un document d’au plus {most_lines} lignes", most_lines=_MOST_LINES)
            raise ImportFileError(file, [Fault(expected=expected)])
    return Sheet(name="", rows=[row for row in rows if any(row.cells)], merged=tuple(merged))


def _paragraph_cells(paragraph: Paragraph, *, is_bold_heading: bool) -> list[CellValue]:
    """The cells of a paragraph; none where it says nothing, or is a line of contents.

    A tabulation parts a label from what it names. A document without headings may have them in bold.
    """
    text = paragraph.text.strip()
    if not text or _CONTENTS.search(text) or _style(paragraph).lower().startswith("toc"):
        return []
    is_bold = is_bold_heading and len(text) <= MAX_TITLE and all(run.bold for run in paragraph.runs if run.text.strip())
    if _is_heading(paragraph) or is_bold:
        return heading_cells(text)
    if _is_listed(paragraph):
        return beside_tables(f"– {text}")
    label, _tab, rest = text.partition("\t")
    return [label.strip(), " ".join(rest.split())] if rest.strip() and label.strip() else beside_tables(text)


def _style(paragraph: Paragraph) -> str:
    return (paragraph.style.name or "") if paragraph.style else ""


def _is_heading(paragraph: Paragraph) -> bool:
    return _style(paragraph).startswith(("Heading", "Titre"))


def _is_listed(paragraph: Paragraph) -> bool:
    """True for an entry of a list, whose sign is none of its text."""
    is_numbered = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None  # noqa: SLF001
    return is_numbered or _style(paragraph).startswith("List")


def _as_read(document: Document) -> Document:
    """A document as its readers see it: changes made, forms and boxes of text as the texts that they hold.

    Calls of notes are left out, and the contents, whose lines are those of the document.
    """
    body = document.element.body
    contents = [
        form
        for form in body.iter(qn("w:sdt"))
        if any("Contents" in (part.get(qn("w:val")) or "") for part in form.iter(qn("w:docPartGallery")))
    ]
    calls = [raised.getparent().getparent() for raised in body.iter(qn("w:vertAlign")) if _calls_note(raised)]
    for element in [*body.iter(*_UNSEEN), *contents, *calls]:
        element.getparent().remove(element)
    for box in [*body.iter(qn("w:txbxContent"))]:
        paragraph = next(box.iterancestors(qn("w:p")))
        for inside in reversed(box):
            paragraph.addnext(inside)
    for wrapper in [*body.iter(*_WRAPPERS)]:
        for inside in wrapper:
            wrapper.addprevious(inside)
        wrapper.getparent().remove(wrapper)
    return document


_UNSEEN = ("{*}del", "{*}moveFrom", "{*}Fallback")
_WRAPPERS = tuple(qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag"))


def _calls_note(raised: BaseOxmlElement) -> bool:
    """True for a raised number that stands after a word or an amount."""
    run = raised.getparent().getparent()
    before = "".join("".join(part.itertext()) for part in reversed([*run.itersiblings(preceding=True)]))
    is_number = "".join(run.itertext()).strip(" ,()").isdigit()
    return is_number and raised.get(qn("w:val")) == "superscript" and calls_note(before)


def _docx_table(table: Table, line: int) -> tuple[list[list[CellValue]], list[tuple[Place, Place]]]:
    """The cells of a table, those that are one said once; and their first and last places."""
    first: dict[CT_Tc, Place] = {}
    last: dict[CT_Tc, Place] = {}
    rows: list[list[CellValue]] = []
    for below, row in enumerate(table.rows):
        values: list[CellValue] = []
        for beside, cell in enumerate(row.cells, start=1 + row.grid_cols_before):
            key, place = cell._tc, (line + below, beside)  # noqa: SLF001 — cells that are one share their element
            values.append(None if key in first else cell_text(_docx_text(cell)))
            first.setdefault(key, place)
            last[key] = place
        rows.append([*[None] * row.grid_cols_before, *values])
    return rows, [(place, last[key]) for key, place in first.items() if last[key] != place]


def _docx_text(cell: _Cell) -> str:
    """The text of a cell, and that of the tables in it, a line a row."""
    texts: list[str] = []
    for block in cell.iter_inner_content():
        if isinstance(block, Paragraph):
            texts.append(block.text)
        else:
            rows, _places = _docx_table(block, 1)
            texts += [" | ".join(str(text) for text in row if text) for row in rows]
    return "\n".join(texts)


def _read_pdf(data: bytes, file: str) -> tuple[list[Sheet], list[Fault]]:
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            if len(document.pages) > MOST_PAGES:
                expected = Sentence("un PDF d’au plus {most_pages} pages", most_pages=MOST_PAGES)
                raise ImportFileError(file, [Fault(value=str(len(document.pages)), expected=expected)])
            pages: list[list[PageLine]] = []
            columns: Columns = ()
            for page in document.pages:
                lines, columns = page_lines(page, columns)
                pages.append(lines)
    except (PdfminerException, PDFPasswordIncorrect) as error:
        if not any(isinstance(raised, PDFPasswordIncorrect) for raised in (error, error.__context__)):
            raise
        raise ImportFileError(file, [Fault(expected="un PDF sans mot de passe")]) from None
    pictures = [number for number, rows in enumerate(pages, start=1) if not rows]
    expected = Sentence("une page dont le texte se lit : celle-ci est une image, rien n’en est repris")
    warnings = [Fault(value=Sentence("page {number}", number=number), expected=expected) for number in pictures]
    if len(pictures) == len(pages):
        scanned = "un PDF dont le texte se lit : celui-ci est numérisé, chaque page est une image"
        raise ImportFileError(file, [Fault(expected=scanned)])
    _join_cut_rows(pages)
    lines = list(_without_running_heads(pages, warnings))
    merged = [
        ((number, place + 1), (number + down - 1, place + across))
        for number, line in enumerate(lines, start=1)
        for place, (across, down) in line.wide.items()
    ]
    rows = [Row(number, line.cells) for number, line in enumerate(lines, start=1)]
    return [Sheet(name="", rows=rows, merged=tuple(merged))], warnings


def _join_cut_rows(pages: Sequence[list[PageLine]]) -> None:
    """Give back to the last row of each page what goes on at the top of the next, under the same headings."""
    seen, last = set[tuple[CellValue, ...]](), None
    for page in pages:
        rows = [line for line in page if not (line.is_text and _is_edge(line)) and tuple(line.cells) not in seen]
        first = next(iter(rows), None)
        if first and last and not (last.is_text or first.is_text) and _goes_on(first.cells, last.cells):
            pairs = zip(last.cells, first.cells, strict=True)
            last.cells[:] = ["\n".join(map(str, filter(None, pair))) or None for pair in pairs]
            page.remove(rows.pop(0))
        seen.update(tuple(line.cells) for line in page)
        last = rows[-1] if rows else last


def _goes_on(cells: Sequence[CellValue], last: Sequence[CellValue]) -> bool:
    """True for a row that fills half the columns of another at most, and not the first."""
    own, above = ([place for place, cell in enumerate(row) if cell] for row in (cells, last))
    return len(cells) == len(last) and set(own) <= {*above[1:]} and len(own) * 2 <= len(above)


def _without_running_heads(pages: Sequence[list[PageLine]], warnings: list[Fault]) -> Iterator[PageLine]:
    """The lines of every page but those that come at the top or the bottom of several, numbers apart, and of contents.

    Of one page, those that stand apart in its margins are left out as well, and said.
    """
    edges = Counter(key for lines in pages for key in {_key(line) for line in lines if _is_edge(line)})
    apart = {id(line) for line in _apart(pages[0])} if len(pages) == 1 else set()
    for lines in pages:
        for line in lines:
            if id(line) in apart:
                expected = Sentence("un texte de la page\u00a0: cet en-tête ou pied de page n’est pas repris")
                warnings.append(Fault(value=str(line.cells[-1])[:MAX_SHOWN], expected=expected))
            elif line.is_text and _CONTENTS.search(str(line.cells[-1])):
                continue
            elif not (_is_edge(line) and edges[_key(line)] > max(1, len(pages) // 3)):
                yield line


def _apart(lines: Sequence[PageLine]) -> Iterator[PageLine]:
    """The lines of both margins of a page that a blank parts from what is between."""
    for ordered in (lines, lines[::-1]):
        margin = list(takewhile(lambda line: _is_edge(line) and not is_axis(str(line.cells[-1])), ordered))
        if margin and len(margin) < len(lines) and abs(ordered[len(margin)].top - margin[-1].top) > _MARGIN:
            yield from margin


def _is_edge(line: PageLine) -> bool:
    return line.is_text and not 0.08 < line.top < 0.92 and not names_action(str(line.cells[-1]))


def _key(line: PageLine) -> str:
    return _DIGITS.sub("0", str(line.cells[-1]))
