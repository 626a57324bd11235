"""Formulas of indicators, read into a tree, never executed; their order, their cycles, what a total leaves out."""

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from autan.ground.errors import DomainError
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


class FormulaCycleError(DomainError):
    """An indicator is computed from itself. `path`: the indicators from the first back to itself."""

    def __init__(self, path: tuple[str, ...]) -> None:
        self.path = path
        super().__init__("un indicateur se calcule à partir de lui-même\u00a0: {path}", path=" → ".join(path))


def computation_order(references: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return computed indicators, each after those that it is computed from.

    `references`: names in the formula of each computed indicator.

    >>> computation_order({"total": ["part"], "part": ["x"]})
    ('part', 'total')
    """
    ordered: dict[str, None] = {}
    for start in references:
        path: list[str] = []
        waiting: list[tuple[str, bool]] = [(start, False)]
        while waiting:
            name, is_left = waiting.pop()
            if is_left:
                path.pop()
                ordered[name] = None
            elif name in path:
                raise FormulaCycleError((*path[path.index(name) :], name))
            elif name not in ordered and name in references:
                path.append(name)
                waiting.append((name, True))
                waiting += [(other, False) for other in references[name]]
    return tuple(ordered)


def reached_from(name: str, references: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Return every indicator that one is computed from, near or far."""
    reached: set[str] = set()
    waiting = list(references.get(name, ()))
    while waiting:
        other = waiting.pop()
        if other not in reached:
            reached.add(other)
            waiting += references.get(other, ())
    return frozenset(reached)


def left_out_children(total: str, children: Iterable[str], references: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return the children of a total that it is not computed from.

    A child whose own parts all enter the total is a subtotal, and is not left out.

    >>> left_out_children("t", ["a", "b", "ab"], {"t": ["a"], "ab": ["a"]})
    ('b',)
    """
    entered = reached_from(total, references) | {total}

    def enters(child: str) -> bool:
        parts = set(references.get(child, ()))
        return child in entered or (bool(parts) and parts <= entered)

    return tuple(child for child in children if not enters(child))
