"""Checks that a rule is right for the questions that it names, when it is read; `evaluation` uses it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from autan.ground.expressions.core.evaluation import read_day
from autan.ground.expressions.core.rules import (
    Combination,
    Condition,
    ExpressionError,
    Negation,
    Operator,
    Rule,
    names_of,
)
from autan.ground.wordings import Sentence


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
