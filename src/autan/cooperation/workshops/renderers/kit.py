"""The kit of a workshop as a DOCX document, to be changed before it is printed, and printed on A4."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from autan.cooperation.minutes.renderers.minutes import document_metadata, head, table
from autan.cooperation.workshops.core.kit import WorkshopKit
from autan.evidence.figures.core.charts import MapSpec
from autan.ground.documents.core import make_printable
from autan.ground.documents.renderers.kinds import new_document
from autan.ground.documents.renderers.office import Element, OfficeDocument
from autan.ground.documents.renderers.printing import print_pdf, qr_drawing
from autan.ground.texts.core.notation import write_colon
from autan.ground.texts.language import day, words
from autan.territories.charts.renderers.drawing_sheets import draw_for_print
from autan.territories.charts.renderers.svg import NoContourError

_LINES_A_SHEET, _SIGNATURES = 18, 20
_FIGURE_SHARES = (0.27, 0.28, 0.45)
_LINE_HEIGHT = 30
"""Size of what a line to write on holds, in half-points."""


def write_kit(workshop_kit: WorkshopKit, *, on: date) -> bytes:
    """Return the kit as a document; `on` is its date."""
    kit, document = make_printable(workshop_kit), new_document("docx")
    document.set_margins(kit.network, f"{kit.title} · ")
    elements = [*_opening(document, kit), *_site(document, kit), *_moments(document, kit), *_sign_in(document, kit)]
    return document.save(elements, document_metadata(kit.title, kit.words["kit"], kit.language, on))


def _opening(document: OfficeDocument, kit: WorkshopKit) -> Iterator[Element]:
    yield from head(document, kit.caution, f"{kit.network} · {kit.words['kit']}", kit.title, kit.heading)
    for line in filter(
        None, (kit.invitation, f"{kit.words['link']}{write_colon(kit.language)} {kit.link}" if kit.link else "")
    ):
        yield _body_text(document, line)
    yield _title(document, 1, kit.words["agenda"])
    agenda = document.new_list(is_ordered=False)
    for line in kit.agenda:
        yield document.paragraph("list", [document.run(line)], item=(agenda, 0))


def _site(document: OfficeDocument, kit: WorkshopKit) -> Iterator[Element]:
    title = f"{kit.words['site']}{write_colon(kit.language)} {kit.site}" if kit.site else kit.words["site"]
    yield _title(document, 1, title, begins_page=True)
    yield _body_text(document, kit.ambition if kit.site else kit.words["no_site"])
    if kit.states:
        yield _title(document, 2, kit.words["states"])
        yield table(document, kit.states, _widths(document, (0.25, 0.2, 0.55)), title=kit.words["states"])
    yield _title(document, 2, kit.words["stated"])
    if not kit.topics:
        yield _body_text(document, kit.words["nothing_stated"])
    for topic in kit.topics:
        yield _title(document, 3, topic.label)
        for statement, source in topic.statements:
            yield _body_text(document, statement)
            if source:
                yield document.paragraph("source", [document.run(source)])
    yield _title(document, 2, kit.words["figures"])
    if not kit.figures:
        yield _body_text(document, kit.words["no_figures"])
        return
    rows = [
        (
            figure.label,
            f"{figure.number}\n{figure.facts}",
            f"{figure.source}\n{kit.words['trace']}{write_colon(kit.language)} {figure.address}",
        )
        for figure in kit.figures
    ]
    yield table(document, rows, _widths(document, _FIGURE_SHARES), title=kit.words["figures"])


def _moments(document: OfficeDocument, kit: WorkshopKit) -> Iterator[Element]:
    for moment in kit.moments:
        yield _title(document, 1, f"{moment.rank}. {moment.question}", begins_page=True)
        for hint in moment.hints:
            yield _lines(document, _LINES_A_SHEET // len(moment.hints), [hint], title=hint)
            yield _body_text(document, "")


def _sign_in(document: OfficeDocument, kit: WorkshopKit) -> Iterator[Element]:
    yield _title(document, 1, kit.words["sign_in"], begins_page=True)
    yield _body_text(
        document,
        f"{kit.words['capacity']}{write_colon(kit.language)} {', '.join(kit.attendee_kinds)}. {kit.words['consent']}",
    )
    names = [kit.words[name] for name in ("name", "organisation", "capacity", "agrees", "signature")]
    yield _lines(document, _SIGNATURES, names, title=kit.words["sign_in"])


def _lines(document: OfficeDocument, count: int, headings: Sequence[str], *, title: str) -> Element:
    """Lines to write on under each heading, as high as handwriting needs."""

    def cell(text: str, half_points: int = 0) -> list[Element]:
        return [document.paragraph("cell", [document.run(text, bold=True, half_points=half_points)])]

    rows = [
        [cell(heading) for heading in headings],
        *([cell(" ", _LINE_HEIGHT) for _ in headings] for _ in range(count)),
    ]
    return document.table(rows, _widths(document, [1 / len(headings)] * len(headings)), has_head=True, title=title)


def _title(document: OfficeDocument, level: int, text: str, *, begins_page: bool = False) -> Element:
    return document.paragraph(f"heading_{level}", [document.run(text)], is_kept=True, begins_page=begins_page)


def _body_text(document: OfficeDocument, text: str) -> Element:
    return document.paragraph("body", [document.run(text)])


def _widths(document: OfficeDocument, shares: Sequence[float]) -> list[int]:
    return [int(document.width * share) for share in shares]


_TEMPLATE = Path(__file__).parent / "typst" / "kit.typ"


def print_kit(kit: WorkshopKit, *, on: date) -> bytes:
    """Return the kit as PDF/UA-1 and PDF/A-2a; `on` is the day it is printed, written on it."""
    data: dict[str, Any] = asdict(replace(kit, map=None)) | {"map": _poster_map(kit.map)}
    data["link_code"] = qr_drawing(kit.link) if kit.link else ""
    data["date"] = [on.year, on.month, on.day]
    data["foot"] = _("%(title)s. Imprimé le %(day)s.") % {"title": kit.title, "day": day(on)}
    return print_pdf(_TEMPLATE, data, on=on)


def _poster_map(spec: MapSpec | None) -> dict[str, str] | None:
    try:
        svg = draw_for_print(spec) if spec else ""
    except NoContourError:
        return None
    return {"svg": svg, "alt": f"{words(spec.title)}. {words(spec.sentence)}"} if spec else None
