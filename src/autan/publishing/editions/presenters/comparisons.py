"""Two publications side by side, in words: what moved, what changed and why, and the text of each chapter."""

import csv
import difflib
import io
from collections.abc import Sequence
from dataclasses import dataclass

from autan.evidence.figures.presenters.figures import present_period
from autan.ground.texts.core.periods import Period
from autan.ground.texts.language import typeset, words
from autan.publishing.editions.core.comparisons import ChangeReason, FigureComparison, compare_figures
from autan.publishing.editions.models import Publication
from autan.publishing.editions.queries.comparisons import kept_figures
from autan.publishing.living_text.importers.sections import split_sections

_HEAD = ("nom", "adresse", "avant", "apres", "periode_avant", "periode_apres", "raisons")


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedLine:
    """One figure in two publications.

    Attributes:
        before: as it was printed; empty when it was not.
        after: as it is printed; empty when it is not.
    """

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
class ComparedChapter:
    """One part of the text in two publications: its title, and the lines that are not the same."""

    title: str
    lines: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two publications side by side.

    Attributes:
        same: how many figures are the same.
    """

    before: Publication
    after: Publication
    lines: Sequence[ComparedLine]
    same: int
    chapters: Sequence[ComparedChapter]

    @property
    def moved(self) -> list[ComparedLine]:
        """Figures that both print and whose number is another."""
        return [line for line in self.lines if line.has_moved]

    @property
    def changed(self) -> list[ComparedLine]:
        """Figures that both print, those whose number is another first."""
        both = [line for line in self.lines if line.before and line.after]
        return sorted(both, key=lambda line: not line.has_moved)

    @property
    def added(self) -> list[ComparedLine]:
        """Figures that the later one prints alone."""
        return [line for line in self.lines if not line.before]

    @property
    def removed(self) -> list[ComparedLine]:
        """Figures that the earlier one printed alone."""
        return [line for line in self.lines if not line.after]


def present_comparison(before: Publication, after: Publication) -> Comparison:
    """Hold two publications against one another. Two queries."""
    compared = compare_figures(kept_figures(before), kept_figures(after))
    lines = [_line(figure) for figure in compared if figure.reasons]
    chapters = _chapters(before.source, after.source)
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


def _line(figure_comparison: FigureComparison) -> ComparedLine:
    return ComparedLine(
        name=figure_comparison.shown.name,
        label=typeset(figure_comparison.shown.label),
        figure_id=figure_comparison.shown.figure_id,
        before=figure_comparison.before.printed if figure_comparison.before else "",
        after=figure_comparison.after.printed if figure_comparison.after else "",
        before_period=figure_comparison.before.period if figure_comparison.before else "",
        after_period=figure_comparison.after.period if figure_comparison.after else "",
        reasons=", ".join(words(ChangeReason(reason).label) for reason in figure_comparison.reasons),
        has_moved=figure_comparison.has_moved,
    )


def _chapters(before: str, after: str) -> list[ComparedChapter]:
    """Chapters that are not the same, in the order of the later text; the head is no text to be read."""
    old = {section.key: section for section in split_sections(before)[1:]}
    new = {section.key: section for section in split_sections(after)[1:]}
    chapters = []
    for key in dict.fromkeys([*new, *old]):
        left, right = old.get(key), new.get(key)
        was, says = (section.text.split("\n") if section else [] for section in (left, right))
        shown = right or left
        if was != says and shown:
            # without the two lines that name the files compared
            lines = list(difflib.unified_diff(was, says, lineterm="", n=0))[2:]
            changes = [(line[:1], line[1:]) for line in lines if not line.startswith("@@") and line[1:].strip()]
            chapters.append(ComparedChapter(title=words(shown.title), lines=changes))
    return chapters
