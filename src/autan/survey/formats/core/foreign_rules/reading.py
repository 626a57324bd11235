"""Conditions of other tools read into our language of rules, one word after the other.

Comparisons of an answer with a constant, `not`, `and`, `or`, parentheses, and the ways of saying that something was
answered are translated. Anything else is not, and the caller keeps the condition as text. Each tool has its own words:
see `limesurvey.rules` and `xlsform.rules`.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from autan.ground.expressions.core.evaluation import ValueType, check_rule, find_cycle
from autan.ground.expressions.core.rules import MIRRORED, ExpressionError, Operator, Rule, parse_rule, write_rule
from autan.ground.wordings import Sentence
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import OTHER, Question
from autan.survey.questionnaires.core.rules import terms_among

type Token = tuple[str, str]
"""Its kind, named by the group of the pattern, and its text."""

KEPT = Sentence("une condition que nos règles savent dire (celle-ci est gardée comme texte)")
CIRCLE = Sentence("des règles sans cercle (celle-ci est gardée comme texte)")
"""What a warning says of a condition that is kept."""

_DEEPEST = 60
_EQUALITIES = frozenset({Operator.EQUAL, Operator.DIFFERENT})
_PRESENT = frozenset({("!=", "0"), (">", "0"), (">=", "1")})
_ABSENT = frozenset({("==", "0"), ("<", "1"), ("<=", "0")})
_ABSENCE = re.compile(r"not answered\((\w+)\)|('\w+') not in (\w+)")
_MEMBER = re.compile(r"(\w+) (==|!=) ('\w+')")


class UntranslatableError(Exception):
    """The condition says something that our language of rules does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """What a name of a condition stands for.

    Attributes:
        choices: our choice for each code of the tool.
        ticked: our choice, for one box of a multiple choice that has a name of its own.
    """

    question: str
    type: ValueType
    choices: Mapping[str, str] = field(default_factory=dict)
    ticked: str = ""


def variable_of(question: Question, choices: Mapping[str, str], *, other: str) -> Variable:
    """Return what the name of a question stands for."""
    known = {**choices, other: OTHER} if question.allows_other else choices
    return Variable(question=question.code, type=kind_of(question).compared_as, choices=known)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionSyntax:
    """Words and signs of the language of a tool.

    Attributes:
        pattern: one named group for each kind of token: string, name, number, sign, and word when names are marked.
        conjunctions: signs by which all must hold.
        disjunctions: signs by which one must hold.
        functions: what reads the rest of a condition that begins with a function, by its name.
        quoting: functions that give the text inside them.
        bare: takes what says how a name is read away from it.
    """

    pattern: re.Pattern[str]
    operators: Mapping[str, Operator]
    negations: frozenset[str] = frozenset({"not"})
    conjunctions: frozenset[str] = frozenset({"and"})
    disjunctions: frozenset[str] = frozenset({"or"})
    functions: Mapping[str, Callable[["ConditionReader"], str]] = field(default_factory=dict)
    quoting: frozenset[str] = frozenset()
    bare: Callable[[str], str] = str


class ConditionReader:
    """Reads one condition from left to right, a method a level of priority."""

    def __init__(self, words: ConditionSyntax, text: str, variables: Mapping[str, Variable]) -> None:
        self.words = words
        self.variables = variables
        self.tokens = list(self._tokenize(text))
        self.place = 0
        if sum(word == "(" or word in self.words.negations for _, word in self.tokens) > _DEEPEST:
            raise UntranslatableError

    def _tokenize(self, text: str) -> list[Token]:
        tokens, place = [], 0
        while place < len(text):
            match = self.words.pattern.match(text, place)
            if match is None or match.lastgroup is None:
                raise UntranslatableError
            tokens.append((match.lastgroup, match.group(match.lastgroup)))
            place = match.end()
        return tokens

    def read(self) -> str:
        """Return our rule, as a text."""
        text = self._any()
        if self.place < len(self.tokens):
            raise UntranslatableError
        return text

    def peek(self) -> str:
        """Return the next word, which is not taken."""
        return self.tokens[self.place][1] if self.place < len(self.tokens) else ""

    def take(self, *kinds: str) -> Token:
        """Return the next word, which must be of one of these kinds."""
        if self.place >= len(self.tokens) or self.tokens[self.place][0] not in kinds:
            raise UntranslatableError
        self.place += 1
        return self.tokens[self.place - 1]

    def inside[T](self, read: Callable[[], T]) -> T:
        """Read what stands between parentheses."""
        self.expect("(")
        inner = read()
        self.expect(")")
        return inner

    def expect(self, word: str) -> None:
        """Take a word that must be the next one."""
        if self.peek() != word:
            raise UntranslatableError
        self.place += 1

    def variable(self) -> Variable:
        """Take a name, and return what it stands for."""
        return self._variable(self.take("name")[1])

    def _variable(self, name: str) -> Variable:
        variable = self.variables.get(self.words.bare(name))
        if variable is None:
            raise UntranslatableError
        return variable

    def _any(self) -> str:
        return self._joined(self._conjunction, self.words.disjunctions, "or")

    def _conjunction(self) -> str:
        return self._joined(self._condition, self.words.conjunctions, "and")

    def _joined(self, read: Callable[[], str], signs: frozenset[str], word: str) -> str:
        parts = [read()]
        while self.peek() in signs:
            self.place += 1
            parts.append(read())
        return _join(list(dict.fromkeys(parts)), word)

    def _condition(self) -> str:
        word = self.peek()
        if word in self.words.negations:
            self.place += 1
            return deny(self._condition())
        if word == "(":
            return self.inside(self._any)
        if word in self.words.functions:
            self.place += 1
            return self.words.functions[word](self)
        return self._comparison()

    def _comparison(self) -> str:
        first, sign, second = self._operand(), self.take("sign")[1], self._operand()
        variables = [side for side in (first, second) if isinstance(side, Variable)]
        operator = self.words.operators.get(sign)
        if operator is None or len(variables) != 1:
            raise UntranslatableError
        if variables[0] is first:
            return compare(variables[0], operator, str(second))
        return compare(variables[0], MIRRORED.get(operator, operator), str(first))

    def _operand(self) -> Variable | str:
        """A variable, or a constant as it is written, quotes included."""
        kind, text = self.take("name", "string", "number", "word")
        if kind == "name":
            return self._variable(text)
        if kind != "word":
            return text
        if text not in self.words.quoting:
            raise UntranslatableError
        return self.inside(lambda: self.take("string")[1])


def deny(rule: str) -> str:
    """Return the contrary of a rule; that of an absence is a presence."""
    absent = _ABSENCE.fullmatch(rule)
    if absent is None:
        return f"not ({rule})"
    return f"answered({absent[1]})" if absent[1] else f"{absent[2]} in {absent[3]}"


def presence(variable: Variable) -> str:
    """Return the rule that something was answered, or that a box is ticked."""
    return f"'{variable.ticked}' in {variable.question}" if variable.ticked else f"answered({variable.question})"


def absence(variable: Variable) -> str:
    """Return the rule that nothing was answered, or that a box is not ticked."""
    if variable.ticked:
        return f"'{variable.ticked}' not in {variable.question}"
    return f"not answered({variable.question})"


def counted(reader: ConditionReader) -> str:
    """Read the rest of a comparison with 0 or 1 of how many things were answered."""
    variable = reader.inside(reader.variable)
    operator = reader.words.operators.get(reader.take("sign")[1], "")
    bound = (str(operator), reader.take("number")[1])
    if bound in _PRESENT:
        return presence(variable)
    if bound in _ABSENT:
        return absence(variable)
    raise UntranslatableError


def compare(variable: Variable, operator: Operator, literal: str) -> str:
    """Return the rule that compares an answer with a constant, as it is written, quotes included."""
    value = literal[1:-1] if literal[:1] in {"'", '"'} else literal
    is_equality = operator in _EQUALITIES
    if is_equality and not value:
        return absence(variable) if operator is Operator.EQUAL else presence(variable)
    if variable.ticked:
        if not is_equality or value != "Y":
            raise UntranslatableError
        return presence(variable) if operator is Operator.EQUAL else absence(variable)
    if variable.type is ValueType.CHOICE and is_equality and value in variable.choices:
        return f"{variable.question} {operator} '{variable.choices[value]}'"
    if variable.type is ValueType.NUMBER and re.fullmatch(r"-?\d{1,18}(\.\d{1,18})?", value):
        return f"{variable.question} {operator} {value}"
    if variable.type is ValueType.DAY and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return f"{variable.question} {operator} '{value}'"
    raise UntranslatableError


def _join(parts: Sequence[str], word: str) -> str:
    """Join rules; those that compare one answer with several choices are said as one list."""
    if len(parts) == 1:
        return parts[0]
    sign = "==" if word == "or" else "!="
    members = [match for part in parts if (match := _MEMBER.fullmatch(part)) and match[2] == sign]
    names = {match[1] for match in members}
    if len(names) == 1 and len(members) == len(parts):
        choices = ", ".join(match[3] for match in members)
        return f"{names.pop()} {'in' if word == 'or' else 'not in'} [{choices}]"
    return f" {word} ".join(f"({part})" for part in parts)


def read_rule(text: str, questions: Mapping[str, Question]) -> Rule | None:
    """Return the rule of a text, in the one form that it is written in again; None when too long or not right."""
    try:
        rule = parse_rule(write_rule(parse_rule(text)))
    except ExpressionError:
        return None
    return None if check_rule(rule, terms_among(questions)) else rule


def rule_text(translate: Callable[[], str], questions: Mapping[str, Question]) -> str | None:
    """Return our text of a condition, empty when it is always true, or None when our rules cannot say it."""
    try:
        text = translate()
    except UntranslatableError:
        return None
    return None if text and read_rule(text, questions) is None else text


def break_cycles(questions: Iterable[Question]) -> dict[str, tuple[str, ...]]:
    """Return the questions whose rules must go so that none rests on itself, each with its circle."""
    left, opened = {question.code: question.relevance for question in questions if question.relevance}, {}
    while cycle := find_cycle(left):
        del left[cycle[0]]
        opened[cycle[0]] = cycle
    return opened
