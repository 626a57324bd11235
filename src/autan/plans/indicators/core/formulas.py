"""Formulas of indicators, read into a tree. Nothing of them is ever executed.

The language is that of the rules of questionnaires (`questionnaires.core.rules.expressions`), with arithmetic:

| form | meaning |
|---|---|
| `ghg_total / population * 1000` | values of other indicators, `+ - * /`, parentheses |
| `optional(ghg_waste)` | a value that may lack: it is then left out, and the result says so |
| `sum(a, b)`, `mean(a, b)`, `min(a, b)`, `max(a, b)` | functions of the catalogue |
| `40 if 'epci' in kind else 32` | a rule of questionnaires chooses |
| `unknown` | no value |
"""

import ast
from dataclasses import dataclass
from enum import StrEnum

from autan.ground.expressions.core.rules import ExpressionError, Rule, finite_number, parse_tree, rule_of
from autan.ground.wordings import Sentence

MAX_LENGTH = 2_000
MAX_DEPTH = 120
OPTIONAL, UNKNOWN = "optional", "unknown"


class Sign(StrEnum):
    """Arithmetic between two terms."""

    PLUS = "+"
    MINUS = "-"
    TIMES = "*"
    OVER = "/"


class Aggregate(StrEnum):
    """Functions of several terms."""

    SUM = "sum"
    MEAN = "mean"
    MIN = "min"
    MAX = "max"


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant:
    """A number; None for `unknown`."""

    value: float | None
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The value of another indicator; an optional one may lack."""

    name: str
    is_optional: bool
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """Two terms and a sign."""

    sign: Sign
    left: "Formula"
    right: "Formula"
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A function over several terms."""

    function: Aggregate
    terms: tuple["Formula", ...]
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditional:
    """One term or another, by a rule."""

    rule: Rule
    then: "Formula"
    otherwise: "Formula"
    column: int


type Formula = Constant | Reference | Operation | Call | Conditional

_SIGNS: dict[type[ast.operator], Sign] = {
    ast.Add: Sign.PLUS,
    ast.Sub: Sign.MINUS,
    ast.Mult: Sign.TIMES,
    ast.Div: Sign.OVER,
}


def parse_formula(text: str) -> Formula:
    """Read a formula.

    `text`: at most 2,000 characters of the language described at the top of this file.
    Raises ExpressionError: with the place of the first fault.

    >>> parse_formula("ghg / 2").sign
    <Sign.OVER: '/'>
    """
    return _formula(parse_tree(text, is_arithmetic=True, max_length=MAX_LENGTH), MAX_DEPTH)


def references_of(formula: Formula) -> tuple[Reference, ...]:
    """Return the indicators that a formula names, each once, in the order in which they stand.

    >>> [each.name for each in references_of(parse_formula("a + optional(b) + a"))]
    ['a', 'b']
    """
    references: dict[str, Reference] = {}
    waiting = [formula]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, Reference):
            reference = references.get(node.name)
            if reference is None or (reference.is_optional and not node.is_optional):
                references[node.name] = node
        waiting = [*_parts(node), *waiting]
    return tuple(references.values())


def _parts(formula: Formula) -> tuple[Formula, ...]:
    if isinstance(formula, Operation):
        return formula.left, formula.right
    if isinstance(formula, Call):
        return formula.terms
    return (formula.then, formula.otherwise) if isinstance(formula, Conditional) else ()


def _formula(node: ast.expr, depth: int) -> Formula:
    column = node.col_offset + 1
    if depth == 0:
        raise ExpressionError(
            column, Sentence("au plus {max_depth} opérations l’une dans l’autre", max_depth=MAX_DEPTH)
        )
    if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
        left, right = _formula(node.left, depth - 1), _formula(node.right, depth - 1)
        return Operation(sign=_SIGNS[type(node.op)], left=left, right=right, column=column)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        zero = Constant(value=0.0, column=column)
        return Operation(sign=Sign.MINUS, left=zero, right=_formula(node.operand, depth - 1), column=column)
    if isinstance(node, ast.IfExp):
        then, otherwise = _formula(node.body, depth - 1), _formula(node.orelse, depth - 1)
        return Conditional(rule=rule_of(node.test), then=then, otherwise=otherwise, column=column)
    return _call(node, depth) if isinstance(node, ast.Call) else _leaf(node)


def _leaf(node: ast.expr) -> Formula:
    column = node.col_offset + 1
    if isinstance(node, ast.Name):
        if node.id == UNKNOWN:
            return Constant(value=None, column=column)
        return Reference(name=node.id, is_optional=False, column=column)
    value = node.value if isinstance(node, ast.Constant) else None
    if (number := finite_number(value, column)) is not None:
        return Constant(value=float(number), column=column)
    raise ExpressionError(column, "un indicateur, un nombre, un calcul ou une fonction")


def _call(node: ast.Call, depth: int) -> Formula:
    column = node.col_offset + 1
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name == OPTIONAL:
        (only,) = node.args if len(node.args) == 1 else (None,)
        if not isinstance(only, ast.Name) or node.keywords:
            raise ExpressionError(column, "optional(un_indicateur)")
        return Reference(name=only.id, is_optional=True, column=column)
    if name not in set(Aggregate) or node.keywords or not node.args:
        expected = Sentence(
            "une fonction du catalogue avec ses termes : {known}", known=", ".join([OPTIONAL, *Aggregate])
        )
        raise ExpressionError(column, expected)
    terms = tuple(_formula(part, depth - 1) for part in node.args)
    return Call(function=Aggregate(name), terms=terms, column=column)
