"""Two publications side by side, in words: what moved, and why, and their texts face to face."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from autan.evidence.figures.presenters.figures import present_period
from autan.ground.texts.core.periods import Period
from autan.ground.texts.language import colon, typeset, words
from autan.publishing.editions.core.comparisons import (
    ChangeReason,
    FigureComparison,
    KeptFigure,
    compare_figures,
    facing_passages,
)
from autan.publishing.editions.models import Publication
from autan.publishing.editions.queries.comparisons import kept_figures
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
    line_words,
)
from autan.territories.networks.queries.networks import network_members

_UNIT = re.compile(r"(?<=\d)\s\D*$")


def compare_chapters(
    before: tuple[Publication, Sequence[KeptFigure]], after: tuple[Publication, Sequence[KeptFigure]]
) -> list[dict[str, Any]]:
    """Return the parts that are not the same, in the order of the later text, then those that it no longer holds."""
    old, new = _chapters(*before), _chapters(*after)
    compared = [
        {"title": title, "passages": tuple(facing_passages(old.get(title, []), new.get(title, [])))}
        for title in dict.fromkeys([*new, *old])
    ]
    return [chapter for chapter in compared if chapter["passages"]]


def _chapters(publication: Publication, figures: Sequence[KeptFigure]) -> dict[str, list[str]]:
    """The passages of each part of a text, by its title."""
    text, by_name = living_text(publication.source), {figure.name: figure for figure in figures}
    titles = {item.name: words(item.caption.title) for item in text.illustrations}
    titles |= {item.name: words(item.caption) or words(item.alternative) for item in text.pictures}
    title = _("En une page")
    chapters: dict[str, list[str]] = {title: []}
    for block in (*text.summary, *text.body):
        if isinstance(block, Heading) and block.level == 1:
            title = typeset(line_words(block.children, lambda mark: _printed_text(mark, by_name)))
            chapters.setdefault(title, [])
        else:
            chapters[title] += map(typeset, _passages(block, by_name, titles))
    return chapters


def _printed_text(mark: FigureMark, by_name: Mapping[str, KeptFigure]) -> str:
    """What a publication printed for the mark of a figure."""
    figure = by_name.get(mark.name)
    if mark.form is Form.WRITTEN or figure is None:
        return mark.written or mark.name
    if mark.form is Form.COVERAGE:
        return _("%(known)s sur %(total)s") % {"known": figure.coverage[0], "total": figure.coverage[1]}
    return _UNIT.sub("", figure.printed) if mark.form is Form.NUMBER else figure.printed


def _passages(block: Block, by_name: Mapping[str, KeptFigure], titles: Mapping[str, str]) -> Iterator[str]:
    """The lines of a block, one for each paragraph, item, row, key figure or drawing."""

    def line(children: Sequence[Inline]) -> str:
        return line_words(children, lambda mark: _printed_text(mark, by_name))

    match block:
        case Heading(children=children) | Paragraph(children=children):
            yield line(children)
        case TextList(items=items):
            yield from (passage for item in items for part in item for passage in _passages(part, by_name, titles))
        case Quote(children=parts):
            yield from (passage for part in parts for passage in _passages(part, by_name, titles))
        case TableBlock(header=header, rows=rows):
            yield from (" · ".join(map(line, row)) for row in (header, *rows))
        case FigureStrip(marks=marks):
            yield from (f"{_label(mark, by_name)}{colon()} {_printed_text(mark, by_name)}" for mark in marks)
        case IllustrationMark(name=name) | PictureMark(name=name):
            yield titles.get(name, name)


def _label(mark: FigureMark, by_name: Mapping[str, KeptFigure]) -> str:
    return by_name[mark.name].label if mark.name in by_name else mark.name


_HEAD = ("nom", "adresse", "avant", "apres", "periode_avant", "periode_apres", "raisons")


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedLine:
    """One figure in two publications, its words empty where one does not print it."""

    name: str
    label: str
    figure_id: str
    before: str
    after: str
    before_period: str
    after_period: str
    reasons: str
    has_moved: bool

    @property
    def before_time(self) -> str:
        """Its time then, in words."""
        return present_period(Period.parse(self.before_period))

    @property
    def after_time(self) -> str:
        """Its time now, in words."""
        return present_period(Period.parse(self.after_period))


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two publications side by side.

    `same`: how many figures are the same.
    """

    before: Publication
    after: Publication
    lines: Sequence[ComparedLine]
    same: int
    chapters: Sequence[dict[str, Any]]

    @property
    def moved(self) -> list[ComparedLine]:
        """Figures that both print and whose number is another."""
        return [line for line in self.lines if line.has_moved]

    @property
    def restated(self) -> list[ComparedLine]:
        """Figures that both print with the same number, of which something else is another."""
        return [line for line in self.lines if line.before and line.after and not line.has_moved]

    @property
    def added(self) -> list[ComparedLine]:
        """Figures that the later one prints alone."""
        return [line for line in self.lines if not line.before]

    @property
    def removed(self) -> list[ComparedLine]:
        """Figures that the earlier one printed alone."""
        return [line for line in self.lines if not line.after]


def present_comparison(before: Publication, after: Publication) -> Comparison:
    """Hold two publications against one another. Two queries, and that of the names of the members."""
    old, new = kept_figures(before), kept_figures(after)
    compared = compare_figures(old, new)
    names = {member.siren: member.short_name for member in network_members(after.edition.network)}
    lines = [_line(figure, names) for figure in compared if figure.reasons]
    chapters = compare_chapters((before, old), (after, new))
    return Comparison(before=before, after=after, lines=lines, same=len(compared) - len(lines), chapters=chapters)


def write_comparison(comparison: Comparison) -> bytes:
    """Return the figures that are not the same as a table for a spreadsheet."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEAD)
    for line in comparison.lines:
        periods = (line.before_period, line.after_period)
        writer.writerow([line.name, line.figure_id, line.before, line.after, *periods, line.reasons])
    return buffer.getvalue().encode("utf-8-sig")


def _line(figure_comparison: FigureComparison, names: Mapping[str, str]) -> ComparedLine:
    shown = figure_comparison.shown
    # a measure is said of many members: the one that this figure is of tells it from the others
    place = "".join(names.get(siren, "") for siren in shown.territories) if len(shown.territories) == 1 else ""
    return ComparedLine(
        name=shown.name,
        label=typeset(f"{shown.label} · {place}" if place and place not in shown.label else shown.label),
        figure_id=shown.figure_id,
        before=figure_comparison.before.printed if figure_comparison.before else "",
        after=figure_comparison.after.printed if figure_comparison.after else "",
        before_period=figure_comparison.before.period if figure_comparison.before else "",
        after_period=figure_comparison.after.period if figure_comparison.after else "",
        reasons=", ".join(words(ChangeReason(reason).label) for reason in figure_comparison.reasons),
        has_moved=figure_comparison.has_moved,
    )
