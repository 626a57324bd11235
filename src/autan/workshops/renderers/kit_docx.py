"""The kit of a workshop as a DOCX document, to be changed before it is printed."""

import io
from collections.abc import Sequence
from datetime import date, datetime

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_BREAK
from docx.shared import Cm, Pt

from autan.evidence.core.printable_characters import make_printable
from autan.workshops.core.kit import WorkshopKit

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LINES_A_SHEET, _SIGNATURES = 9, 20


def write_kit(given: WorkshopKit, *, on: date) -> bytes:
    """Return the kit as a document; `on` is its date."""
    kit, document = make_printable(given), Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
    document.styles["Normal"].font.size = Pt(10.5)
    moment = datetime(on.year, on.month, on.day, 12)  # noqa: DTZ001 (the format holds no zone)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = kit.title, "Autan", "Autan"
    properties.created = properties.modified = moment
    properties.comments, properties.language = "", kit.language
    _write_opening(document, kit)
    _write_site(document, kit)
    _write_moments(document, kit)
    _write_sign_in(document, kit)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _write_opening(document: DocumentType, kit: WorkshopKit) -> None:
    if kit.caution:
        document.add_paragraph().add_run(kit.caution).bold = True
    document.add_paragraph(f"{kit.network} · {kit.words['kit']}")
    document.add_heading(kit.title, level=0)
    _table(document, (), kit.heading)
    if kit.invitation:
        document.add_paragraph(kit.invitation)
    document.add_heading(kit.words["agenda"], level=1)
    for line in kit.agenda:
        document.add_paragraph(line, style="List Bullet")
    if kit.link:
        document.add_paragraph(f"{kit.words['link']} : {kit.link}")


def _write_site(document: DocumentType, kit: WorkshopKit) -> None:
    _break_page(document)
    document.add_heading(f"{kit.words['site']} : {kit.site}" if kit.site else kit.words["site"], level=1)
    document.add_paragraph(kit.ambition if kit.site else kit.words["no_site"])
    if kit.states:
        document.add_heading(kit.words["states"], level=2)
        _table(document, (), kit.states)
    document.add_heading(kit.words["stated"], level=2)
    if not kit.topics:
        document.add_paragraph(kit.words["nothing_stated"])
    for topic in kit.topics:
        document.add_heading(topic.label, level=3)
        for said, source in topic.statements:
            paragraph = document.add_paragraph(said)
            if source:
                paragraph.add_run(f" ({source})").italic = True
    document.add_heading(kit.words["figures"], level=2)
    if not kit.figures:
        document.add_paragraph(kit.words["no_figures"])
    else:
        rows = [
            (each.label, each.number, each.facts, f"{each.source} ({kit.words['trace']} : {each.address})")
            for each in kit.figures
        ]
        _table(document, (), rows)


def _write_moments(document: DocumentType, kit: WorkshopKit) -> None:
    for moment in kit.moments:
        _break_page(document)
        document.add_heading(f"{kit.words['moment']} {moment.rank}", level=1)
        document.add_paragraph().add_run(moment.question).bold = True
        lines = max(1, _LINES_A_SHEET // len(moment.hints))
        for hint in moment.hints:
            document.add_heading(hint, level=2)
            _table(document, (), [("",)] * lines)


def _write_sign_in(document: DocumentType, kit: WorkshopKit) -> None:
    _break_page(document)
    document.add_heading(kit.words["sign_in"], level=1)
    document.add_paragraph(f"{kit.words['capacity']} : {', '.join(kit.attendee_kinds)}. {kit.words['consent']}")
    names = ("name", "organisation", "capacity", "agrees", "signature")
    _table(document, tuple(kit.words[name] for name in names), [("",) * len(names)] * _SIGNATURES)


def _break_page(document: DocumentType) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _table(document: DocumentType, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if not rows:
        return
    table = document.add_table(rows=0, cols=len(headings or rows[0]), style="Table Grid")
    for line in [headings, *rows] if headings else rows:
        cells = table.add_row().cells
        for place, text in enumerate(line):
            run = cells[place].paragraphs[0].add_run(text)
            run.bold = line is headings or (not headings and place == 0)
