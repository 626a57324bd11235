"""The texts of two publications face to face, in the words that each printed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from autan.ground.texts.language import colon, typeset, words
from autan.publishing.editions.core.comparisons import KeptFigure, facing_passages
from autan.publishing.editions.models import Publication
from autan.publishing.editions.queries.editions import living_text
from autan.publishing.living_text.core.document import (
    Block,
    FigureMark,
    FigureStrip,
    Form,
    Heading,
    IllustrationMark,
    Inline,
    Paragraph,
    PictureMark,
    Quote,
    TableBlock,
    TextList,
)
from autan.publishing.living_text.core.line_words import line_words

_UNIT = re.compile(r"(?<=\d)\s\D*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedChapter:
    """One part of two texts: its title, and its passages that are not the same, before and after; empty for none."""

    title: str
    passages: Sequence[tuple[str, str]]


def compare_chapters(
    before: tuple[Publication, Sequence[KeptFigure]], after: tuple[Publication, Sequence[KeptFigure]]
) -> list[ComparedChapter]:
    """Return the parts that are not the same, in the order of the later text, then those that it no longer holds."""
    old, new = _chapters(*before), _chapters(*after)
    compared = [
        ComparedChapter(title=title, passages=tuple(facing_passages(old.get(title, []), new.get(title, []))))
        for title in dict.fromkeys([*new, *old])
    ]
    return [chapter for chapter in compared if chapter.passages]


def _chapters(publication: Publication, figures: Sequence[KeptFigure]) -> dict[str, list[str]]:
    """The passages of each part of a text, by its title."""
    text, kept = living_text(publication.source), {figure.name: figure for figure in figures}
    titles = {item.name: words(item.caption.title) for item in text.illustrations}
    titles |= {item.name: words(item.caption) or words(item.alternative) for item in text.pictures}
    title = _("En une page")
    chapters: dict[str, list[str]] = {title: []}
    for block in (*text.summary, *text.body):
        if isinstance(block, Heading) and block.level == 1:
            title = typeset(line_words(block.children, lambda mark: _printed(mark, kept)))
            chapters.setdefault(title, [])
        else:
            chapters[title] += map(typeset, _passages(block, kept, titles))
    return chapters


def _printed(mark: FigureMark, kept: Mapping[str, KeptFigure]) -> str:
    """What a publication printed for the mark of a figure."""
    figure = kept.get(mark.name)
    if mark.form is Form.WRITTEN or figure is None:
        return mark.written or mark.name
    if mark.form is Form.COVERAGE:
        return _("%(known)s sur %(total)s") % {"known": figure.coverage[0], "total": figure.coverage[1]}
    return _UNIT.sub("", figure.printed) if mark.form is Form.NUMBER else figure.printed


def _passages(block: Block, kept: Mapping[str, KeptFigure], titles: Mapping[str, str]) -> Iterator[str]:
    """The lines of a block, one for each paragraph, item, row, key figure or drawing."""

    def line(children: Sequence[Inline]) -> str:
        return line_words(children, lambda mark: _printed(mark, kept))

    match block:
        case Heading(children=children) | Paragraph(children=children):
            yield line(children)
        case TextList(items=items):
            yield from (passage for item in items for part in item for passage in _passages(part, kept, titles))
        case Quote(children=parts):
            yield from (passage for part in parts for passage in _passages(part, kept, titles))
        case TableBlock(header=header, rows=rows):
            yield from (" · ".join(map(line, row)) for row in (header, *rows))
        case FigureStrip(marks=marks):
            yield from (f"{_label(mark, kept)}{colon()} {_printed(mark, kept)}" for mark in marks)
        case IllustrationMark(name=name) | PictureMark(name=name):
            yield titles.get(name, name)


def _label(mark: FigureMark, kept: Mapping[str, KeptFigure]) -> str:
    return kept[mark.name].label if mark.name in kept else mark.name
