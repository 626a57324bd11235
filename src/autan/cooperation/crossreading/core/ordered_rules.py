"""What must follow what: dates of one timetable, amounts of which one holds the other."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from autan.cooperation.crossreading.core.contradictions import ContradictionKind, Tolerances
from autan.cooperation.crossreading.core.statements import Aspect, Statement
from autan.cooperation.crossreading.core.trajectory_rules import Difference
from autan.ground.texts.core.notation import number_text
from autan.ground.wordings import Sentence, Text


def compare_ordered(group: Sequence[Statement], tolerances: Tolerances) -> Iterator[Difference]:
    """Yield the moments, and the amounts, that cannot follow one another as they are written, the furthest first.

    A moment or an amount may be anything between its two ends: nothing is said while some order of them stands.
    """
    ordered = sorted(
        (statement for statement in group if statement.aspect in {Aspect.MOMENT, Aspect.AMOUNT}),
        key=lambda statement: statement.rank,
    )
    apart = [pair for pair in combinations(ordered, 2) if _is_apart(*pair, tolerances=tolerances)]
    for before, after in sorted(apart, key=lambda pair: (pair[1].high or 0) - pair[0].value):
        yield (
            _agenda(before, after) if after.aspect is Aspect.MOMENT else _money(before, after, tolerances),
            (
                before,
                after,
            ),
        )


def _is_apart(before: Statement, after: Statement, *, tolerances: Tolerances) -> bool:
    """Say whether what comes after is less than what comes before, whatever each may be between its ends."""
    if before.rank == after.rank or before.aspect is not after.aspect or after.high is None:
        return False
    admitted = _admitted(before, after, tolerances) if after.aspect is Aspect.AMOUNT else 0.0
    return after.high * (1 + admitted / 100) < before.value


def _admitted(before: Statement, after: Statement, tolerances: Tolerances) -> float:
    return tolerances.rough_pct if before.is_rough or after.is_rough else tolerances.money_pct


def _agenda(before: Statement, after: Statement) -> tuple[ContradictionKind, Text]:
    days = number_text(before.value - (after.high or 0))
    return ContradictionKind.AGENDA, Sentence("ce qui doit suivre est daté avant, d’au moins {days} jours", days=days)


def _money(before: Statement, after: Statement, tolerances: Tolerances) -> tuple[ContradictionKind, Text]:
    low, high = number_text(before.value), number_text(after.high or 0)
    admitted = number_text(_admitted(before, after, tolerances))
    return ContradictionKind.MONEY, Sentence(
        "{low} € au moins, dans ce qui fait {high} € au plus : {admitted} % admis",
        low=low,
        high=high,
        admitted=admitted,
    )
