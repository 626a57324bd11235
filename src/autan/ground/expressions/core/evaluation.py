"""Evaluates a rule on what is known: it holds, it does not, or it is not known.

What names stand for is the business of an `Environment`: answers to questions (see `relevance`), or anything else.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import eq, ge, gt, le, lt, ne
from typing import Any, Protocol

from autan.ground.expressions.core.rules import Answered, Combination, Condition, Connective, Negation, Operator, Rule

_ORDERS: dict[Operator, Callable[[Any, Any], bool]] = {
    Operator.EQUAL: eq,
    Operator.DIFFERENT: ne,
    Operator.LESS: lt,
    Operator.AT_MOST: le,
    Operator.MORE: gt,
    Operator.AT_LEAST: ge,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Codes that were chosen among several.

    `is_exhaustive` is True when what is absent is a « no »; otherwise that is not known.
    """

    codes: frozenset[str]
    is_exhaustive: bool


type Given = float | date | Chosen | None
"""A value that a name stands for; None when it is not known."""


class Environment(Protocol):
    """What the names of a rule stand for."""

    def is_answered(self, name: str) -> bool | None:
        """Say whether a value is known of what is named; None when that may still change."""

    def holds(self, condition: Condition) -> bool | None:
        """Say whether a comparison holds, by `compare` for most; None when it is not known."""


def evaluate(rule: Rule, environment: Environment) -> bool | None:
    """Say whether a rule holds, one that `checks.check_rule` finds right.

    Returns True or False, or None when something that decides is not known.
    """
    if isinstance(rule, Combination):
        return _combine(rule.junction, [evaluate(part, environment) for part in rule.rules])
    if isinstance(rule, Negation):
        outcome = evaluate(rule.rule, environment)
        return None if outcome is None else not outcome
    return environment.is_answered(rule.name) if isinstance(rule, Answered) else environment.holds(rule)


def _combine(junction: Connective, outcomes: Sequence[bool | None]) -> bool | None:
    """Three-valued: one False settles « and », one True settles « or », else an unknown leaves it unknown."""
    settling = junction is Connective.OR
    if settling in outcomes:
        return settling
    return None if None in outcomes else not settling


def compare(condition: Condition, value: Given) -> bool | None:
    """Compare a value with that of a condition; None when it is not known.

    >>> from autan.ground.expressions.core.rules import parse_rule
    >>> condition = parse_rule("10 < q13")
    >>> compare(condition, 12), compare(condition, None)
    (True, None)
    """
    if value is None:
        return None
    if isinstance(value, Chosen):
        return _compare_choices(condition, value)
    wanted = read_day(condition.value) if isinstance(value, date) else condition.value
    return None if wanted is None else _ORDERS[condition.direct](value, wanted)


def _compare_choices(condition: Condition, choice: Chosen) -> bool | None:
    wanted = condition.value if isinstance(condition.value, tuple) else (condition.value,)
    is_chosen = not choice.codes.isdisjoint(wanted)
    if not is_chosen and not choice.is_exhaustive:
        return None
    return is_chosen is (condition.operator in {Operator.EQUAL, Operator.IN})


def read_day(value: object) -> date | None:
    """Return the day that a text writes as AAAA-MM-JJ, or None."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
