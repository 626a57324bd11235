"""Evaluates a rule on what is known (it holds, it does not, or it is not known), and checks it when it is read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import eq, ge, gt, le, lt, ne
from typing import Any, Protocol

from autan.ground.expressions.core.rules import (
    Answered,
    Combination,
    Condition,
    Connective,
    ExpressionError,
    Negation,
    Operator,
    Rule,
    names_of,
)
from autan.ground.wordings import Sentence

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


type Operand = float | date | Chosen | None
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


def compare(condition: Condition, value: Operand) -> bool | None:
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
    expected = read_day(condition.value) if isinstance(value, date) else condition.value
    return None if expected is None else _ORDERS[condition.direct](value, expected)


def _compare_choices(condition: Condition, choice: Chosen) -> bool | None:
    expected = condition.value if isinstance(condition.value, tuple) else (condition.value,)
    is_chosen = not choice.codes.isdisjoint(expected)
    if not is_chosen and not choice.is_exhaustive:
        return None
    return is_chosen is (condition.operator in {Operator.EQUAL, Operator.IN})


def read_day(value: object) -> date | None:
    """Return the day that a text writes as AAAA-MM-JJ, or None."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


class ValueType(StrEnum):
    """What a value can be compared with."""

    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    DAY = "day"
    OPAQUE = "opaque"  # texts, rankings, splits, tables...: only `answered` makes sense


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTerm:
    """What a name may be compared with; `codes` are the values that it takes, for a choice or choices."""

    type: ValueType
    label: str
    codes: tuple[str, ...] = ()


type FindTerm = Callable[[str], RuleTerm | None]
"""Gives what a name stands for; None when it stands for nothing."""

_EQUALITIES = frozenset({Operator.EQUAL, Operator.DIFFERENT})
_MEMBERSHIPS = frozenset({Operator.IN, Operator.NOT_IN})


def check_rule(rule: Rule, find_term: FindTerm) -> list[ExpressionError]:
    """Return every fault of a rule: unknown name, value that it cannot take, operands that do not match."""
    return list(_faults(rule, find_term))


def _faults(rule: Rule, find_term: FindTerm) -> Iterator[ExpressionError]:
    if isinstance(rule, Combination):
        for part in rule.rules:
            yield from _faults(part, find_term)
    elif isinstance(rule, Negation):
        yield from _faults(rule.rule, find_term)
    elif (term := find_term(rule.name)) is None:
        yield ExpressionError(rule.column, Sentence("un nom connu (lu : {name})", name=rule.name))
    elif isinstance(rule, Condition):
        yield from _condition_faults(rule, term)


def _condition_faults(rule: Condition, term: RuleTerm) -> Iterator[ExpressionError]:
    if expected := _expected(term.type, rule):
        yield ExpressionError(
            rule.column, Sentence("{expected} ({name}, {label})", expected=expected, name=rule.name, label=term.label)
        )
    elif term.type in {ValueType.CHOICE, ValueType.CHOICES}:
        for word in rule.value if isinstance(rule.value, tuple) else (str(rule.value),):
            if word not in term.codes:
                yield ExpressionError(
                    rule.value_column,
                    Sentence("un choix de {name} : {codes}", name=rule.name, codes=", ".join(sorted(term.codes))),
                )


def _expected(kind: ValueType, rule: Condition) -> str:
    """Say what the comparison should be, or nothing when it is right."""
    operator, value = rule.operator, rule.value
    if kind is ValueType.CHOICES:
        is_right = rule.is_reversed and operator in _MEMBERSHIPS and isinstance(value, str)
        return "" if is_right else Sentence("un test de la forme 'choix' in nom")
    if kind is ValueType.CHOICE:
        is_equal = operator in _EQUALITIES and isinstance(value, str)
        is_listed = operator in _MEMBERSHIPS and isinstance(value, tuple) and not rule.is_reversed
        return "" if is_equal or is_listed else Sentence("un test de la forme nom == 'choix' ou nom in ['a', 'b']")
    if kind is ValueType.NUMBER:
        is_right = operator not in _MEMBERSHIPS and isinstance(value, int | float)
        return "" if is_right else Sentence("une comparaison avec un nombre")
    if kind is ValueType.DAY:
        is_right = operator not in _MEMBERSHIPS and read_day(value) is not None
        return "" if is_right else Sentence("une comparaison avec une date écrite 'AAAA-MM-JJ'")
    return "answered(nom), seul test possible"


def find_cycle(rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """Return names whose rules rest on one another in a circle, or nothing.

    >>> from autan.ground.expressions.core.rules import parse_rule
    >>> find_cycle({"a": parse_rule("answered(b)"), "b": parse_rule("answered(a)")})
    ('a', 'b', 'a')
    """
    settled: set[str] = set()
    for start in rules:
        cycle = _walk(start, rules, settled)
        if cycle:
            return cycle
    return ()


def _walk(start: str, rules: Mapping[str, Rule], settled: set[str]) -> tuple[str, ...]:
    """Follow rules from a name, in depth; a stack of our own, for chains longer than Python's."""
    path: list[str] = []
    pending = [[start]]  # what remains to follow at each step of the path
    while pending:
        if not pending[-1]:
            pending.pop()
            settled.update(path[-1:])
            path = path[:-1]
            continue
        name = pending[-1].pop()
        if name in path:
            return (*path[path.index(name) :], name)
        if name in rules and name not in settled:
            path.append(name)
            pending.append(sorted(names_of(rules[name]), reverse=True))
    return ()
