"""The value of a formula, with what lacked: an unknown input is named, never taken as nil."""

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from autan.evidence.figures.core.amounts import Amount, amount_within, unknown_amount
from autan.evidence.figures.core.intervals import NON_NEGATIVE, Interval, least_of, mean_of, most_of, total_of
from autan.evidence.figures.core.intervals import compare as compare_intervals
from autan.evidence.figures.core.states import ValueState
from autan.ground.expressions.core.evaluation import Operand, compare, evaluate
from autan.ground.expressions.core.rules import Condition
from autan.ground.wordings import Sentence, Text
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

DIVIDED_BY_NIL = Sentence("division par une valeur nulle")
TOO_LARGE = Sentence("résultat trop grand pour être un chiffre")
UNDECIDED = Sentence("une condition porte sur une valeur connue à des bornes près, qui ne la tranchent pas")
NOTHING_KNOWN = Sentence("aucune des valeurs qui y entrent n’est connue")


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """An indicator as a formula reads it.

    Attributes:
        value: its number, or the end of what bounds it; None when it is unknown.
        lies: where it lies, when that is not at its value.
    """

    value: float | None
    state: ValueState = ValueState.OBSERVED
    lies: Interval | None = None

    @property
    def interval(self) -> Interval | None:
        """Where it lies; None when it is unknown."""
        if self.lies is not None or self.value is None:
            return self.lies
        return Interval(self.value, math.inf if self.state is ValueState.LOWER_BOUND else self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaResult:
    """What a formula gives.

    Attributes:
        amount: the result within its bounds, and its state: a lower bound where an optional value lacked in a sum, not
            established where what lacks may be on either side.
        missing: needed indicators or traits that are unknown, in the order met.
        left_out: optional indicators that are unknown: the result goes without them.
        trouble: why there is no result though no needed value lacks, or None.
    """

    amount: Amount
    missing: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    trouble: Text | None = None

    @property
    def value(self) -> float | None:
        """The result, or what it is at least; None when it is unknown."""
        return self.amount.value

    @property
    def is_told(self) -> bool:
        """True when something was computed, that bounds it or not."""
        return self.amount.state is not ValueState.MISSING

    @property
    def state(self) -> ValueState:
        """How well it is known."""
        return self.amount.state


class _Absent:
    """An optional term that lacks: it leaves a sum as it is."""


_ABSENT = _Absent()


@dataclass(frozen=True, slots=True)
class _Number:
    """A number computed from what is known, and where it lies."""

    value: float
    lies: Interval


type _Term = _Number | _Absent | None
_AGGREGATES: Mapping[Aggregate, tuple[Callable[[Sequence[float]], float], Callable[[Sequence[Interval]], Interval]]] = {
    Aggregate.SUM: (sum, total_of),
    Aggregate.MEAN: (fmean, mean_of),
    Aggregate.MIN: (min, least_of),
    Aggregate.MAX: (max, most_of),
}


_OPERATIONS: Mapping[Sign, tuple[Callable[[float, float], float], Callable[[Interval, Interval], Interval]]] = {
    Sign.PLUS: (operator.add, Interval.plus),
    Sign.MINUS: (operator.sub, Interval.minus),
    Sign.TIMES: (operator.mul, Interval.times),
    Sign.OVER: (operator.truediv, Interval.over),
}


@dataclass(frozen=False, slots=True, kw_only=True)
class _Reading:
    """One evaluation under way: what is known, and what was met."""

    inputs: Mapping[str, Input]
    traits: Mapping[str, Operand]
    missing: dict[str, None] = field(default_factory=dict)
    left_out: dict[str, None] = field(default_factory=dict)
    states: list[ValueState] = field(default_factory=list)
    trouble: Text | None = None

    def is_answered(self, name: str) -> bool | None:
        return self._operand(name) is not None

    def holds(self, condition: Condition) -> bool | None:
        value = self._operand(condition.name)
        if value is None:
            self.missing[condition.name] = None
        operand = self.inputs.get(condition.name) if condition.name not in self.traits else None
        if operand and operand.interval and isinstance(condition.value, int | float):
            verdict = compare_intervals(
                operand.interval, condition.direct.value, Interval.exactly(float(condition.value))
            )
            if verdict is None:
                self.trouble = UNDECIDED
            return verdict
        is_word = isinstance(condition.value, str | tuple)
        return None if isinstance(value, float) and is_word else compare(condition, value)

    def _operand(self, name: str) -> Operand:
        if name in self.traits:
            return self.traits[name]
        operand = self.inputs.get(name)
        return operand.value if operand else None

    def term(self, formula: Formula) -> _Term:
        if isinstance(formula, Constant):
            value = formula.value
            return None if value is None else _Number(float(value), Interval.exactly(float(value)))
        if isinstance(formula, Reference):
            return self._reference(formula)
        if isinstance(formula, Conditional):
            verdict = evaluate(formula.rule, self)
            return None if verdict is None else self.term(formula.then if verdict else formula.otherwise)
        if isinstance(formula, Call):
            return self._call(formula)
        return self._operation(formula)

    def _reference(self, formula: Reference) -> _Term:
        operand = self.inputs.get(formula.name)
        if operand is not None and operand.value is not None:
            self.states.append(operand.state)
            return _Number(float(operand.value), operand.interval or Interval())
        if formula.is_optional:
            self.left_out[formula.name] = None
            return _ABSENT
        self.missing[formula.name] = None
        return None

    def _call(self, formula: Call) -> _Term:
        terms = [self.term(part) for part in formula.terms]
        if None in terms:
            return None
        known = [term for term in terms if isinstance(term, _Number)]
        if not known:
            return _ABSENT
        of_values, of_intervals = _AGGREGATES[formula.function]
        lacking = [NON_NEGATIVE] * (len(terms) - len(known))
        value = float(of_values([term.value for term in known]))
        lies = [*(term.lies for term in known), *lacking]
        return _Number(value, of_intervals(lies) if math.isfinite(value) else Interval())

    def _operation(self, formula: Operation) -> _Term:
        left, right = self.term(formula.left), self.term(formula.right)
        if left is None or right is None:
            return None
        if isinstance(left, _Absent) or isinstance(right, _Absent):
            return self._with_absent(formula.sign, left, right)
        if formula.sign is Sign.OVER and right.value == 0:
            self.trouble = DIVIDED_BY_NIL
            return None
        return _calculate(formula.sign, left, right)

    def _with_absent(self, sign: Sign, left: _Number | _Absent, right: _Number | _Absent) -> _Term:
        """A term that lacks counts for nothing in a sum or a difference; a product or a quotient lacks with it."""
        if sign in {Sign.TIMES, Sign.OVER} or (isinstance(left, _Absent) and isinstance(right, _Absent)):
            return _ABSENT
        return _calculate(sign, _or_lacking(left), _or_lacking(right))


def _or_lacking(term: _Number | _Absent) -> _Number:
    """Return a term, or an unknown quantity in the place of one that is absent."""
    # Unknown is never zero: 0 serves the indication alone, the interval leaves the amount open upward.
    return term if isinstance(term, _Number) else _Number(0.0, NON_NEGATIVE)


def _calculate(sign: Sign, left: _Number, right: _Number) -> _Number:
    on_values, on_intervals = _OPERATIONS[sign]
    value = on_values(left.value, right.value)
    return _Number(value, on_intervals(left.lies, right.lies) if math.isfinite(value) else Interval())


def evaluate_formula(
    formula: Formula, inputs: Mapping[str, Input], traits: Mapping[str, Operand] | None = None
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
    term = reading.term(formula)
    amount, trouble = unknown_amount(), reading.trouble
    if isinstance(term, _Absent):
        trouble = NOTHING_KNOWN
    elif term is not None and not math.isfinite(term.value):
        trouble = TOO_LARGE
    elif term is not None:
        amount = amount_within(term.lies, reading.states, within=_domain(term), indication=term.value)
    return FormulaResult(
        amount=amount, missing=tuple(reading.missing), left_out=tuple(reading.left_out), trouble=trouble
    )


def _domain(number: _Number) -> Interval:
    """Return the trivial bounds of a result: « at least 0 » tells nothing of what cannot be less."""
    return NON_NEGATIVE if number.lies.low == 0 else Interval()
