"""The small language of rules, read into a tree and written again. Nothing of it is ever executed.

Names stand for questions in a questionnaire; `evaluation` and `checks` take whatever else gives them a meaning.

| form | meaning |
|---|---|
| `q05 == 'yes'`, `q05 != 'no'`, `q02 in ['a', 'b']` | choice made |
| `'state' in q18`, `'state' not in q18` | choice ticked among several |
| `q13 > 2`, `q03 <= 2008`, `q04 >= '2010-01-01'` | number, year, day |
| `answered(q24)` | a value is known, whatever it is |
| `not`, `and`, `or`, parentheses | combinations |

The signs are those above and no others: a text that holds another one is refused before anything reads it. The words
are a subset of Python's grammar, read with its parser and turned at once into the classes below.
"""

import ast
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from autan.ground.errors import DomainError
from autan.ground.wordings import Sentence

MAX_LENGTH = 500
LARGEST_NUMBER = 10**15
"""Beyond it, a decimal number of the machine skips whole numbers."""
_ANSWERED = "answered"
_TOKENS = r"""'[^'\\]*' | "[^"\\]*" | [a-z_]\w*+ | \d++(?:\.\d++)?(?![\w.]) | [=!<>]= | [<>()\[\],-] | \s"""
_FLAGS = re.ASCII | re.IGNORECASE | re.VERBOSE
_SIGNS = re.compile(rf"(?: {_TOKENS} )*+", _FLAGS)
_ARITHMETIC_SIGNS = re.compile(rf"(?: {_TOKENS} | [+*/] )*+", _FLAGS)
_EXAMPLES = (
    (Sentence("une règle"), "q05 == 'yes' and q13 > 2"),
    (Sentence("une formule"), "ghg_total / population * 1000"),
)
_CURLY = frozenset("‘’“”«»‹›„")


class ExpressionError(DomainError):
    """A relevance rule cannot be read: what was expected, in French, at a column counted from 1."""

    def __init__(self, column: int, expected: str) -> None:
        self.column = column
        self.expected = expected
        super().__init__("signe {column}\u00a0: {expected}", column=column, expected=Sentence(expected))


class Operator(StrEnum):
    """How two operands are compared."""

    EQUAL = "=="
    DIFFERENT = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    IN = "in"
    NOT_IN = "not in"


class Connective(StrEnum):
    """How several rules combine."""

    AND = "and"
    OR = "or"


type Value = float | str | tuple[str, ...]
"""A number, a word, or several words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """True when a value is known of what is named."""

    name: str
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What is named, compared with a value.

    Attributes:
        column: place of the name in the rule, from 1; that of the value where it stands first.
        is_reversed: True when the value is written first, as in `10 < q13` or `'state' in q18`.
    """

    name: str
    operator: Operator
    value: Value
    column: int
    value_column: int
    is_reversed: bool = False

    @property
    def direct(self) -> Operator:
        """How what is named stands to the value, whichever is written first: `>` for `10 < q13`."""
        return MIRRORED.get(self.operator, self.operator) if self.is_reversed else self.operator


@dataclass(frozen=True, slots=True, kw_only=True)
class Negation:
    """The contrary of a rule."""

    rule: "Rule"
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """Several rules, all or any of which must hold."""

    junction: Connective
    rules: tuple["Rule", ...]
    column: int


type Rule = Answered | Condition | Negation | Combination

MIRRORED = {
    Operator.LESS: Operator.MORE,
    Operator.MORE: Operator.LESS,
    Operator.AT_MOST: Operator.AT_LEAST,
    Operator.AT_LEAST: Operator.AT_MOST,
}
"""The operator that says the same with its operands exchanged; others are their own."""

_OPERATORS: dict[type[ast.cmpop], Operator] = {
    ast.Eq: Operator.EQUAL,
    ast.NotEq: Operator.DIFFERENT,
    ast.Lt: Operator.LESS,
    ast.LtE: Operator.AT_MOST,
    ast.Gt: Operator.MORE,
    ast.GtE: Operator.AT_LEAST,
    ast.In: Operator.IN,
    ast.NotIn: Operator.NOT_IN,
}


def parse_rule(text: str) -> Rule:
    """Read a relevance rule: at most 500 characters of the language described at the top of this file.

    Raises ExpressionError: with the place of the first fault.

    >>> parse_rule("answered(q24)")
    Answered(name='q24', column=1)
    """
    return rule_of(parse_tree(text))


def parse_tree(text: str, *, is_arithmetic: bool = False, max_length: int = MAX_LENGTH) -> ast.expr:
    """Read the tree of a rule, or of a formula of a room above, every place being that of the text as written.

    Arithmetic allows the signs of a calculation too: + * /.

    Raises ExpressionError: with the place of the first fault.
    """
    what, example = _EXAMPLES[is_arithmetic]
    if len(text) > max_length:
        raise ExpressionError(
            max_length, Sentence("{what} d’au plus {max_length} signes", what=what, max_length=max_length)
        )
    _refuse_other_signs(text, _ARITHMETIC_SIGNS if is_arithmetic else _SIGNS)
    shift = len(text) - len(text.lstrip())
    try:
        tree = ast.parse(" ".join(text.strip().splitlines()), mode="eval")
    except SyntaxError as error:
        raise ExpressionError(
            (error.offset or len(text.strip()) + 1) + shift,
            Sentence("{what} bien formée, comme : {example}", what=what, example=example),
        ) from None
    for node in ast.walk(tree.body):
        if isinstance(node, ast.expr):
            node.col_offset += shift  # so that each place is that of the text as written
    return tree.body


def _refuse_other_signs(text: str, signs: re.Pattern[str]) -> None:
    """Only plain words, numbers, straight quotes, operators, brackets and commas: neither accents nor escapes."""
    foreign = next((rank for rank, sign in enumerate(text) if not sign.isascii()), len(text))
    read = signs.match(text, 0, foreign)
    place = read.end() if read else 0
    if place == len(text):
        return
    sign = text[place]
    if sign in "'\"" and foreign < len(text):
        place, sign = foreign, text[foreign]  # a word that holds what no code of a choice can
    raise ExpressionError(place + 1, _expected_sign(sign))


def _expected_sign(sign: str) -> str:
    if sign in _CURLY:
        return Sentence("des guillemets droits, ' ou \"")
    if sign in "'\"":
        return Sentence("un mot entre deux guillemets droits, sans barre oblique inverse")
    if sign.isdigit():
        return Sentence("un nombre en chiffres, avec un point avant les décimales, comme 12 ou 2.5")
    return Sentence("un signe de cette langue (lu : {sign})", sign=sign if sign.isprintable() else ascii(sign)[1:-1])


def names_of(rule: Rule) -> frozenset[str]:
    """Return what a rule names.

    >>> sorted(names_of(parse_rule("q1 == 'yes' and not answered(q2)")))
    ['q1', 'q2']
    """
    if isinstance(rule, Combination):
        return frozenset[str]().union(*(names_of(part) for part in rule.rules))
    return names_of(rule.rule) if isinstance(rule, Negation) else frozenset({rule.name})


def rule_of(node: ast.expr) -> Rule:
    """Read the rule that a tree of `parse_tree` holds; `ExpressionError` with the place of what is none."""
    column = node.col_offset + 1
    if isinstance(node, ast.BoolOp):
        junction = Connective.AND if isinstance(node.op, ast.And) else Connective.OR
        return Combination(junction=junction, rules=tuple(rule_of(part) for part in node.values), column=column)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return Negation(rule=rule_of(node.operand), column=column)
    if isinstance(node, ast.Compare):
        return _condition(node, column)
    if isinstance(node, ast.Call):
        is_ours = isinstance(node.func, ast.Name) and node.func.id == _ANSWERED
        if not is_ours or node.keywords or len(node.args) != 1 or not isinstance(node.args[0], ast.Name):
            raise ExpressionError(column, "answered(q05), seule fonction de la langue")
        return Answered(name=node.args[0].id, column=column)
    raise ExpressionError(column, "une comparaison (q05 == 'yes') ou answered(q05)")


def _condition(node: ast.Compare, column: int) -> Condition:
    operator = _OPERATORS.get(type(node.ops[0]))
    if operator is None or len(node.ops) > 1:
        raise ExpressionError(column, Sentence("une seule comparaison, par {operator}", operator=", ".join(Operator)))
    left, right = node.left, node.comparators[0]
    is_reversed = not isinstance(left, ast.Name)
    variable, constant = (right, left) if is_reversed else (left, right)
    value = _value(constant)
    if not isinstance(variable, ast.Name) or value is None:
        raise ExpressionError(column, "un nom comparé à une valeur, comme\u00a0: q05 == 'yes'")
    return Condition(
        name=variable.id,
        operator=operator,
        value=value,
        column=column,
        value_column=constant.col_offset + 1,
        is_reversed=is_reversed,
    )


def _value(node: ast.expr) -> Value | None:
    """The constant of a comparison; None for a name, `ExpressionError` for what is neither."""
    if isinstance(node, ast.Name):
        return None
    if isinstance(node, ast.List | ast.Tuple):
        return tuple(_word(item) for item in node.elts)
    is_negative = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)
    constant = node.operand if isinstance(node, ast.UnaryOp) and is_negative else node
    value = constant.value if isinstance(constant, ast.Constant) else None
    if (number := finite_number(value, node.col_offset + 1)) is not None:
        return -number if is_negative else number
    if isinstance(value, str) and not is_negative:
        return value
    raise ExpressionError(node.col_offset + 1, "un nom, un nombre, un mot entre guillemets ou une liste de mots")


def finite_number(constant: object, column: int) -> int | float | None:
    """Return a constant that is a number; None when it is another thing.

    Raises ExpressionError: it is a number that no calculation holds.
    """
    # for Python, True is a whole number
    if not isinstance(constant, int | float) or isinstance(constant, bool):
        return None
    if abs(constant) > LARGEST_NUMBER:
        raise ExpressionError(column, "un nombre d’au plus quinze chiffres avant les décimales")
    return constant


def _word(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise ExpressionError(node.col_offset + 1, "un mot entre guillemets")


def tree_of(rule: Rule) -> tuple[Any, ...]:
    """Return a rule as nested values that any program can walk: what it does, then what to.

    >>> tree_of(parse_rule("q1 == 'yes' and (not answered(q2) or 10 < q3)"))
    ('and', ('==', 'q1', 'yes'), ('or', ('not', ('answered', 'q2')), ('>', 'q3', 10)))
    """
    if isinstance(rule, Combination):
        return (rule.junction.value, *map(tree_of, rule.rules))
    if isinstance(rule, Negation):
        return ("not", tree_of(rule.rule))
    return (_ANSWERED, rule.name) if isinstance(rule, Answered) else (rule.direct.value, rule.name, rule.value)


def write_rule(rule: Rule) -> str:
    """Return the text of a rule, in one form only.

    >>> write_rule(parse_rule("(q1=='yes')   and not (answered( q2 ))"))
    "q1 == 'yes' and not answered(q2)"
    >>> write_rule(parse_rule("not (a == 1 or b == 2) and (c == 3 and d == 4)"))
    'not (a == 1 or b == 2) and (c == 3 and d == 4)'
    """
    if isinstance(rule, Combination):
        return f" {rule.junction} ".join(map(_write_part, rule.rules))
    if isinstance(rule, Negation):
        return f"not {_write_part(rule.rule)}"
    return f"answered({rule.name})" if isinstance(rule, Answered) else _write_condition(rule)


def _write_part(rule: Rule) -> str:
    """Only rules that are combined need brackets inside another one."""
    return f"({write_rule(rule)})" if isinstance(rule, Combination) else write_rule(rule)


def _write_condition(rule: Condition) -> str:
    value = _write_value(rule.value)
    left, right = (value, rule.name) if rule.is_reversed else (rule.name, value)
    return f"{left} {rule.operator} {right}"


def _write_value(value: float | str | tuple[str, ...]) -> str:
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}"  # never with an exponent, which the language does not have
    return repr(list(value)) if isinstance(value, tuple) else repr(value)
