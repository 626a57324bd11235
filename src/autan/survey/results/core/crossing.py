"""Two questions crossed in a table of counts (cross tabulation), with every member in it.

The lines are the groups made by the first question; a cell counts the members of its group that gave one answer to
the second. A member whose answer to the second is not known, or to which it does not apply, has its own column.
Neighbours: `groups` (the lines), `grouped` (a second question that is not one of choices).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.expressions.core.evaluation import Chosen
from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.answers.answer import QuestionResponses, RecordedAnswer, Respondent, campaign_ref
from autan.survey.questionnaires.core.kinds import AnswerState
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.questionnaires.core.tabulation.results import count_row
from autan.survey.results.core.grouped import group_responses
from autan.survey.results.core.groups import (
    NOT_APPLICABLE,
    UNKNOWN,
    MemberGroup,
    MemberGrouping,
    can_group,
    group_by_question,
)

_ABSENT = {
    UNKNOWN: ("count_~unknown", Sentence("Réponse non connue")),
    NOT_APPLICABLE: ("count_~not_applicable", Sentence("Sans objet")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossingCell:
    """How many members of a group gave one answer, and who they are."""

    figure: Figure
    members: tuple[Respondent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossingLine:
    """One group of the first question, with one cell for each answer to the second."""

    group: MemberGroup
    cells: tuple[CrossingCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Two questions crossed.

    Invariant: every member of a group is in at least one cell of its line; in one only when the second question
    takes one choice.

    Attributes:
        columns: label of each column; « not known » always, « not applicable » where there is some.
        lines: one a group of the first question, the unknown last.
        may_overlap: True when a member may be in several lines or in several cells of a line.
    """

    first: Question
    second: Question
    columns: tuple[Text, ...]
    lines: tuple[CrossingLine, ...]
    may_overlap: bool

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of the table, line by line."""
        return tuple(cell.figure for line in self.lines for cell in line.cells)


def can_cross(first: Question, second: Question) -> bool:
    """Say whether two questions make a table of counts: groups by the first, choices of the second."""
    return first.code != second.code and can_group(first) and counts_choices(second)


def counts_choices(question: Question) -> bool:
    """Say whether the answers to a question are counted choice by choice."""
    return kind_of(question).counts_codes and question.choices is not None


def cross(first: QuestionResponses, second: QuestionResponses) -> Crossing:
    """Cross two questions of the same campaign: figures « n of N », each over the members of its group.

    Their address is `survey.<campaign>.<second>.with_<first>.<group>.count_<choice>`.
    """
    grouping, questions = group_by_question(first), (first.question, second.question)
    has_spared = len(second.concerned) < len(second.members)
    absences = [UNKNOWN, NOT_APPLICABLE] if has_spared else [UNKNOWN]
    labels = [choice.label for choice in second.question.offered] + [_ABSENT[code][1] for code in absences]
    return Crossing(
        first=first.question,
        second=second.question,
        columns=tuple(labels),
        lines=tuple(_line(second, grouping, group, absences) for group in grouping.groups),
        may_overlap=any(kind_of(question).takes_several for question in questions),
    )


def find_crossed(responses: QuestionResponses, measure: str) -> Figure | None:
    """Return the figure of a cell that counts an absent answer, by its measure; None for another measure."""
    code = next((code for code, (name, _) in _ABSENT.items() if name == measure), None)
    return _absent_cell(responses, code).figure if code else None


def _line(
    second: QuestionResponses, grouping: MemberGrouping, group: MemberGroup, absences: Sequence[str]
) -> CrossingLine:
    responses, question = group_responses(second, grouping, group), second.question
    who = _members_by_choice(responses)
    counted = [
        CrossingCell(figure=row.figure, members=tuple(who.get(choice.code, ())))
        for choice, row in zip(question.offered, kind_of(question).tabulate(responses).rows, strict=True)
    ]
    absent = [_absent_cell(responses, code) for code in absences]
    return CrossingLine(group=group, cells=(*counted, *absent))


def _members_by_choice(responses: QuestionResponses) -> Mapping[str, Sequence[Respondent]]:
    kind, members = kind_of(responses.question), dict[str, list[Respondent]]()
    for member, answer in responses.answered():
        for code in kind.codes(answer.value):
            members.setdefault(code, []).append(member)
    return members


def _absent_cell(responses: QuestionResponses, code: str) -> CrossingCell:
    """Count the members of a group whose answer is not known, or that are not concerned, out of the whole group."""
    measure, label = _ABSENT[code]
    expressed = {member.siren for member, answer in responses.answered() if _is_expressed(responses.question, answer)}
    spared = {m.siren for m in responses.members if responses.leaves_out(m.siren)}
    absent = spared if code == NOT_APPLICABLE else {m.siren for m in responses.members} - expressed - spared
    members = tuple(member for member in responses.members if member.siren in absent)
    answers = {s: answer for s, answer in responses.answers.items() if answer.state is not AnswerState.NOT_APPLICABLE}
    whole = replace(responses, answers=answers, unasked={})  # so that every member of the group is counted over
    figure = count_row(whole, measure, label=label, value=len(members), known=len(whole.members)).figure
    return CrossingCell(figure=replace(figure, evidence=_evidence(responses, members)), members=members)


def _is_expressed(question: Question, answer: RecordedAnswer) -> bool:
    """Say whether an answer chooses something, or says that it chooses nothing."""
    chosen = kind_of(question).comparable(question, answer)
    return isinstance(chosen, Chosen) and (bool(chosen.codes) or chosen.is_exhaustive)


def _evidence(responses: QuestionResponses, members: Sequence[Respondent]) -> tuple[EvidenceRef, ...]:
    """The campaign that asked, what puts the members in their group, and the states given in place of an answer."""
    sources = (campaign_ref(responses.campaign), *responses.evidence, *responses.basis)
    if responses.is_large:
        return tuple(dict.fromkeys(sources))
    states = (responses.answers[member.siren].ref for member in members if member.siren in responses.answers)
    return tuple(dict.fromkeys((*sources, *states)))
