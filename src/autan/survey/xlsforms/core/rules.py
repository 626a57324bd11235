"""Expressions of a form (XPath): read into our rules, and written from them."""

import re
from collections.abc import Mapping

from autan.ground.expressions.core.checks import ValueType
from autan.ground.expressions.core.rules import MIRRORED, Operator, Rule
from autan.survey.formats.core.foreign_rules.reading import (
    ConditionReader,
    ConditionSyntax,
    UntranslatableError,
    Variable,
    counted,
)
from autan.survey.formats.core.foreign_rules.writing import Phrases, write_rule
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.xlsforms.core.names import FormNames, code_in_form

OWN_ANSWER = "."
"""What an expression calls the answer that it is about."""
_COUNTS = ("count", "string-length", "count-selected")
_SIGNS = {Operator.EQUAL: "="}


def _read_selected(reader: ConditionReader) -> str:
    reader.expect("(")
    variable = reader.variable()
    reader.expect(",")
    choice = variable.choices.get(reader.take("string")[1][1:-1])
    reader.expect(")")
    if choice is None or variable.type not in {ValueType.CHOICE, ValueType.CHOICES}:
        raise UntranslatableError
    is_ticked = variable.type is ValueType.CHOICES
    return f"'{choice}' in {variable.question}" if is_ticked else f"{variable.question} == '{choice}'"


_EXPRESSION = ConditionSyntax(
    pattern=re.compile(
        r"\s*(?:(?P<string>\"[^\"]*\"|'[^']*')|(?P<name>\$\{\s*[^}\s]+\s*\}|\.(?![\w.]))"
        r"|(?P<number>-?\d+(?:\.\d+)?)|(?P<word>[A-Za-z][A-Za-z-]*)|(?P<sign>!=|<=|>=|[=<>(),]))"
    ),
    operators={"=": Operator.EQUAL} | {sign.value: sign for sign in (Operator.DIFFERENT, *MIRRORED)},
    functions={"selected": _read_selected, **dict.fromkeys(_COUNTS, counted)},
    quoting=frozenset({"date"}),
    bare=lambda name: name if name == OWN_ANSWER else name[2:-1].strip(),
)


def translate_expression(expression: str, variables: Mapping[str, Variable]) -> str:
    """Return the rule that says a `relevant` or a `constraint`; empty for one that is always true.

    The variable `.` is the answer that a constraint is about.

    Raises:
        UntranslatableError: our language cannot say it.

    >>> plan = Variable(question="plan", type=ValueType.CHOICE, choices={"1": "yes", "2": "no"})
    >>> translate_expression("${Plan} = '1' or ${Plan} = '2'", {"Plan": plan})
    "plan in ['yes', 'no']"
    """
    text = expression.strip()
    return "" if text in {"", "true()", "1"} else ConditionReader(_EXPRESSION, text, variables).read()


def write_expression(rule: Rule, names: FormNames, own: str = "") -> str:
    """Return the expression of a rule; as a constraint of the question of code `own`, which it then writes `.`."""

    def name(question: Question) -> str:
        return OWN_ANSWER if question.code == own else f"${{{names.names[question.code]}}}"

    def answered(question: Question) -> str:
        """A row was added, or one of the rows asked holds something."""
        if question.kind is QuestionKind.TABLE:
            return f"count({name(question)}) > 0"
        parts = [f"${{{part}}}" for part in names.parts.get(question.code, ())] or [name(question)]
        return " or ".join(f"{part} != ''" for part in parts)

    def ticked(question: Question, choice: str) -> str:
        return f"selected({name(question)}, {quoted(question, choice)})"

    def quoted(question: Question, choice: str) -> str:
        return f"'{code_in_form(question.choices, choice)}'"

    phrases = Phrases(
        negation="not({})",
        signs=_SIGNS,
        answered=answered,
        ticked=ticked,
        unticked=lambda question, choice: f"not({ticked(question, choice)})",
        name=name,
        choice=quoted,
        text=lambda text: f"date('{text}')",
    )
    return write_rule(rule, names.questions, phrases)


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
    for place, sign in enumerate(re.sub(r"'[^']*'|\"[^\"]*\"", lambda match: "_" * len(match.group()), part)):
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
