"""Minutes as a DOCX document."""

import io
from datetime import date, datetime

from docx import Document
from docx.document import Document as DocumentType
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from autan.evidence.core.printable_characters import make_printable
from autan.minutes.core.document import Block, MinutesDocument, Run

_STYLES = {"item": "List Paragraph", "quote": "Intense Quote", "paragraph": "Normal"}
_LABEL_WIDTH, _TOLD_WIDTH = Cm(3.6), Cm(13)
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def write_minutes(given: MinutesDocument, *, on: date) -> bytes:
    """Return the document; `on` is its date."""
    content, document = make_printable(given), Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2.2)
    document.styles["Normal"].font.size = Pt(10.5)
    moment = datetime(on.year, on.month, on.day, 12)  # noqa: DTZ001 (the format holds no zone)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = content.title, "Autan", "Autan"
    properties.created = properties.modified = moment
    properties.comments, properties.language = "", content.language
    _write_head(document, content)
    for block in content.blocks:
        _write_block(document, block)
    for line in content.trace:
        document.add_paragraph().add_run(line).italic = True
    if content.fingerprint:
        document.add_paragraph().add_run(content.fingerprint).font.size = Pt(8)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _write_head(document: DocumentType, content: MinutesDocument) -> None:
    if content.caution:
        document.add_paragraph().add_run(content.caution).bold = True
    document.add_paragraph(f"{content.network} · {content.phase}")
    document.add_heading(content.title, level=0)
    if content.heading:
        table = document.add_table(rows=0, cols=2, style="Table Grid")
        table.autofit = False
        for label, told in content.heading:
            cells = table.add_row().cells
            cells[0].paragraphs[0].add_run(label).bold = True
            cells[1].text = told
            cells[0].width, cells[1].width = _LABEL_WIDTH, _TOLD_WIDTH


def _write_block(document: DocumentType, block: Block) -> None:
    if block.kind == "heading":
        heading = document.add_heading("".join(run.text for run in block.runs), level=block.level)
        heading.paragraph_format.keep_with_next = True
        return
    paragraph = document.add_paragraph(style=_STYLES[block.kind])
    if block.kind == "item":
        paragraph.paragraph_format.left_indent = Cm(0.7 * block.level)
        paragraph.paragraph_format.first_line_indent = Cm(-0.5)
        _add_run(paragraph, Run(text=f"{block.mark}\u00a0"))
    for run in block.runs:
        _add_run(paragraph, run)


def _add_run(paragraph: Paragraph, run: Run) -> None:
    added = paragraph.add_run(run.text)
    added.bold, added.italic = run.is_bold, run.is_italic
