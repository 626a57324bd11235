"""Two publications side by side, in words: what moved, what changed and why, and the text of each chapter."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autan.evidence.figures.presenters.figures import present_period
from autan.ground.texts.core.periods import Period
from autan.ground.texts.language import typeset, words
from autan.publishing.editions.core.comparisons import ChangeReason, FigureComparison, compare_figures
from autan.publishing.editions.models import Publication
from autan.publishing.editions.presenters.compared_texts import ComparedChapter, compare_chapters
from autan.publishing.editions.queries.comparisons import kept_figures
from autan.territories.networks.queries.networks import network_members

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
