"""How is a relevance equation of LimeSurvey said in our language of rules?

Comparisons of an answer with a constant, `is_empty`, `not`, `and`, `or` and parentheses are translated. Anything
else is not, and the caller keeps the equation as text.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from autan.formats.importers.foreign_rules import Token, TokenReader, UntranslatableError, cut_tokens
from autan.questionnaires.core.rules.checks import ValueType
from autan.questionnaires.core.rules.expressions import Operator

_TOKEN = re.compile(
    r"\s*(?:(?P<string>\"[^\"]*\"|'[^']*')|(?P<name>that\.[A-Za-z]\w*(?:\.\w+)*|\d+X\d+X\w+(?:\.\w+)*|[A-Za-z]\w*(?:\.\w+)*)"
    r"|(?P<number>-?\d+(?:\.\d+)?)|(?P<sign>==|!=|<=|>=|&&|\|\||[<>!()]))"
)
_WORDS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_OPERATORS = {operator.value: operator for operator in Operator if operator not in {Operator.IN, Operator.NOT_IN}}
_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_NESTING = frozenset({"(", "!", "not"})
_DEEPEST = 60
_INSERTED = re.compile(r"@([\w.]+)@|\{([\w.:]+)\}")  # another answer, or a trait of a participant
_SUFFIXES = (".NAOK", ".code", ".value", ".valueNAOK")


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """What a name of an equation stands for.

    Attributes:
        question: code of our question.
        type: what its answer can be compared with.
        choices: our choice for each of LimeSurvey's codes.
        ticked: our choice, for one box of a multiple choice.
    """

    question: str
    type: ValueType
    choices: Mapping[str, str] = field(default_factory=dict)
    ticked: str = ""


def translate_equation(equation: str, variables: Mapping[str, Variable]) -> str:
    """Return the rule that says an equation; empty for one that is always true.

    Args:
        equation: text of the relevance.
        variables: what each name stands for.

    Raises:
        UntranslatableError: our language cannot say it.
    """
    text = equation.strip()
    if text in {"", "1"}:
        return ""
    tokens = _tokens(text)
    if sum(word in _NESTING for _, word in tokens) > _DEEPEST:
        raise UntranslatableError
    return _Translator(tokens, variables).whole()


def _tokens(text: str) -> list[Token]:
    found = cut_tokens(_TOKEN, text)
    return [("sign", _WORDS[word]) if kind == "name" and word in _WORDS else (kind, word) for kind, word in found]


class _Translator(TokenReader):
    """One method a level of priority."""

    def __init__(self, tokens: list[Token], variables: Mapping[str, Variable]) -> None:
        super().__init__(tokens)
        self.variables = variables

    def whole(self) -> str:
        text = self._any()
        self._expect_end()
        return text

    def _any(self) -> str:
        return self._joined(self._all, ("or", "||"), "or")

    def _all(self) -> str:
        return self._joined(self._one, ("and", "&&"), "and")

    def _joined(self, read: Callable[[], str], signs: tuple[str, str], word: str) -> str:
        parts = [read()]
        while self._peek() in signs:
            self.place += 1
            parts.append(read())
        return parts[0] if len(parts) == 1 else f" {word} ".join(f"({part})" for part in parts)

    def _one(self) -> str:
        word = self._peek()
        if word in {"!", "not"}:
            self.place += 1
            return self._denied()
        if word == "(":
            self.place += 1
            inner = self._any()
            self._expect(")")
            return inner
        if word == "is_empty":
            return _absence(self._called())
        if word == "count":
            return self._counted()
        return self._compared()

    def _denied(self) -> str:
        if self._peek() == "is_empty":
            return _presence(self._called())
        return f"not ({self._one()})"

    def _called(self) -> Variable:
        """The variable inside a call of a function of one argument."""
        self.place += 1
        self._expect("(")
        variable = self._variable(self._take("name")[1])
        self._expect(")")
        return variable

    def _counted(self) -> str:
        variable = self._called()
        self._expect(">")
        self._expect("0")
        return _presence(variable)

    def _compared(self) -> str:
        first = self._take("name", "string", "number")
        sign = self._take("sign")[1]
        second = self._take("name", "string", "number")
        if sign not in _OPERATORS or (first[0] == "name") == (second[0] == "name"):
            raise UntranslatableError
        if first[0] == "name":
            return _comparison(self._variable(first[1]), sign, second[1])
        return _comparison(self._variable(second[1]), _MIRRORED.get(sign, sign), first[1])

    def _variable(self, name: str) -> Variable:
        bare = name.removeprefix("that.")
        for suffix in _SUFFIXES:
            bare = bare.removesuffix(suffix)
        if bare not in self.variables:
            raise UntranslatableError
        return self.variables[bare]


def _presence(variable: Variable) -> str:
    return f"'{variable.ticked}' in {variable.question}" if variable.ticked else f"answered({variable.question})"


def _absence(variable: Variable) -> str:
    if variable.ticked:
        return f"'{variable.ticked}' not in {variable.question}"
    return f"not answered({variable.question})"


def _comparison(variable: Variable, sign: str, literal: str) -> str:
    value = literal[1:-1] if literal[0] in "\"'" else literal
    if sign in {"==", "!="} and not value:
        return _absence(variable) if sign == "==" else _presence(variable)
    if variable.ticked:
        if sign not in {"==", "!="} or value != "Y":
            raise UntranslatableError
        return _presence(variable) if sign == "==" else _absence(variable)
    if variable.type is ValueType.CHOICE and sign in {"==", "!="} and value in variable.choices:
        return f"{variable.question} {sign} '{variable.choices[value]}'"
    if variable.type is ValueType.NUMBER and re.fullmatch(r"-?\d{1,18}(\.\d{1,18})?", value):
        return f"{variable.question} {sign} {value}"
    if variable.type is ValueType.DAY and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return f"{variable.question} {sign} '{value}'"
    raise UntranslatableError


def say_conditions(conditions: list[tuple[str, str, str, str]]) -> str:
    """Return the equation of an older table of conditions.

    Scenarios are alternatives, and so are the values expected of one name in a scenario.

    Args:
        conditions: name compared, method, value and scenario of each row.

    >>> say_conditions([("Q1.NAOK", "==", "A", "1"), ("Q2.NAOK", "RX", "/^3/", "1"), ("Q3.NAOK", "!=", " ", "2")])
    '((Q1.NAOK == "A") and (regexMatch("/^3/", Q2.NAOK))) or ((!is_empty(Q3.NAOK)))'
    """
    scenarios: dict[str, dict[str, list[str]]] = {}
    for name, method, value, scenario in conditions:
        said = f"({_say_condition(name, method.strip(), value)})"
        scenarios.setdefault(scenario, {}).setdefault(name, []).append(said)
    said_scenarios = (
        " and ".join(said[0] if len(said) == 1 else f"({' or '.join(said)})" for said in by_name.values())
        for by_name in scenarios.values()
    )
    return " or ".join(f"({said})" for said in said_scenarios)


def _say_condition(name: str, method: str, value: str) -> str:
    """One row; « a<b » compares words, RX matches a pattern, and a blank value is no answer."""
    sign = method.removeprefix("a").removesuffix("b") or "=="
    if not value.strip() and sign in {"==", "!="}:
        return f"is_empty({name})" if sign == "==" else f"!is_empty({name})"
    quote = "'" if '"' in value else '"'
    if sign == "RX":
        return f"regexMatch({quote}{value}{quote}, {name})"
    inserted = _INSERTED.fullmatch(value)
    return f"{name} {sign} {inserted[1] or inserted[2] if inserted else f'{quote}{value}{quote}'}"
