"""What an answer may say at once, as the constraint of a form: `count-selected(.) <= 3`, and read back from one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from autan.ground.wordings import Text
from autan.survey.questionnaires.core.limits import describe_limits
from autan.survey.questionnaires.core.questionnaire import NO_LIMITS, Limits, Question
from autan.survey.questionnaires.core.wordings import capitalised
from autan.survey.xlsforms.core.names import code_in_form

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
        conditions.append(f"not({_selected(question, code)} and count-selected(.) > 1)")
    if limits.any_of:
        conditions.append(f"({' or '.join(_selected(question, code) for code in limits.any_of)})")
    return conditions


def limits_message(question: Question) -> Text:
    """Return what a form says when an answer says at once what it may not."""
    return capitalised(describe_limits(question))


def _selected(question: Question, code: str) -> str:
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
    named = [codes[match["name"]] for match in parts if match and match["name"] in codes]
    if len(named) == len(parts) > 1 and not limits.any_of:
        return replace(limits, any_of=tuple(named))
    return None


def _read_count(sign: str, count: int, limits: Limits) -> Limits | None:
    most = {"<=": count, "<": count - 1, "=": count}.get(sign)
    fewest = {">=": count, ">": count + 1, "=": count}.get(sign)
    is_told = (most and limits.most) or (fewest and limits.fewest)
    if is_told or 0 in {most, fewest}:
        return None
    return replace(limits, most=most or limits.most, fewest=fewest or limits.fewest)
