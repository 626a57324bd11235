"""A report by code written as a page of HTML that stands alone, or as a document of DOCX."""

import csv
import io
from datetime import datetime
from html import escape
from typing import Any

from autan.coding.results.core.reports import CodeReport, CodingTable, ReportCode, TableCell
from autan.ground.documents.core import WorkbookSheet
from autan.ground.documents.renderers.workbooks import write_ods, write_xlsx
from autan.survey.formats.core.answer_files.cells import escape_formula

_STYLE = (
    "body{font-family:Georgia,serif;max-width:44rem;margin:2rem auto;padding:0 1rem;line-height:1.5;color:#1b222c}"
    "h1,h2,h3{line-height:1.2}blockquote{margin:.5rem 0;padding-left:1rem;border-left:3px solid #6f9dbf}"
    ".count{font-weight:bold}.small{color:#4a5361;font-size:.9rem}@media print{body{margin:0;max-width:none}}"
)
_DEEPEST = 3
_MADE_ON = datetime(2000, 1, 1)  # noqa: DTZ001 — a fixed day without a zone, so that the same report is the same file


def write_html(report: CodeReport) -> bytes:
    """Return the whole page; it asks nothing of any other file."""
    parts = [
        f'<!doctype html><html lang="{report.language}"><head><meta charset="utf-8">',
        f"<title>{escape(report.title)}</title><style>{_STYLE}</style></head><body>",
        f'<h1>{escape(report.title)}</h1><p class="small">{escape(report.subtitle)}</p>',
        *(f"<p>{escape(note)}</p>" for note in report.notes),
        *(_html_code(code) for code in report.codes),
        "</body></html>",
    ]
    return "\n".join(parts).encode()


def _html_code(code: ReportCode) -> str:
    level = min(code.depth, _DEEPEST - 1) + 2
    lines = [f"<h{level}>{escape(code.label)}</h{level}>"]
    lines += [f'<p class="small">{escape(code.definition)}</p>'] if code.definition else []
    lines.append(f'<p class="count">{escape(code.count)}</p>')
    lines += [f'<p class="small">{escape(code.names)}</p>'] if code.names else []
    lines += [
        f'<blockquote lang="fr">{escape(quote.words)}<br><span class="small">{escape(_who(quote.name, quote.source))}'
        "</span></blockquote>"
        for quote in code.quotes
    ]
    return "\n".join(lines)


def _who(name: str, source: str) -> str:
    return f"{name} ({source})" if source else name


def write_docx(report: CodeReport) -> bytes:
    """Return the whole document, with headings by level and quotations."""
    from docx import Document  # loaded when a document is written: other pages need not wait for it

    document: Any = Document()
    document.core_properties.title = report.title[:255]
    document.core_properties.created = document.core_properties.modified = _MADE_ON
    document.add_heading(report.title, 0)
    document.add_paragraph(report.subtitle)
    for note in report.notes:
        document.add_paragraph(note)
    for code in report.codes:
        document.add_heading(code.label, min(code.depth, _DEEPEST - 1) + 1)
        if code.definition:
            document.add_paragraph(code.definition).runs[0].italic = True
        document.add_paragraph(code.count).runs[0].bold = True
        if code.names:
            document.add_paragraph(code.names)
        for quote in code.quotes:
            document.add_paragraph(f"{quote.words}\n{_who(quote.name, quote.source)}", style="Quote")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


_WIDTHS = {9: 60, 15: 40}  # the words, the memo


def write_codings(table: CodingTable, extension: str, *, name: str) -> bytes:
    """Return the whole file."""
    rows = (table.headings, *(tuple(map(_plain, row)) for row in table.rows))
    if extension == "csv":
        return _csv(rows)
    sheet = WorkbookSheet(name=name, rows=rows, widths=_WIDTHS, is_wrapped=True)
    return write_xlsx([sheet]) if extension == "xlsx" else write_ods([sheet])


def _plain(cell: TableCell) -> str | int | None:
    return cell if isinstance(cell, str | int | None) else cell.isoformat()


def _csv(rows: tuple[tuple[str | int | None, ...], ...]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerows([[escape_formula(cell) if isinstance(cell, str) else cell for cell in row] for row in rows])
    return buffer.getvalue().encode("utf-8-sig")
