"""Expressions of a form (XPath) as our rules, and what an answer may say at once, as its constraint; and back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from autan.ground.expressions.core.evaluation import ValueType
from autan.ground.expressions.core.rules import MIRRORED, Operator, Rule
from autan.ground.wordings import Text
from autan.survey.formats.core.foreign_rules.reading import (
    ConditionReader,
    ConditionSyntax,
    UntranslatableError,
    Variable,
    counted,
)
from autan.survey.formats.core.foreign_rules.writing import Phrases, write_rule
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.kinds.registry import KINDS
from autan.survey.questionnaires.core.kinds.split import GREATEST_TOTAL, LEAST_TOTAL
from autan.survey.questionnaires.core.limits import describe_bounds, describe_limits
from autan.survey.questionnaires.core.questionnaire import NO_LIMITS, Bounds, Limits, Question
from autan.survey.questionnaires.core.wordings import capitalised
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

    Raises UntranslatableError: our language cannot say it.

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
    return frozenset(re.findall(r"\$\{\s*([^{}\s]+)\s*\}", expression))


_COUNT = re.compile(r"count-selected\(\s*\.\s*\)\s*(?P<sign><=|>=|=|<|>)\s*(?P<count>\d{1,4})")
_SELECTED = r"selected\(\s*\.\s*,\s*(?P<quote>['\"])(?P<name>[^'\"]+)(?P=quote)\s*\)"
_IS_SELECTED = re.compile(_SELECTED)
_ALONE = (
    re.compile(rf"not\(\s*{_SELECTED}\s+and\s+count-selected\(\s*\.\s*\)\s*(?:>\s*1|>=\s*2|!=\s*1)\s*\)"),
    re.compile(rf"not\(\s*{_SELECTED}\s*\)\s+or\s+count-selected\(\s*\.\s*\)\s*(?:=|<=)\s*1"),
    re.compile(rf"if\(\s*{_SELECTED}\s*,\s*count-selected\(\s*\.\s*\)\s*=\s*1\s*,\s*true\(\)\s*\)"),
)
"""The ways in which forms say that a choice goes with no other."""


def write_limits(question: Question) -> list[str]:
    """Return the conditions that say the limits of a question of several choices.

    >>> from autan.ground.texts.core.texts import NO_TEXT
    >>> from autan.survey.questionnaires.core.kinds import QuestionKind
    >>> write_limits(Question(code="q", kind=QuestionKind.MULTIPLE, text=NO_TEXT, limits=Limits(fewest=1, most=3)))
    ['count-selected(.) >= 1', 'count-selected(.) <= 3']
    """
    limits = question.limits
    counts = ((">=", limits.fewest), ("<=", limits.most))
    conditions = [f"count-selected(.) {sign} {count}" for sign, count in counts if count is not None]
    for code in limits.exclusive:
        conditions.append(f"not({_selected_expression(question, code)} and count-selected(.) > 1)")
    if limits.any_of:
        conditions.append(f"({' or '.join(_selected_expression(question, code) for code in limits.any_of)})")
    return conditions


def limits_message(question: Question) -> Text:
    """Return what a form says when an answer is out of its bounds or says at once what it may not."""
    if question.kind is QuestionKind.SPLIT:
        return KINDS[question.kind].field_hint
    return capitalised(describe_bounds(question) if question.bounds != Bounds() else describe_limits(question))


def write_breaches(question: Question, names: FormNames) -> list[str]:
    """Return the conditions under which a split, a grid or a table says at once what it may not.

    A cell that is not filled is not held against a total, as on our own screens: the sum of an empty cell is no number,
    and no comparison with it is true.
    """
    name, parts = names.names[question.code], names.parts[question.code]
    if question.kind is QuestionKind.SPLIT:
        total = _sum_known(parts)
        return [f"({_any_filled(parts)}) and ({total} < {LEAST_TOTAL} or {total} > {GREATEST_TOTAL})"]
    most, fewest = question.limits.most, question.limits.fewest
    conditions = [f"count(${{{name}}}) > {most}"] if most else []
    if fewest:
        filled = " + ".join(f"count({_count_filled(part)})" for part in parts)
        conditions.append(f"count(${{{name}}}) < {fewest} and {filled} > 0")
    for rank, column in enumerate(question.columns):
        cells = parts[rank :: len(question.columns)]
        conditions += _wrong_totals(column, cells, name if question.kind is QuestionKind.TABLE else "")
    return conditions


def _wrong_totals(column: Question, cells: Sequence[str], table: str) -> list[str]:
    """Conditions under which a column adds up to what it may not; `table` names its repeat, empty in a grid."""
    low, high = column.limits.low_total, column.limits.high_total
    may_fall = column.bounds.low is None or column.bounds.low < 0
    if table:
        known = f"round(sum({_count_filled(cells[0])}), 6)"
        whole = f"count({_count_filled(cells[0])}) = count(${{{table}}}) and {known}"
    else:
        known, whole = _sum_known(cells), f"round({' + '.join(f'${{{cell}}}' for cell in cells)}, 6)"
    conditions = [] if high is None else [f"{whole if may_fall else known} > {high!r}"]
    return conditions if low is None else [*conditions, f"{whole} < {low!r}"]


def _sum_known(cells: Sequence[str]) -> str:
    """The sum of cells, those that are empty left aside; rounded, as sums of decimals are not exact."""
    return f"round({' + '.join(f'coalesce(${{{cell}}}, 0)' for cell in cells)}, 6)"


def _count_filled(cell: str) -> str:
    """The cells of a repeat that hold something."""
    return f"${{{cell}}}[. != '']"


def _any_filled(cells: Sequence[str]) -> str:
    return " or ".join(f"${{{cell}}} != ''" for cell in cells)


def _selected_expression(question: Question, code: str) -> str:
    return f"selected(., '{code_in_form(question.choices, code)}')"


def read_limits(conditions: Sequence[str], codes: Mapping[str, str]) -> tuple[Limits, list[str]]:
    """Return the limits that some of the conditions of a constraint say, and the other conditions.

    `codes` gives our code of each choice, by its name in the form.

    >>> read_limits(["count-selected(.) < 4", "selected(., 'a')"], {"a": "a", "b": "b"})[0].most
    3
    """
    limits, others = NO_LIMITS, []
    for condition in conditions:
        read = _read_limit(condition, codes, limits)
        if read is None:
            others.append(condition)
        else:
            limits = read
    return limits, others


def _read_limit(condition: str, codes: Mapping[str, str], limits: Limits) -> Limits | None:
    """The limits with what one condition says; None for one that says something else, or the same twice."""
    if match := _COUNT.fullmatch(condition):
        return _read_count(match["sign"], int(match["count"]), limits)
    alone = next((match for pattern in _ALONE if (match := pattern.fullmatch(condition))), None)
    if alone and alone["name"] in codes:
        return replace(limits, exclusive=(*limits.exclusive, codes[alone["name"]]))
    parts = [_IS_SELECTED.fullmatch(part.strip()) for part in re.split(r"\bor\b", condition)]
    columns = [codes[match["name"]] for match in parts if match and match["name"] in codes]
    if len(columns) == len(parts) > 1 and not limits.any_of:
        return replace(limits, any_of=tuple(columns))
    return None


def _read_count(sign: str, count: int, limits: Limits) -> Limits | None:
    most = {"<=": count, "<": count - 1, "=": count}.get(sign)
    fewest = {">=": count, ">": count + 1, "=": count}.get(sign)
    is_told = (most and limits.most) or (fewest and limits.fewest)
    if is_told or 0 in {most, fewest}:
        return None
    return replace(limits, most=most or limits.most, fewest=fewest or limits.fewest)
