"""How many members chose what? Counts « n of N » for closed and half-open questions."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from autan.evidence.core.figures import Figure
from autan.evidence.core.texts import Text
from autan.questionnaires.core.answers.answer import Hearing, RecordedAnswer, Respondent
from autan.questionnaires.core.kinds import QuestionKind
from autan.questionnaires.core.questionnaire import OTHER, Choice, Question
from autan.questionnaires.core.tabulation.results import Tabulation, begin_tabulation, count_row, draw_counts

_OTHER_LABEL = Text("Autre", "Other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """How one member stands on a list of choices.

    Attributes:
        member: the member.
        ticked: codes that it ticks.
        says_all: True when what it does not tick is a « no »; otherwise that is not known.
    """

    member: Respondent
    ticked: frozenset[str]
    says_all: bool


def chosen_codes(question: Question, answer: RecordedAnswer) -> frozenset[str]:
    """Codes that an answer ticks; `other` when something was written outside the list.

    >>> from autan.questionnaires.core.kinds import AnswerState
    >>> question = Question(code="q", kind=QuestionKind.SINGLE, text=Text("?", "?"))
    >>> answer = RecordedAnswer(campaign="c", siren="s", question="q", state=AnswerState.ANSWERED, value="yes")
    >>> sorted(chosen_codes(question, answer))
    ['yes']
    """
    return frozenset(_ticked(question, answer))


def _ticked(question: Question, answer: RecordedAnswer) -> Sequence[str]:
    """The same in the order of the answer; no set is made, since a campaign may hold tens of thousands of them."""
    value = answer.value
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, (dict, Mapping)):  # a dict first: it is told at once
        return ()
    if question.kind is QuestionKind.HALF_OPEN:
        choice = value.get("choice")
        return (str(choice),) if choice else ()
    codes = value.get("choices", ())
    ticked = [code for code in codes if isinstance(code, str)] if isinstance(codes, list | tuple) else []
    return [*ticked, OTHER] if value.get(OTHER) else ticked


def choices_of(question: Question) -> tuple[Choice, ...]:
    """Return the choices of a question in order, `other` last where it is allowed."""
    choices = question.choices.choices if question.choices else ()
    return (*choices, Choice(code=OTHER, label=_OTHER_LABEL)) if question.allows_other else choices


def stances(question: Question, hearing: Hearing) -> list[Stance]:
    """Say how each member that answered stands on the choices, in order.

    A partial answer, or words without a choice, say nothing of what is not ticked.
    """
    found = []
    for member, answer in hearing.answered():
        ticked = chosen_codes(question, answer)
        found.append(Stance(member=member, ticked=ticked, says_all=_says_all(question, answer, ticked)))
    return found


def _says_all(question: Question, answer: RecordedAnswer, ticked: Collection[str]) -> bool:
    return not answer.is_partial and (bool(ticked) or question.kind is QuestionKind.MULTIPLE)


def tabulate_choices(question: Question, hearing: Hearing) -> Tabulation:
    """Count each choice, in the order of the list; `other` last where it is allowed.

    A choice that a partial answer does not tick is not known for that member.
    """
    whole: list[str] = []
    partial: list[str] = []
    sure = 0
    for answer in hearing.given:
        ticked = _ticked(question, answer)
        if _says_all(question, answer, ticked):
            whole += ticked
            sure += 1
        else:
            partial += ticked
    counted, doubtful = Counter(whole), Counter(partial)
    rows = tuple(
        count_row(
            question,
            hearing,
            f"count_{choice.code}",
            label=choice.label,
            value=counted[choice.code] + doubtful[choice.code],
            known=sure + doubtful[choice.code],
        )
        for choice in choices_of(question)
    )
    return begin_tabulation(question, hearing, rows, draw_counts(question, hearing, rows))


def count_any(question: Question, hearing: Hearing, codes: tuple[str, ...]) -> Figure | None:
    """Count the members that chose any of these choices; None when the list does not hold them all."""
    labels = {choice.code: choice.label for choice in choices_of(question)}
    if question.choices is None or not set(codes) <= labels.keys():
        return None
    wanted = frozenset(codes)
    found = [(bool(stance.ticked & wanted), stance.says_all) for stance in stances(question, hearing)]
    label = Text(" ou ".join(labels[code].fr for code in codes), " or ".join(labels[code].en for code in codes))
    return count_row(
        question,
        hearing,
        f"count_{'_or_'.join(codes)}",
        label=label,
        value=sum(holds for holds, _ in found),
        known=sum(holds or says_all for holds, says_all in found),
    ).figure
