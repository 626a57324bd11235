"""Plans as Word documents and PDFs, made here."""

import io
from collections.abc import Sequence
from typing import Any

import docx
import typst

LABELS = (("Pilote", "Service énergie"), ("Statut", "En cours"), ("Date de fin", "12/2026"))
TABLE = (("Axe", "Titre", "Statut", "Pilote", "Date de fin"),
         ("1. Bâtir", "Isoler les écoles", "En cours", "Service énergie", "12/2026"),
         ("1. Bâtir", "Chauffer au bois", "À venir", "Région", "2027"))  # fmt: skip


def document(*blocks: Any) -> bytes:
    """A Word document: texts, headings (their level and text), tables (their rows)."""
    made = docx.Document()
    for block in blocks:
        match block:
            case str():
                made.add_paragraph(block)
            case (int() as level, str() as text):
                made.add_heading(text, level)
            case rows:
                fill(made, rows)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def fill(made: Any, rows: Sequence[Sequence[str]]) -> None:
    """Add a table to a document, or to a cell."""
    table = made.add_table(rows=len(rows), cols=len(rows[0]))
    for below, row in enumerate(rows):
        for beside, text in enumerate(row):
            table.cell(below, beside).text = text
        if len(row) > 2 and len({*row}) == 1:
            table.cell(below, 0).merge(table.cell(below, len(row) - 1)).text = row[0]


def pdf(source: str) -> bytes:
    """A PDF, from its source in typst."""
    head = '#set page(paper: "a4")\n#set text(size: 10pt)\n'
    return typst.compile((head + source).encode(), format="pdf")  # type: ignore[no-any-return,call-overload]


def printed(rows: Sequence[Sequence[str]], *, columns: str = "") -> str:
    cells = ", ".join(f"[{text}]" for row in rows for text in row)
    return f"#table(columns: {columns or len(rows[0])}, {cells})\n"


def unruled(rows: Sequence[Sequence[str]], *, columns: str = "", gutter: str = "1em") -> str:
    """A table that no rule separates."""
    return printed(rows, columns=columns).replace("#table(", f"#grid(row-gutter: {gutter}, column-gutter: 2em, ")


def printed_sheet(title: str, labels: Sequence[tuple[str, str]] = LABELS) -> str:
    return f"= {title}\n" + printed(labels)
