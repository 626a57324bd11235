"""How is an expression of a form (XPath) said in our language of rules?

Comparisons of an answer with a constant, `selected`, `not`, `and`, `or`, parentheses and the ways of saying that
something was answered are translated. Anything else is not, and the caller keeps the expression as text.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from autan.formats.importers.foreign_rules import Token, TokenReader, UntranslatableError, cut_tokens
from autan.questionnaires.core.rules.checks import ValueType

OWN_ANSWER = "."  # what an expression calls the answer that it is about
_TOKEN = re.compile(
    r"\s*(?:(?P<string>\"[^\"]*\"|'[^']*')|(?P<name>\$\{\s*[^}\s]+\s*\}|\.(?![\w.]))|(?P<number>-?\d+(?:\.\d+)?)"
    r"|(?P<word>[A-Za-z][A-Za-z-]*)|(?P<sign>!=|<=|>=|[=<>(),]))"
)
_SIGNS = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_COUNTED = frozenset({"count", "string-length", "count-selected"})
_ABSENT = frozenset({("==", "0"), ("<", "1"), ("<=", "0")})
_PRESENT = frozenset({("!=", "0"), (">", "0"), (">=", "1")})
_MEMBER = re.compile(r"(\w+) (==|!=) ('\w+')")
_DEEPEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """What a name of an expression stands for.

    Attributes:
        question: code of our question.
        type: what its answer can be compared with.
        choices: our choice for each code of the form.
    """

    question: str
    type: ValueType
    choices: Mapping[str, str] = field(default_factory=dict)


def translate_expression(expression: str, variables: Mapping[str, Variable]) -> str:
    """Return the rule that says an expression; empty for one that is always true.

    Args:
        expression: text of a `relevant` or of a `constraint`.
        variables: what each name stands for; `.` is the answer that a constraint is about.

    Raises:
        UntranslatableError: our language cannot say it.

    >>> plan = Variable(question="plan", type=ValueType.CHOICE, choices={"1": "yes", "2": "no"})
    >>> translate_expression("${Plan} = '1' or ${Plan} = '2'", {"Plan": plan})
    "plan in ['yes', 'no']"
    """
    if expression.strip() in {"", "true()", "1"}:
        return ""
    tokens = cut_tokens(_TOKEN, expression.strip())
    if sum(word in {"(", "not"} for _, word in tokens) > _DEEPEST:
        raise UntranslatableError
    return _Translator(tokens, variables).whole()


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
        return self._joined(self._all, "or")

    def _all(self) -> str:
        return self._joined(self._one, "and")

    def _joined(self, read: Callable[[], str], word: str) -> str:
        parts = [read()]
        while self._peek() == word:
            self.place += 1
            parts.append(read())
        return _join(list(dict.fromkeys(parts)), word)

    def _one(self) -> str:
        word = self._peek()
        if word == "not":
            self.place += 1
            return f"not ({self._in_parentheses(self._any)})"
        if word == "(":
            return self._in_parentheses(self._any)
        if word == "selected":
            self.place += 1
            return self._in_parentheses(self._selected)
        return self._compared()

    def _in_parentheses(self, read: Callable[[], str]) -> str:
        self._expect("(")
        inner = read()
        self._expect(")")
        return inner

    def _selected(self) -> str:
        variable = self._variable(self._take("name")[1])
        self._expect(",")
        choice = variable.choices.get(self._take("string")[1][1:-1])
        if choice is None or variable.type not in {ValueType.CHOICE, ValueType.CHOICES}:
            raise UntranslatableError
        if variable.type is ValueType.CHOICES:
            return f"'{choice}' in {variable.question}"
        return f"{variable.question} == '{choice}'"

    def _compared(self) -> str:
        first = self._operand()
        sign = _SIGNS.get(self._take("sign")[1], "")
        second = self._operand()
        names = [side for side in (first, second) if side[0] in {"name", "count"}]
        if not sign or len(names) != 1:
            raise UntranslatableError
        literal = second[1] if names[0] is first else first[1]
        direct = sign if names[0] is first else _MIRRORED.get(sign, sign)
        variable = self._variable(names[0][1])
        if names[0][0] == "count":
            return _counted(variable, direct, literal)
        return _comparison(variable, direct, literal)

    def _operand(self) -> tuple[str, str]:
        """A name, a constant, `date('…')`, or the count of something, as its kind and its text."""
        kind, text = self._take("name", "string", "number", "word")
        if kind == "word":
            if text in _COUNTED:
                return "count", self._in_parentheses(lambda: self._take("name")[1])
            if text == "date":
                return "string", self._in_parentheses(lambda: self._take("string")[1])
            raise UntranslatableError
        return kind, text

    def _variable(self, name: str) -> Variable:
        bare = name if name == OWN_ANSWER else name[2:-1].strip()
        if bare not in self.variables:
            raise UntranslatableError
        return self.variables[bare]


def _join(parts: Sequence[str], word: str) -> str:
    """Join rules; those that compare one answer with several choices are said as one list."""
    if len(parts) == 1:
        return parts[0]
    members = [_MEMBER.fullmatch(part) for part in parts]
    sign = "==" if word == "or" else "!="
    found = {match.group(1) for match in members if match and match.group(2) == sign}
    if len(found) == 1 and all(match and match.group(2) == sign for match in members):
        choices = ", ".join(match.group(3) for match in members if match)
        return f"{found.pop()} {'in' if word == 'or' else 'not in'} [{choices}]"
    return f" {word} ".join(f"({part})" for part in parts)


def _counted(variable: Variable, sign: str, literal: str) -> str:
    if (sign, literal) in _PRESENT:
        return f"answered({variable.question})"
    if (sign, literal) in _ABSENT:
        return f"not answered({variable.question})"
    raise UntranslatableError


def _comparison(variable: Variable, sign: str, literal: str) -> str:
    value = literal[1:-1] if literal[:1] in {"'", '"'} else literal
    if sign in {"==", "!="} and not value:
        return f"{'not ' if sign == '==' else ''}answered({variable.question})"
    if variable.type is ValueType.CHOICE and sign in {"==", "!="} and value in variable.choices:
        return f"{variable.question} {sign} '{variable.choices[value]}'"
    if variable.type is ValueType.NUMBER and re.fullmatch(r"-?\d{1,18}(\.\d{1,18})?", value):
        return f"{variable.question} {sign} {value}"
    if variable.type is ValueType.DAY and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return f"{variable.question} {sign} '{value}'"
    raise UntranslatableError


def split_conjunction(expression: str) -> list[str]:
    """Return the conditions that must all hold, without the parentheses around each.

    >>> split_conjunction("(a = 'x and y') and regex(b, '.') and (c or d)")
    ["a = 'x and y'", "regex(b, '.')", 'c or d']
    """
    parts, begun, depth = [], 0, 0
    for match in re.finditer(r"'[^']*'|\"[^\"]*\"|[()]|\b(?:and|or)\b", expression):
        word = match.group()
        depth += {"(": 1, ")": -1}.get(word, 0)
        if depth == 0 and word == "or":
            return [expression]
        if depth == 0 and word == "and":
            parts.append(expression[begun : match.start()])
            begun = match.end()
    parts.append(expression[begun:])
    return [_without_parentheses(part.strip()) for part in parts] if depth == 0 else [expression]


def _without_parentheses(part: str) -> str:
    """Take away the parentheses that hold a whole condition."""
    if not (part.startswith("(") and part.endswith(")")):
        return part
    depth = 0
    for place, sign in enumerate(re.sub(r"'[^']*'|\"[^\"]*\"", lambda found: "_" * len(found.group()), part)):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth == 0 and place < len(part) - 1:
            return part
    return part[1:-1].strip()


def names_in(expression: str) -> frozenset[str]:
    """Return the names that an expression refers to.

    >>> sorted(names_in("${a} > 1 and ${ b } = ''"))
    ['a', 'b']
    """
    return frozenset(re.findall(r"\$\{\s*([^}\s]+)\s*\}", expression))
