"""Word documents and PDFs as sheets of rows: their tables, their headings, the labels of their lines, page after page.

A page without a layer of text is a picture: it is said, and nothing of it is guessed.
"""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from zipfile import BadZipFile

import docx
import pdfplumber
from docx.opc.exceptions import OpcError
from docx.oxml.table import CT_Tc
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfparser import PDFSyntaxError
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.tables import LIMITS, CellValue, Place, Row, Sheet
from autan.ground.tables.importers.archives import read_archive
from autan.ground.tables.importers.workbooks import COMPOUND_MARK
from autan.ground.wordings import Sentence
from autan.plans.action_files.importers.pdf_pages import Columns, PageLine, cell_text, heading_cells, page_lines

DOCUMENTS = frozenset({".docx", ".pdf"})
MOST_PAGES = 300
_MOST_LINES = 20_000
_DIGITS = re.compile(r"\d+")


def is_document(file: str) -> bool:
    """Say whether a file is a document, and no workbook."""
    return PurePath(file).suffix.lower() in DOCUMENTS


def read_document(data: bytes, file: str) -> tuple[list[Sheet], list[Fault]]:
    """Return what a document holds, as sheets, and what is said of the pages that hold no text."""
    if len(data) > LIMITS.max_bytes:
        expected = Sentence("un document d’au plus {megabytes}\u00a0Mo", megabytes=LIMITS.max_bytes // 1_000_000)
        raise ImportFileError(file, [Fault(expected=expected)])
    if PurePath(file).suffix.lower() == ".pdf":
        return _read_pdf(data, file)
    return [_read_docx(data, file)], []


def _read_docx(data: bytes, file: str) -> Sheet:
    if data.startswith(COMPOUND_MARK):
        raise ImportFileError(file, [Fault(expected="un document DOCX sans mot de passe")])
    read_archive(data, file, limits=LIMITS)
    try:
        body = list(docx.Document(io.BytesIO(data)).iter_inner_content())
    except (OpcError, BadZipFile, LookupError, ValueError) as error:
        expected = Sentence("un document lisible ({error})", error=error)
        raise ImportFileError(file, [Fault(expected=expected)]) from None
    rows: list[Row] = []
    merged: list[tuple[Place, Place]] = []
    for block in body:
        line = len(rows) + 1
        if isinstance(block, Paragraph):
            is_heading = (block.style.name or "").startswith(("Heading", "Titre")) if block.style else False
            rows += [Row(line, heading_cells(text) if is_heading else [text])] if (text := block.text.strip()) else []
        else:
            cells, places = _docx_table(block, line)
            rows += [Row(line + below, values) for below, values in enumerate(cells)]
            merged += places
        if len(rows) > _MOST_LINES:
            expected = Sentence("un document d’au plus {most_lines} lignes", most_lines=_MOST_LINES)
            raise ImportFileError(file, [Fault(expected=expected)])
    return Sheet(name="", rows=[row for row in rows if any(row.cells)], merged=tuple(merged))


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
    except (PdfminerException, MalformedPDFException, PSException, PDFSyntaxError, LookupError, ValueError) as error:
        is_closed = isinstance(error.__context__, PDFPasswordIncorrect) or isinstance(error, PDFPasswordIncorrect)
        wanted = "un PDF sans mot de passe" if is_closed else "un PDF lisible"
        raise ImportFileError(file, [Fault(expected=wanted)]) from None
    pictures = [number for number, rows in enumerate(pages, start=1) if not rows]
    expected = Sentence("une page dont le texte se lit : celle-ci est une image, rien n’en est repris")
    warnings = [Fault(value=Sentence("page {number}", number=number), expected=expected) for number in pictures]
    if len(pictures) == len(pages):
        scanned = "un PDF dont le texte se lit : celui-ci est numérisé, chaque page est une image"
        raise ImportFileError(file, [Fault(expected=scanned)])
    kept = _without_running_heads(pages)
    rows = [Row(line, cells) for line, cells in enumerate(kept, start=1)]
    return [Sheet(name="", rows=rows, merged=())], warnings


def _without_running_heads(pages: Iterable[list[PageLine]]) -> Iterator[list[CellValue]]:
    """The lines of every page but those that come at the top or the bottom of several, numbers apart."""
    pages = list(pages)
    edges = Counter(key for lines in pages for key in {_key(line) for line in lines if _is_edge(line)})
    for lines in pages:
        for line in lines:
            if not (_is_edge(line) and edges[_key(line)] > max(1, len(pages) // 3)):
                yield line.cells


def _is_edge(line: PageLine) -> bool:
    return line.is_text and not 0.08 < line.top < 0.92


def _key(line: PageLine) -> str:
    return _DIGITS.sub("0", str(line.cells[-1]))
