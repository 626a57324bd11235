"""Two publications held against one another: what changed for each figure, and why."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from autan.ground.texts.core.labelled import Labelled

_TIME = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


class ChangeReason(Labelled):
    """Reasons why a figure has changed."""

    ADDED = "added", "nouveau", "new"
    REMOVED = "removed", "n’est plus imprimé", "no longer printed"
    VALUE = "value", "valeur", "value"
    PERIOD = "period", "période", "period"
    PERIMETER = "perimeter", "périmètre", "perimeter"
    COVERAGE = "coverage", "couverture", "coverage"
    STATE = "state", "état", "state"
    SOURCE = "source", "source", "source"
    METHOD = "method", "méthode", "method"
    UNIT = "unit", "unité", "unit"
    TEXT = "text", "phrase", "sentence"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFigure:
    """A figure as a publication froze it, with what explains it and what the text says around it."""

    name: str
    figure_id: str
    printed: str
    value: tuple[float | None, ...]
    unit: str
    period: str
    territories: frozenset[str]
    coverage: tuple[int, int]
    state: str
    method: str
    sources: frozenset[str]
    label: str = ""
    text: str = ""

    @property
    def measure(self) -> str:
        """Its address without its years, which two editions of one measure share."""
        return ".".join(part for part in self.figure_id.split(".") if not _TIME.fullmatch(part))


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureComparison:
    """A figure in two publications, None where one does not print it; `shown` is that of the later one if it does."""

    shown: KeptFigure
    before: KeptFigure | None
    after: KeptFigure | None
    reasons: tuple[ChangeReason, ...]

    @property
    def has_moved(self) -> bool:
        """Say whether both print the figure, with another number."""
        return ChangeReason.VALUE in self.reasons


def compare_figures(before: Sequence[KeptFigure], after: Sequence[KeptFigure]) -> tuple[FigureComparison, ...]:
    """Hold the figures of two publications against one another.

    A figure is the same by its name and address, else by its address, else by its measure of another time.

    Returns the figures of the later one in its order, then those that it no longer prints.
    """
    left = list(before)
    # taken out as it is matched: two figures of one measure are never held against the same one
    compared = [_compare(figure, _pop_same(left, figure), figure) for figure in after]
    return (*compared, *(_compare(figure, figure, None) for figure in left))


def _compare(shown: KeptFigure, before: KeptFigure | None, after: KeptFigure | None) -> FigureComparison:
    return FigureComparison(shown=shown, before=before, after=after, reasons=tuple(_reasons(before, after)))


def _pop_same(left: list[KeptFigure], figure: KeptFigure) -> KeptFigure | None:
    """Take the same figure out of those that are left."""
    same = (
        lambda other: (other.name, other.figure_id) == (figure.name, figure.figure_id),
        lambda other: other.figure_id == figure.figure_id,
        lambda other: other.measure == figure.measure,
    )
    match = next((other for is_same in same for other in left if is_same(other)), None)
    if match is not None:
        left.remove(match)
    return match


def _reasons(before: KeptFigure | None, after: KeptFigure | None) -> Iterator[ChangeReason]:
    if before is None:
        yield ChangeReason.ADDED
        return
    if after is None:
        yield ChangeReason.REMOVED
        return
    checks = {
        ChangeReason.VALUE: (before.value, after.value),
        ChangeReason.PERIOD: (before.period, after.period),
        ChangeReason.PERIMETER: (before.territories, after.territories),
        ChangeReason.COVERAGE: (before.coverage, after.coverage),
        ChangeReason.STATE: (before.state, after.state),
        ChangeReason.SOURCE: (before.sources, after.sources),
        ChangeReason.METHOD: (before.method, after.method),
        ChangeReason.UNIT: (before.unit, after.unit),
        ChangeReason.TEXT: (before.text, after.text),
    }
    yield from (reason for reason, (old, new) in checks.items() if old != new)


def facing_passages(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give the passages that are not the same, face to face; an empty one where a text has none.

    >>> list(facing_passages(["Un.", "Deux."], ["Un.", "Trois.", "Quatre."]))
    [('Deux.', 'Trois.'), ('', 'Quatre.')]
    """
    for tag, start, end, new_start, new_end in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from zip_longest(before[start:end], after[new_start:new_end], fillvalue="")
