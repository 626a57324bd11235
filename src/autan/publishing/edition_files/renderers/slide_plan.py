"""Which slides an edition makes: one finding on each, every chapter among them, sixteen at most."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from autan.evidence.figures.core.charts import Chart, MapSpec
from autan.ground.texts.core.notation import NO_BREAK_SPACE, THIN_SPACE
from autan.ground.texts.language import typeset, words
from autan.publishing.edition_files.presenters.edition import EditionView, PrintedPicture
from autan.publishing.edition_files.renderers.edition_data import PRINTED_WORDS
from autan.publishing.edition_files.renderers.slide_tables import tables_of
from autan.publishing.living_text.core.document import (
    Block,
    CitationMark,
    FigureMark,
    FigureStrip,
    Form,
    Heading,
    IllustrationMark,
    Inline,
    Paragraph,
    PictureMark,
    TableBlock,
    TextList,
    inline_marks,
    line_sentences,
    line_words,
)

MOST_SLIDES, FEWEST_SLIDES = 16, 12
"""With the cover; fewer only where an edition says less."""
_MOST_FIGURES, _MOST_POINTS = 4, 6
_BETWEEN = f"{THIN_SPACE}; "  # ends an item of a list in a text, and not a line of a slide
_LONG, _LISTED = 150, f"{NO_BREAK_SPACE}: "  # a sentence that would stand above an empty slide, and what it lists
_LONG_SECTION = 3  # drawings: its opening is worth more than one drawing more
_OWN_NUMBER = re.compile(r"(?:[^\W\d]+\s+)?\d{1,2}(?:\.\d+)*\s*[.:)–-]")  # "1.", "Axe 2 :", "3.1 -"
_FIRST, _DRAWN, _OPENING, _TEXT = range(4)  # what is kept first when there is not room for all


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """One slide: the finding in one sentence, its chapter, what it prints, the notes, and the points of a list."""

    message: str
    section: str
    drawn: Chart | MapSpec | None = None
    figures: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    notes: str = ""
    picture: PrintedPicture | None = None
    table: TableBlock | None = None
    points: tuple[str, ...] = ()
    is_opening: bool = False

    @property
    def is_drawn(self) -> bool:
        """True when it is looked at more than read."""
        return any((self.drawn, self.picture, self.table))


@dataclass(slots=True)
class _Chapter:
    title: str
    blocks: list[Block]
    parts: list[str]


def plan_slides(view: EditionView, width: int) -> list[Slide]:
    """Return the slides after the cover, in the order of the text; `width` is that of a table (EMU)."""
    ranked: list[tuple[tuple[int, int], tuple[int, int], Slide]] = []
    for rank, chapter in enumerate(_chapters(view)):
        findings = [slide for block in chapter.blocks for slide in _findings(view, block, chapter.title, width)]
        ranked += _rank_slides(rank, chapter, _merge_first_list(findings))
    slides: list[tuple[tuple[int, int], Slide]] = []
    for (worth, _), place, slide in sorted(ranked, key=lambda item: item[:2]):
        if len(slides) < (FEWEST_SLIDES if worth == _TEXT else MOST_SLIDES) - 1:
            slides.append((place, slide))
    return [slide for _, slide in sorted(slides, key=lambda item: item[0])]


def _merge_first_list(findings: Sequence[Slide]) -> Sequence[Slide]:
    """The slides of a chapter, a first list that proves nothing under the key figures before it."""
    match findings:
        case [Slide(figures=(_, *_)) as first, Slide(names=(), points=(_, *_)) as second, *others]:
            return [replace(first, points=second.points), *others] if first.message == second.message else findings
    return findings


def _rank_slides(
    rank: int, chapter: _Chapter, findings: Sequence[Slide]
) -> Iterator[tuple[tuple[int, int], tuple[int, int], Slide]]:
    """Each slide of a chapter with what it is worth and its place."""
    # what is looked at comes first, then what has figures, then words
    worths = [0 if finding.is_drawn else 1 if finding.figures else 2 for finding in findings]
    by_worth = sorted(range(len(findings)), key=lambda place: (worths[place], place))
    for order, place in enumerate(by_worth):
        slide = findings[place]
        worth = _FIRST if not order else _DRAWN if slide.is_drawn else _TEXT
        yield (worth, order), (rank, place + 1), slide
    if rank and len(findings) > 1:
        points = chapter.parts or [slide.message for slide in findings if slide.message != chapter.title]
        opening = Slide(message=chapter.title, section="", points=tuple(points[:_MOST_POINTS]), is_opening=True)
        is_long = sum(slide.is_drawn for slide in findings) >= _LONG_SECTION
        yield (_DRAWN, 1) if is_long else (_OPENING, -len(findings)), (rank, 0), opening


def _chapters(view: EditionView) -> list[_Chapter]:
    """The summary, then each chapter under its title, with a number unless titles were typed with theirs."""
    chapters = [_Chapter(typeset(words(PRINTED_WORDS["summary"])), list(view.text.summary), [])]
    for block in view.text.body:
        if not isinstance(block, Heading):
            chapters[-1].blocks.append(block)
        elif block.level > 1:
            chapters[-1].parts.append(line_words(block.children, view.printed))
        else:
            chapters.append(_Chapter(line_words(block.children, view.printed), [], []))
    if not any(_OWN_NUMBER.match(chapter.title) for chapter in chapters):
        for number, chapter in enumerate(chapters[1:], start=1):
            chapter.title = f"{number}. {chapter.title}"
    return chapters


def _findings(view: EditionView, block: Block, section: str, width: int) -> Iterator[Slide]:
    match block:
        case FigureStrip(marks=marks):
            names = tuple(mark.name for mark in marks if mark.name in view.figures)[:_MOST_FIGURES]
            yield from [Slide(message=section, section=section, figures=names, names=names)] if names else []
        case IllustrationMark(name=name) if name in view.illustrations:
            spec = view.illustrations[name]
            sentence = line_words(view.captions[name].sentence_in(view.language), view.printed)
            yield Slide(message=sentence or typeset(words(spec.title)), section=section, drawn=spec, names=(name,))
        case PictureMark(name=name) if name in view.pictures:
            picture = view.pictures[name]
            yield Slide(message=picture.caption or section, section=section, picture=picture)
        case TableBlock():
            yield from _tables(view, block, section, width)
        case Paragraph(children=children):
            yield from _sentence(view, children, section)
        case TextList(items=items):
            yield from _points(view, items, section)
        case _:
            pass  # remarks are read, not shown


def _tables(view: EditionView, table: TableBlock, section: str, width: int) -> Iterator[Slide]:
    for part in tables_of(table, view, width):
        place, count = part.place
        message = line_words(table.caption, view.printed) + (f" ({place}/{count})" if count > 1 else "")
        yield Slide(message=message, section=section, table=part.table, names=part.names)


def _sentence(view: EditionView, children: Sequence[Inline], section: str) -> Iterator[Slide]:
    """What a paragraph finds: its first sentence, with the figures of that sentence alone, which names their place."""
    names, figures = _names(view, children)
    first, *others = line_sentences(children, view.printed) or [""]
    marks = (mark for mark in inline_marks(tuple(children)) if isinstance(mark, FigureMark) and mark.name in figures)
    figures = tuple(dict.fromkeys(mark.name for mark in marks if view.printed(mark) in first))
    if not (names and first):
        return
    message, points, notes = first, tuple[str, ...](), " ".join(others)
    if len(first) > _LONG and _LISTED in first and not (others or figures):
        message, _, rest = first.partition(_LISTED)
        points, notes = tuple(rest.split(_BETWEEN))[:_MOST_POINTS], first
    yield Slide(message=message, section=section, figures=figures, names=names, notes=notes, points=points)


def _points(view: EditionView, items: Sequence[Sequence[Block]], section: str) -> Iterator[Slide]:
    """A list: the first sentence of each of its first items, the whole of them in the notes."""
    lines = [item[0].children for item in items if item and isinstance(item[0], Paragraph)]
    names = tuple(dict.fromkeys(name for line in lines for name in _names(view, line)[0]))
    points = [" ".join(line_sentences(line, view.printed)[:2]).rstrip(_BETWEEN) for line in lines[:_MOST_POINTS]]
    if points:
        notes = "\n".join(line_words(line, view.printed) for line in lines)
        yield Slide(message=section, section=section, points=tuple(points), names=names, notes=notes)


def _names(view: EditionView, children: Sequence[Inline]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the figures and citations of a line, then the figures that can stand alone below it.

    Words written for a figure hide what it is, unless it counts members.
    """
    marks = list(inline_marks(tuple(children)))
    figures = [mark for mark in marks if isinstance(mark, FigureMark) and mark.name in view.figures]
    cited = [name for mark in marks if isinstance(mark, CitationMark) for name in mark.cited if name in view.numbers]
    shown = dict.fromkeys(
        mark.name for mark in figures if mark.form is not Form.WRITTEN or view.figures[mark.name].view.dots
    )
    return tuple(dict.fromkeys([*(mark.name for mark in figures), *cited])), tuple(shown)[:_MOST_FIGURES]
