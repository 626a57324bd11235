"""An edition as slides: one message on each, its picture or its key figures, and its traces in the notes."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Emu, Mm, Pt

from autan.evidence.figures.core.charts import Chart, MapSpec
from autan.ground.documents.renderers.office import stable_zip
from autan.ground.texts.core.notation import NO_BREAK_SPACE
from autan.ground.texts.language import in_language, typeset, words
from autan.publishing.edition_files.presenters.annex_entries import short_trace
from autan.publishing.edition_files.presenters.edition import Colophon, EditionView, PrintedPicture
from autan.publishing.edition_files.renderers.edition_data import PRINTED_WORDS
from autan.publishing.edition_files.renderers.slide_tables import draw_table, tables_of
from autan.publishing.living_text.core.document import (
    Block,
    FigureMark,
    FigureStrip,
    Heading,
    IllustrationMark,
    Paragraph,
    PictureMark,
    TableBlock,
    inline_marks,
)
from autan.publishing.living_text.core.line_words import line_sentences, line_words
from autan.territories.charts.renderers.printed_drawing import picture_for_print

_colour: Any = RGBColor  # python-pptx has no types
_WOAD, _INK = _colour(0x1F, 0x50, 0x78), _colour(0x1B, 0x22, 0x2C)
_SOFT, _BRICK = _colour(0x4A, 0x53, 0x61), _colour(0x96, 0x35, 0x1F)
_WIDTH, _HEIGHT, _MARGIN, _TOP = Mm(338), Mm(190), Mm(18), Mm(46)
_TITLED = 5  # the layout with a title alone, in the blank presentation of python-pptx
_MOST_FIGURES = 4
_SIZES = ((230, 16), (150, 19), (100, 22))  # longer than so many signs, so many points
_FIRST = ("[Content_Types].xml", "_rels/.rels")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """One slide.

    Attributes:
        names: names of everything it prints, whose traces are in its notes.
        notes: the rest of what the text says there, for the notes.
    """

    message: str
    section: str
    drawn: Chart | MapSpec | None = None
    figures: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    notes: str = ""
    picture: PrintedPicture | None = None
    table: TableBlock | None = None


def render_pptx(view: EditionView, colophon: Colophon) -> bytes:
    """Write an edition as slides, the same bytes when made twice."""
    with in_language(view.language):
        deck = Presentation()
        deck.slide_width, deck.slide_height = _WIDTH, _HEIGHT
        _cover(deck, view, colophon)
        for slide in slides_of(view):
            _write(deck, view, slide, colophon)
        _describe(deck, view, colophon)
    buffer = io.BytesIO()
    deck.save(buffer)
    return stable_zip(buffer.getvalue(), first=_FIRST)


def slides_of(view: EditionView) -> Iterator[Slide]:
    """Give the slides of an edition: one for each strip of key figures, chart or map, and paragraph with a figure."""
    section = typeset(words(PRINTED_WORDS["summary"]))
    for block in (*view.text.summary, *view.text.body):
        if isinstance(block, Heading):
            section = line_words(block.children, view.printed)
        else:
            yield from _slide(view, block, section)


def _slide(view: EditionView, block: Block, section: str) -> Iterator[Slide]:
    match block:
        case FigureStrip(marks=marks):
            names = tuple(mark.name for mark in marks if mark.name in view.figures)[:_MOST_FIGURES]
            yield Slide(message=section, section=section, figures=names, names=names)
        case IllustrationMark(name=name) if name in view.illustrations:
            drawn = view.illustrations[name]
            sentence = line_words(view.captions[name].sentence_in(view.language), view.printed)
            title = typeset(words(drawn.title))
            yield Slide(message=sentence or title, section=title, drawn=drawn, names=(name,))
        case PictureMark(name=name) if name in view.pictures:
            picture = view.pictures[name]
            yield Slide(message=picture.caption or section, section=section, picture=picture)
        case TableBlock(caption=caption):
            for part in tables_of(block, view, _WIDTH - 2 * _MARGIN):
                rank, count = part.place
                message = line_words(caption, view.printed) + (f" ({rank}/{count})" if count > 1 else "")
                yield Slide(message=message, section=section, table=part.table, names=part.names)
        case Paragraph(children=children):
            names = tuple(dict.fromkeys(mark.name for mark in inline_marks(children) if isinstance(mark, FigureMark)))
            known = tuple(name for name in names if name in view.figures)
            first, *others = line_sentences(children, view.printed) or [""]
            if known and first:
                yield Slide(message=first, section=section, names=known, notes=" ".join(others))
        case _:
            pass  # lists and remarks are read, not shown


def _cover(deck: Any, view: EditionView, colophon: Colophon) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLED])
    _add_title(slide, typeset(words(view.text.title)), size=40)
    lines = [colophon.network_name, typeset(words(view.text.subtitle)), f"{colophon.day} · {colophon.short_hash}"]
    if colophon.note:
        lines.append(f"{typeset(words(PRINTED_WORDS['version']))}{NO_BREAK_SPACE}: {colophon.note}")
    _add_text(slide, [line for line in lines if line], top=Mm(95), size=18)
    _warn(slide, colophon)


def _write(deck: Any, view: EditionView, content: Slide, colophon: Colophon) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLED])
    _add_title(slide, content.message)
    _add_text(slide, [content.section], top=Mm(8), size=12)
    if content.drawn is not None:
        text = f"{words(content.drawn.title)}. {words(content.drawn.sentence)}"
        _picture(slide, picture_for_print(content.drawn), text, typeset(words(content.drawn.source)))
    elif content.picture is not None:
        _picture(slide, content.picture.read(), content.picture.alternative, content.picture.credit)
    elif content.table is not None:
        draw_table(slide, content.table, view, (_MARGIN, _TOP, _WIDTH - 2 * _MARGIN))
    elif content.figures:
        _key_figures(slide, view, content.figures)
    elif content.notes:
        _add_text(slide, [content.notes], top=_TOP + Mm(10), size=20)
    _warn(slide, colophon)
    slide.notes_slide.notes_text_frame.text = "\n\n".join(_notes(view, content))


def _notes(view: EditionView, content: Slide) -> Iterator[str]:
    if content.notes:
        yield content.notes
    numbers = dict.fromkeys(view.numbers[name] for name in content.names if name in view.numbers)
    for entry in view.annex.entries:
        if entry.number in numbers:
            yield f"[{entry.number}] {short_trace(entry, view.annex.sources, is_whole=True)}"


def _add_title(slide: Any, text: str, *, size: int = 26) -> None:
    """Write the message at the top, smaller when it is long, so that it holds in three lines."""
    size = next((smaller for longest, smaller in _SIZES if len(text) > longest), size)
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = _MARGIN, Mm(15), _WIDTH - 2 * _MARGIN, Mm(30)
    title.text_frame.word_wrap = True
    title.text_frame.vertical_anchor = MSO_ANCHOR.TOP
    title.text_frame.text = text
    for paragraph in title.text_frame.paragraphs:
        paragraph.alignment = 1  # left
        for run in paragraph.runs:
            run.font.size, run.font.bold, run.font.color.rgb = Pt(size), True, _INK


def _add_text(slide: Any, lines: Sequence[str], *, top: int, size: int, left: int = _MARGIN, width: int = 0) -> None:
    box = slide.shapes.add_textbox(left, top, width or _WIDTH - 2 * _MARGIN, Mm(12))
    frame = box.text_frame
    frame.word_wrap = True
    for rank, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if rank == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.color.rgb = Pt(size), _SOFT


def _key_figures(slide: Any, view: EditionView, names: Iterable[str]) -> None:
    shown = [view.figures[name] for name in names]
    width = (_WIDTH - 2 * _MARGIN) // len(shown)
    for rank, figure in enumerate(shown):
        left = _MARGIN + rank * width
        facts = ", ".join(part for part in (figure.view.period, figure.view.coverage, figure.view.state) if part)
        _add_text(slide, [figure.label], top=_TOP + Mm(10), size=16, left=left, width=width - Mm(6))
        _add_text(slide, [figure.view.number], top=_TOP + Mm(36), size=30, left=left, width=width - Mm(6))
        slide.shapes[-1].text_frame.paragraphs[0].runs[0].font.color.rgb = _WOAD
        _add_text(slide, [figure.view.unit], top=_TOP + Mm(53), size=16, left=left, width=width - Mm(6))
        _add_text(slide, [facts], top=_TOP + Mm(68), size=12, left=left, width=width - Mm(6))


def _picture(slide: Any, data: bytes, text: str, source: str) -> None:
    """The drawing or the picture, as large as there is room for, with its words for who does not see it."""
    picture = slide.shapes.add_picture(io.BytesIO(data), _MARGIN, _TOP)
    most_wide, most_tall = _WIDTH - 2 * _MARGIN, _HEIGHT - _TOP - Mm(18)
    scale = min(most_wide / picture.width, most_tall / picture.height)
    picture.width, picture.height = Emu(int(picture.width * scale)), Emu(int(picture.height * scale))
    picture.left = (_WIDTH - picture.width) // 2
    picture._element.nvPicPr.cNvPr.set("descr", text)  # noqa: SLF001 - python-pptx writes no alternative text
    _add_text(slide, [source], top=_HEIGHT - Mm(16), size=10)


def _warn(slide: Any, colophon: Colophon) -> None:
    if colophon.is_invented:
        _add_text(slide, [typeset(words(PRINTED_WORDS["invented"]))], top=_HEIGHT - Mm(10), size=10)
        slide.shapes[-1].text_frame.paragraphs[0].runs[0].font.color.rgb = _BRICK


def _describe(deck: Any, view: EditionView, colophon: Colophon) -> None:
    about = deck.core_properties
    moment = datetime.combine(colophon.published_on, time(12), tzinfo=UTC)
    about.title, about.subject = typeset(words(view.text.title)), colophon.network_name
    about.author = about.last_modified_by = "Autan"
    about.language, about.identifier = view.language, colophon.short_hash
    about.created = about.modified = about.last_printed = moment
    about.revision = 1
