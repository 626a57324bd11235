"""Targets as trajectories, whatever their form: the level that a change leads to, and a later one that is weaker."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from autan.cooperation.crossreading.core.contradictions import ContradictionKind, Tolerances
from autan.cooperation.crossreading.core.statements import Aspect, Statement
from autan.ground.texts.core.notation import number_text
from autan.ground.wordings import Sentence, Text

type Difference = tuple[tuple[ContradictionKind, Text], tuple[Statement, ...]]


def compare_trajectories(group: Sequence[Statement], tolerances: Tolerances) -> Iterator[Difference]:
    """Yield what is wrong with the targets of one quantity and part, each with its witnesses."""
    targets = [statement for statement in group if statement.aspect is Aspect.TARGET and statement.year]
    changes = [target for target in targets if target.form == "change" and target.unit == "pct" and target.base_year]
    for change in changes:
        for level in targets:
            if level.form == "level" and level.year == change.year and level.is_same_scope(change):
                yield from _level_of_change(change, level, group, tolerances)
    for one, other in combinations(changes, 2):
        yield from _weaker_later(*sorted((one, other), key=lambda target: target.year or 0), tolerances=tolerances)


def _level_of_change(
    change: Statement, level: Statement, group: Sequence[Statement], tolerances: Tolerances
) -> Iterator[Difference]:
    """Compare the level that a change leads to with the one that is written; silent where a base is not alike."""
    bases = [
        statement
        for statement in group
        if statement.aspect is Aspect.BASE
        and statement.year == change.base_year
        and not statement.is_floor
        and statement.is_same_scope(change)
        and statement.is_same_scope(level)
    ]
    levels = [
        (base, value * (1 + change.value / 100))
        for base in bases
        if (value := base.value_in(level.unit)) is not None and value > 0
    ]
    if not levels or any(gap_pct(reached, level.value) <= tolerances.base_pct for _base, reached in levels):
        return
    base, reached = levels[0]
    low, high, year = number_text(round(reached, 1)), number_text(round(level.value, 1)), change.year
    yield (
        (
            ContradictionKind.TARGET,
            Sentence(
                "la baisse ou la hausse mène à {low} en {year}, le niveau écrit est {high}",
                low=low,
                year=year,
                high=high,
            ),
        ),
        (change, base, level),
    )


def _weaker_later(first: Statement, last: Statement, *, tolerances: Tolerances) -> Iterator[Difference]:
    """Yield two changes from one base year of which the later one asks less."""
    if first.year == last.year or first.base_year != last.base_year or not first.is_same_scope(last):
        return
    weaker = first.value - last.value if first.value > 0 else last.value - first.value
    if first.value * last.value >= 0 and weaker > tolerances.value_points:
        points = number_text(round(weaker, 1))
        yield (
            (
                ContradictionKind.TARGET,
                Sentence(
                    "l’objectif de {year} est plus faible que celui de {year2}, de {points} points",
                    year=last.year,
                    year2=first.year,
                    points=points,
                ),
            ),
            (first, last),
        )


def gap_pct(one: float, other: float) -> float:
    """Return how far apart two values are, in per cent of the larger one; 0 for two zeros.

    >>> gap_pct(90, 100), gap_pct(0, 0)
    (10.0, 0.0)
    """
    largest = max(abs(one), abs(other))
    return 100 * abs(one - other) / largest if largest else 0.0
