"""An edition as slides: one finding on each, its drawing or its key figures, its source, its proof in the notes."""

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.parts.chart import ChartPart
from pptx.util import Emu, Mm, Pt

from autan.evidence.figures.core.charts import Chart, MapSpec
from autan.ground.documents.core import property_text
from autan.ground.documents.renderers.native_charts import CHART_TYPE, chart_workbook, chart_xml
from autan.ground.documents.renderers.office import stable_zip
from autan.ground.documents.renderers.slide_template import HEIGHT as _HEIGHT
from autan.ground.documents.renderers.slide_template import MARGIN as _MARGIN
from autan.ground.documents.renderers.slide_template import TOP as _TOP
from autan.ground.documents.renderers.slide_template import WIDTH as _WIDTH
from autan.ground.documents.renderers.slide_template import SlideTemplate, open_slide_template
from autan.ground.texts.core.notation import NO_BREAK_SPACE, shortened
from autan.ground.texts.language import in_language, typeset, words
from autan.publishing.edition_files.presenters.annex_entries import whole_trace
from autan.publishing.edition_files.presenters.edition import Colophon, EditionView
from autan.publishing.edition_files.renderers.edition_data import PRINTED_WORDS
from autan.publishing.edition_files.renderers.slide_plan import Slide, plan_slides
from autan.publishing.edition_files.renderers.slide_tables import draw_table
from autan.territories.charts.renderers.drawing_sheets import picture_for_print
from autan.territories.charts.renderers.native_chart import native_chart

_colour: Any = RGBColor  # python-pptx has no types
_WOAD, _INK = _colour(0x1F, 0x50, 0x78), _colour(0x1B, 0x22, 0x2C)
_SOFT, _BRICK, _WHITE = _colour(0x4A, 0x53, 0x61), _colour(0x96, 0x35, 0x1F), _colour(0xFF, 0xFF, 0xFF)
_ROOM = {True: 260, False: 620}  # letters below key figures, or alone
_ALONE = ((160, 28), (320, 24), (10_000, 20))  # words without figures: that many signs, so many points
_NUMBERS = {1: 72, 2: 60, 3: 44}  # points of the numbers of so many key figures; of more, the size below
_SMALLEST_NUMBER, _LONG_NUMBER, _NO_NUMBER = 36, 9, 20  # points; signs; points of « non renseigné »
_MOST_SOURCES, _LONGEST_SOURCE, _LONGEST_SECTION, _MOST_ON_COVER = 2, 110, 110, 250
_FIELD = "{A0A11D0C-2014-4E0E-8B1E-0A07A0000002}"
_LIST_SIZES = ((420, 22), (700, 19), (1100, 16), (10_000, 13))  # that many signs in all, so many points
_SIZES = ((230, 16), (150, 19), (95, 21))  # longer than so many signs, so many points
_FIRST = ("[Content_Types].xml", "_rels/.rels")


def render_pptx(view: EditionView, colophon: Colophon, template: bytes | None = None) -> bytes:
    """Write an edition as slides, in those of an agency or on the page of the house, the same bytes when made twice."""
    opened = open_slide_template(template)
    with in_language(view.language):
        _cover(opened, view, colophon)
        for slide in plan_slides(view, _WIDTH - 2 * _MARGIN):
            _write(opened, view, slide, colophon)
        _describe(opened.deck, view, colophon)
    buffer = io.BytesIO()
    opened.deck.save(buffer)
    return stable_zip(buffer.getvalue(), first=_FIRST)


def _cover(template: SlideTemplate, view: EditionView, colophon: Colophon) -> None:
    slide = template.deck.slides.add_slide(template.cover)
    _fill(slide)
    _add_title(slide, typeset(words(view.text.title)), size=40, above=Mm(96), colour=_WHITE)
    lines = [colophon.network_name, typeset(words(view.text.subtitle)), f"{colophon.day} · {colophon.short_hash}"]
    if colophon.note:
        lines.append(f"{typeset(words(PRINTED_WORDS['version']))}{NO_BREAK_SPACE}: {colophon.note}")
    size = 14 if sum(map(len, lines)) > _MOST_ON_COVER else 18
    _add_text(slide, lines, top=Mm(100), size=size, colour=_WHITE)
    _warn(slide, colophon, _WHITE)
    template.settle(slide)


def _write(template: SlideTemplate, view: EditionView, content: Slide, colophon: Colophon) -> None:
    slide = template.deck.slides.add_slide(template.opening if content.is_opening else template.finding)
    if content.is_opening:
        _fill(slide)
        _add_title(slide, content.message, size=34, above=Mm(88), colour=_WHITE)
        _add_list(slide, content.points, top=Mm(92), colour=_WHITE)
    else:
        _add_title(slide, content.message)
        if content.section != content.message:
            _add_text(slide, [shortened(content.section, _LONGEST_SECTION)], top=Mm(8), size=12, colour=_WOAD)
        _body(slide, view, content)
    _number(slide, _WHITE if content.is_opening else _SOFT)
    _warn(slide, colophon, _WHITE if content.is_opening else _BRICK)
    template.settle(slide)
    slide.notes_slide.notes_text_frame.text = "\n\n".join(_notes(view, content))


def _body(slide: Any, view: EditionView, content: Slide) -> None:
    """What stands below the message, and its source."""
    sources = _sources(view, content.names)
    if content.drawn is not None:
        _drawing(slide, content.drawn)
        sources = typeset(words(content.drawn.source))
    elif content.picture is not None:
        _picture(slide, content.picture.read(), content.picture.alternative)
        sources = content.picture.credit
    elif content.table is not None:
        draw_table(slide, content.table, view, (_MARGIN, _TOP, _WIDTH - 2 * _MARGIN))
    elif content.points and not content.figures:
        _add_list(slide, content.points, top=_TOP, colour=_INK)
    else:
        top = _TOP + Mm(4)
        if content.figures:
            _key_figures(slide, view, content.figures)
            top += Mm(84)
            _add_list(slide, content.points, top=top, colour=_INK)
        following = shortened(content.notes, _ROOM[bool(content.figures)])
        size = 16 if content.figures else next(points for most, points in _ALONE if len(following) <= most)
        _add_text(slide, [following], top=top, size=size, colour=_SOFT if content.figures else _INK)
    _add_text(slide, [sources], top=_HEIGHT - Mm(16), size=10, width=_WIDTH - 2 * _MARGIN - Mm(14))


def _sources(view: EditionView, names: Iterable[str]) -> str:
    """The first sources of what a slide prints."""
    numbers = {view.numbers[name] for name in names if name in view.numbers}
    pieces = [piece for entry in view.annex.entries if entry.number in numbers for piece in entry.evidence]
    marks = dict.fromkeys(piece.source_mark for piece in pieces if piece.source_mark)
    words_by_mark = {source.mark: source.words for source in view.annex.sources}
    shown = [shortened(words_by_mark[mark], _LONGEST_SOURCE) for mark in marks if mark in words_by_mark]
    return "\u202f; ".join([*shown[:_MOST_SOURCES], *(["…"] if len(shown) > _MOST_SOURCES else [])])


def _notes(view: EditionView, content: Slide) -> Iterator[str]:
    if content.notes:
        yield content.notes
    numbers = dict.fromkeys(view.numbers[name] for name in content.names if name in view.numbers)
    for entry in view.annex.entries:
        if entry.number in numbers:
            yield f"[{entry.number}] {whole_trace(entry, view.annex.sources)}"


def _add_title(slide: Any, text: str, *, size: int = 26, above: int = 0, colour: Any = _INK) -> None:
    """Write the message at the top, or just `above` a height; smaller when it is long, to hold in three lines."""
    text = text.removesuffix(".")
    size = next((smaller for longest, smaller in _SIZES if len(text) > longest), size)
    title = slide.shapes.title
    top, height = (Mm(24), above - Mm(24)) if above else (Mm(15), Mm(30))
    title.left, title.top, title.width, title.height = _MARGIN, top, _WIDTH - 2 * _MARGIN, height
    title.text_frame.word_wrap = True
    title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM if above else MSO_ANCHOR.TOP
    title.text_frame.text = text
    for paragraph in title.text_frame.paragraphs:
        paragraph.alignment = 1  # left
        for run in paragraph.runs:
            run.font.size, run.font.bold, run.font.color.rgb = Pt(size), True, colour


def _add_text(
    slide: Any,
    lines: Sequence[str],
    *,
    top: int,
    size: int,
    left: int = _MARGIN,
    width: int = 0,
    colour: Any = _SOFT,
    apart: int = 0,
) -> None:
    """Write lines under one another, `apart` points between two; empty ones left out, no box where there are none."""
    lines = [line for line in lines if line]
    if not lines:
        return
    frame = slide.shapes.add_textbox(left, top, width or _WIDTH - 2 * _MARGIN, Mm(12)).text_frame
    frame.word_wrap = True
    for rank, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if rank == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(apart)
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.color.rgb = Pt(size), colour


def _add_list(slide: Any, points: Sequence[str], *, top: int, colour: Any) -> None:
    """Write the lines of a list, smaller when they are long."""
    size = next(smaller for most, smaller in _LIST_SIZES if sum(map(len, points)) <= most)
    _add_text(slide, [f"–{NO_BREAK_SPACE}{point}" for point in points], top=top, size=size, colour=colour, apart=6)


def _fill(slide: Any) -> None:
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = _WOAD


def _number(slide: Any, colour: Any) -> None:
    """The number of the slide, as a field that follows it."""
    _add_text(slide, ["0"], top=_HEIGHT - Mm(14), left=_WIDTH - _MARGIN - Mm(12), width=Mm(14), size=10, colour=colour)
    run = slide.shapes[-1].text_frame.paragraphs[0].runs[0]._r  # noqa: SLF001 - python-pptx writes no fields
    field = etree.SubElement(run.getparent(), qn("a:fld"), id=_FIELD, type="slidenum")
    field.extend(list(run))
    run.getparent().replace(run, field)


def _key_figures(slide: Any, view: EditionView, names: Iterable[str]) -> None:
    shown = [view.figures[name] for name in names]
    width = (_WIDTH - 2 * _MARGIN) // len(shown)
    for rank, figure in enumerate(shown):
        left = _MARGIN + rank * width
        parts = (figure.view.period, figure.view.coverage, figure.view.state)
        facts = ", ".join(part for part in parts if part and part != figure.view.number)
        inner = width - Mm(6)
        _add_text(slide, [figure.label], top=_TOP + Mm(4), size=16, left=left, width=inner)
        size = _NUMBERS.get(len(shown), _SMALLEST_NUMBER)
        if len(figure.view.number) > _LONG_NUMBER:
            size = min(size, _SMALLEST_NUMBER)
        if not any(sign.isdigit() for sign in figure.view.number):
            size = _NO_NUMBER
        _add_text(
            slide, [figure.view.number], top=_TOP + Mm(50) - Pt(size), size=size, left=left, width=inner, colour=_WOAD
        )
        _add_text(slide, [figure.view.unit], top=_TOP + Mm(55), size=16, left=left, width=inner)
        _add_text(slide, [facts], top=_TOP + Mm(66), size=12, left=left, width=inner)


def _drawing(slide: Any, spec: Chart | MapSpec) -> None:
    """A chart that the office program edits, or the picture of what it has no form for."""
    text = f"{words(spec.title)}. {words(spec.sentence)}"
    chart = native_chart(spec)
    if chart is None:
        _picture(slide, picture_for_print(spec), text)
        return
    _add_text(slide, [typeset(words(spec.title))], top=_TOP - Mm(2), size=14)
    package = slide.part.package
    part = ChartPart.load(package.next_partname(ChartPart.partname_template), CHART_TYPE, package, chart_xml(chart))
    part.chart_workbook.update_from_xlsx_blob(chart_workbook(chart))
    box = (_MARGIN, _TOP + Mm(8), _WIDTH - 2 * _MARGIN, _HEIGHT - _TOP - Mm(26))
    relation = slide.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    frame = slide.shapes._add_chart_graphicFrame(relation, *box)  # noqa: SLF001 - python-pptx adds its own charts alone
    frame.nvGraphicFramePr.cNvPr.set("descr", text)


def _picture(slide: Any, data: bytes, text: str) -> None:
    """The drawing or the picture, as large as there is room for, with its alternative text."""
    picture = slide.shapes.add_picture(io.BytesIO(data), _MARGIN, _TOP)
    most_wide, most_tall = _WIDTH - 2 * _MARGIN, _HEIGHT - _TOP - Mm(18)
    scale = min(most_wide / picture.width, most_tall / picture.height)
    picture.width, picture.height = Emu(int(picture.width * scale)), Emu(int(picture.height * scale))
    picture.left = (_WIDTH - picture.width) // 2
    picture._element.nvPicPr.cNvPr.set("descr", text)  # noqa: SLF001 - python-pptx writes no alternative text


def _warn(slide: Any, colophon: Colophon, colour: Any = _BRICK) -> None:
    if colophon.is_invented:
        _add_text(slide, [typeset(words(PRINTED_WORDS["invented"]))], top=_HEIGHT - Mm(9), size=10, colour=colour)


def _describe(deck: Any, view: EditionView, colophon: Colophon) -> None:
    properties = deck.core_properties
    moment = datetime.combine(colophon.published_on, time(12), tzinfo=UTC)
    properties.title = property_text(typeset(words(view.text.title)))
    properties.subject = property_text(colophon.network_name)
    properties.author = properties.last_modified_by = "Autan"
    properties.language, properties.identifier = view.language, colophon.short_hash
    properties.created = properties.modified = properties.last_printed = moment
    properties.revision = 1
