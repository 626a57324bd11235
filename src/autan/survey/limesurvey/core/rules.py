"""Equations of LimeSurvey: read into our rules, and written from them."""

import re
from collections.abc import Callable, Mapping

from autan.ground.expressions.core.rules import Operator, Rule
from autan.survey.formats.core.foreign_rules.reading import ConditionReader, ConditionSyntax, Variable, absence, counted
from autan.survey.formats.core.foreign_rules.writing import Phrases, write_rule
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import OTHER, Question

OTHER_ANSWER = "-oth-"
"""Code of « autre » in the answers of a list."""
_SEVERAL = frozenset(
    {QuestionKind.MULTIPLE, QuestionKind.RANKING, QuestionKind.SPLIT, QuestionKind.MATRIX, QuestionKind.TABLE}
)
_OPERATORS = {operator.value: operator for operator in Operator if operator not in {Operator.IN, Operator.NOT_IN}}
_WORDS = {
    "eq": Operator.EQUAL,
    "ne": Operator.DIFFERENT,
    "lt": Operator.LESS,
    "le": Operator.AT_MOST,
    "gt": Operator.MORE,
    "ge": Operator.AT_LEAST,
}
_INSERTED = re.compile(r"@([\w.]+)@|\{([\w.:]+)\}")  # another answer, or a trait of a participant
_SUFFIXES = (".NAOK", ".code", ".value", ".valueNAOK")


def _bare(name: str) -> str:
    """Name of a variable without what says how LimeSurvey reads it."""
    bare = name.removeprefix("that.")
    for suffix in _SUFFIXES:
        bare = bare.removesuffix(suffix)
    return bare


_EQUATION = ConditionSyntax(
    pattern=re.compile(
        r"\s*(?:(?P<string>\"[^\"]*\"|'[^']*')"
        r"|(?P<sign>==|!=|<=|>=|&&|\|\||[<>!()]|(?:eq|ne|lt|le|gt|ge|and|or|not|is_empty|count)\b)"
        r"|(?P<name>that\.[A-Za-z]\w*(?:\.\w+)*|\d+X\d+X\w+(?:\.\w+)*|[A-Za-z]\w*(?:\.\w+)*)"
        r"|(?P<number>-?\d+(?:\.\d+)?))"
    ),
    operators=_OPERATORS | _WORDS,
    negations=frozenset({"!", "not"}),
    conjunctions=frozenset({"and", "&&"}),
    disjunctions=frozenset({"or", "||"}),
    functions={"is_empty": lambda reader: absence(reader.inside(reader.variable)), "count": counted},
    bare=_bare,
)


def translate_equation(equation: str, variables: Mapping[str, Variable]) -> str:
    """Return the rule that says the equation of a relevance; empty for one that is always true.

    Raises UntranslatableError: our language cannot say it.

    >>> from autan.ground.expressions.core.evaluation import ValueType
    >>> plan = Variable(question="plan", type=ValueType.CHOICE, choices={"A1": "yes"})
    >>> translate_equation('Q1.NAOK == "A1" && !is_empty(Q1.NAOK)', {"Q1": plan})
    "(plan == 'yes') and (answered(plan))"
    """
    text = equation.strip()
    return "" if text in {"", "1"} else ConditionReader(_EQUATION, text, variables).read()


def write_equation(rule: Rule, questions: Mapping[str, Question], name: Callable[[str, str], str]) -> str:
    """Return the equation of a rule; `name` gives LimeSurvey's code of a question, or of one of its choices."""

    def answered(question: Question) -> str:
        code = name(question.code, "")
        return f"count(that.{code}.NAOK) > 0" if question.kind in _SEVERAL else f"!is_empty({code}.NAOK)"

    def box(question: Question, choice: str, yes: str, no: str) -> str:
        code = name(question.code, "")
        if choice == OTHER:
            return f"{no}is_empty({code}_other.NAOK)"
        return f'{code}_{name(question.code, choice)}.NAOK {yes} "Y"'

    phrases = Phrases(
        negation="!({})",
        signs={},
        answered=answered,
        ticked=lambda question, choice: box(question, choice, "==", "!"),
        unticked=lambda question, choice: box(question, choice, "!=", ""),
        name=lambda question: f"{name(question.code, '')}.NAOK",
        choice=lambda question, code: f'"{OTHER_ANSWER if code == OTHER else name(question.code, code)}"',
        text=lambda text: f'"{text}"',
    )
    return write_rule(rule, questions, phrases)


def write_conditions(conditions: list[tuple[str, str, str, str]]) -> str:
    """Return the equation of an older table of conditions: name, method, value and scenario of each row.

    Scenarios are alternatives, and so are the values expected of one name in a scenario.

    >>> write_conditions([("Q1.NAOK", "==", "A", "1"), ("Q2.NAOK", "RX", "/^3/", "1"), ("Q3.NAOK", "!=", " ", "2")])
    '((Q1.NAOK == "A") and (regexMatch("/^3/", Q2.NAOK))) or ((!is_empty(Q3.NAOK)))'
    """
    scenarios: dict[str, dict[str, list[str]]] = {}
    for name, method, value, scenario in conditions:
        text = f"({_write_condition(name, method.strip(), value)})"
        scenarios.setdefault(scenario, {}).setdefault(name, []).append(text)
    scenario_rules = (
        " and ".join(
            alternatives[0] if len(alternatives) == 1 else f"({' or '.join(alternatives)})"
            for alternatives in by_name.values()
        )
        for by_name in scenarios.values()
    )
    return " or ".join(f"({scenario})" for scenario in scenario_rules)


def _write_condition(name: str, method: str, value: str) -> str:
    """One row; « a<b » compares words, RX matches a pattern, and a blank value is no answer."""
    sign = method.removeprefix("a").removesuffix("b") or "=="
    if not value.strip() and sign in {"==", "!="}:
        return f"is_empty({name})" if sign == "==" else f"!is_empty({name})"
    quote = "'" if '"' in value else '"'
    if sign == "RX":
        return f"regexMatch({quote}{value}{quote}, {name})"
    inserted = _INSERTED.fullmatch(value)
    return f"{name} {sign} {inserted[1] or inserted[2] if inserted else f'{quote}{value}{quote}'}"
