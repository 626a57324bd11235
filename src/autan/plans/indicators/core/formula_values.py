"""The value of a formula, with what lacked: an unknown input is named, never taken as nil."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from autan.evidence.figures.core.states import ValueState, worst_state
from autan.ground.expressions.core.evaluation import Chosen, Given, compare, evaluate
from autan.ground.expressions.core.rules import Condition
from autan.ground.texts.core.texts import Text
from autan.plans.indicators.core.formulas import (
    Aggregate,
    Call,
    Conditional,
    Constant,
    Formula,
    Operation,
    Reference,
    Sign,
)

DIVIDED_BY_NIL = Text("division par une valeur nulle", "division by a nil value")
TOO_LARGE = Text("résultat trop grand pour être un chiffre", "result too large to be a figure")
NOTHING_KNOWN = Text("aucune des valeurs qui y entrent n’est connue", "none of the values that enter is known")


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """The value of an indicator as a formula reads it; None when it is unknown."""

    value: float | None
    state: ValueState = ValueState.OBSERVED


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaResult:
    """What a formula gives.

    Attributes:
        value: the result; None when it is unknown.
        state: worst state of what entered; a lower bound where an optional value lacked.
        missing: needed indicators or traits that are unknown, in the order met.
        left_out: optional indicators that are unknown: the result goes without them.
        trouble: why there is no result though no needed value lacks, or None.
    """

    value: float | None
    state: ValueState
    missing: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    trouble: Text | None = None


class _Absent:
    """An optional term that lacks: it leaves a sum as it is."""


_ABSENT = _Absent()
type _Term = float | _Absent | None
_AGGREGATES: Mapping[Aggregate, Callable[[Sequence[float]], float]] = {
    Aggregate.SUM: sum,
    Aggregate.MEAN: lambda terms: sum(terms) / len(terms),
    Aggregate.MIN: min,
    Aggregate.MAX: max,
}


@dataclass(slots=True, kw_only=True)
class _Reading:
    """One evaluation under way: what is known, and what was met."""

    inputs: Mapping[str, Input]
    traits: Mapping[str, Given]
    missing: dict[str, None] = field(default_factory=dict)
    left_out: dict[str, None] = field(default_factory=dict)
    states: list[ValueState] = field(default_factory=list)
    trouble: Text | None = None

    def is_answered(self, name: str) -> bool | None:
        return self._given(name) is not None

    def holds(self, condition: Condition) -> bool | None:
        given = self._given(condition.name)
        if given is None:
            self.missing[condition.name] = None
        is_word = isinstance(condition.value, str | tuple)
        return None if isinstance(given, float) and is_word else compare(condition, given)

    def _given(self, name: str) -> Given:
        if name in self.traits:
            return self.traits[name]
        held = self.inputs.get(name)
        return held.value if held else None

    def term(self, formula: Formula) -> _Term:
        if isinstance(formula, Constant):
            return formula.value
        if isinstance(formula, Reference):
            return self._reference(formula)
        if isinstance(formula, Conditional):
            held = evaluate(formula.rule, self)
            return None if held is None else self.term(formula.then if held else formula.otherwise)
        if isinstance(formula, Call):
            return self._call(formula)
        return self._operation(formula)

    def _reference(self, formula: Reference) -> _Term:
        held = self.inputs.get(formula.name)
        if held is not None and held.value is not None:
            self.states.append(held.state)
            return float(held.value)
        if formula.is_optional:
            self.left_out[formula.name] = None
            return _ABSENT
        self.missing[formula.name] = None
        return None

    def _call(self, formula: Call) -> _Term:
        terms = [self.term(part) for part in formula.terms]
        if None in terms:
            return None
        known = [term for term in terms if isinstance(term, float)]
        return float(_AGGREGATES[formula.function](known)) if known else _ABSENT

    def _operation(self, formula: Operation) -> _Term:
        left, right = self.term(formula.left), self.term(formula.right)
        if left is None or right is None:
            return None
        if isinstance(left, _Absent) or isinstance(right, _Absent):
            return self._with_absent(formula.sign, left, right)
        if formula.sign is Sign.OVER and right == 0:
            self.trouble = DIVIDED_BY_NIL
            return None
        return _calculate(formula.sign, left, right)

    def _with_absent(self, sign: Sign, left: float | _Absent, right: float | _Absent) -> _Term:
        """A term that lacks is left out of a sum or a difference; a product or a quotient lacks with it."""
        if sign in {Sign.TIMES, Sign.OVER}:
            return _ABSENT
        if isinstance(right, float):
            return -right if sign is Sign.MINUS else right
        return left


def _calculate(sign: Sign, left: float, right: float) -> float:
    if sign is Sign.PLUS:
        return left + right
    if sign is Sign.MINUS:
        return left - right
    return left * right if sign is Sign.TIMES else left / right


def evaluate_formula(
    formula: Formula, inputs: Mapping[str, Input], traits: Mapping[str, Given] | None = None
) -> FormulaResult:
    """Return the value of a formula.

    Args:
        formula: a formula whose units `formula_units` finds right.
        inputs: value of each indicator by name, in the unit of its definition; those that lack are unknown.
        traits: what the rules name besides indicators: words, numbers, or codes chosen (`Chosen`).

    >>> from autan.plans.indicators.core.formulas import parse_formula
    >>> evaluate_formula(parse_formula("optional(a) + optional(b)"), {"a": Input(value=2.0)}).left_out
    ('b',)
    """
    reading = _Reading(inputs=inputs, traits=traits or {})
    found = reading.term(formula)
    value, trouble = (found, reading.trouble) if isinstance(found, float) else (None, reading.trouble)
    if isinstance(found, _Absent):
        trouble = NOTHING_KNOWN
    elif value is not None and not math.isfinite(value):
        value, trouble = None, TOO_LARGE
    states = reading.states + [ValueState.LOWER_BOUND] * bool(reading.left_out)
    return FormulaResult(
        value=value,
        state=ValueState.MISSING if value is None else worst_state(states or [ValueState.OBSERVED]),
        missing=tuple(reading.missing),
        left_out=tuple(reading.left_out),
        trouble=trouble,
    )


def chosen(*codes: str) -> Chosen:
    """Return codes that a trait holds, all others being refused."""
    return Chosen(codes=frozenset(codes), is_exhaustive=True)
