"""Two questions crossed in a table of counts (cross tabulation), with every member in it.

The lines are the groups made by the first question; a cell counts the members of its group that gave one answer to
the second. A member whose answer to the second is not known, or to which it does not apply, has its own column.
Neighbours: `groups` (the lines), `grouped` (a second question that is not one of choices).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from autan.evidence.core.figures import Figure
from autan.evidence.core.sources import EvidenceRef
from autan.evidence.core.texts import Text
from autan.questionnaires.core.answers.answer import Hearing, RecordedAnswer, Respondent, campaign_ref
from autan.questionnaires.core.kinds import AnswerState, QuestionKind
from autan.questionnaires.core.questionnaire import Question
from autan.questionnaires.core.tabulation.results import count_row
from autan.questionnaires.core.tabulation.tallies import choices_of, stances, tabulate_choices
from autan.surveys.core.tabulation.grouped import group_responses
from autan.surveys.core.tabulation.groups import NOT_APPLICABLE, UNKNOWN, Group, Grouping, can_group, group_by_question

COUNTED_KINDS = frozenset({QuestionKind.SINGLE, QuestionKind.HALF_OPEN, QuestionKind.MULTIPLE})
_ABSENT = {
    UNKNOWN: ("count_~unknown", Text("Réponse non connue", "Answer not known")),
    NOT_APPLICABLE: ("count_~not_applicable", Text("Sans objet", "Not applicable")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossingCell:
    """How many members of a group gave one answer, and who they are."""

    figure: Figure
    members: tuple[Respondent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossingLine:
    """One group of the first question, with one cell for each answer to the second."""

    group: Group
    cells: tuple[CrossingCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Two questions crossed.

    Invariant: every member of a group is in at least one cell of its line; in one only when the second question
    takes one choice.

    Attributes:
        first: question that makes the lines.
        second: question that makes the columns.
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
    return first.code != second.code and can_group(first) and second.kind in COUNTED_KINDS


def cross(first: Question, first_responses: Hearing, second: Question, second_responses: Hearing) -> Crossing:
    """Cross two questions of the same campaign.

    Args:
        first: question whose answers put the members in groups.
        first_responses: what each member answered to it.
        second: question of choices.
        second_responses: what each member answered to it.

    Returns:
        A table whose figures have the address `survey.<campaign>.<second>.with_<first>.<group>.count_<choice>`; each is
        « n of N » over the members of its group.
    """
    grouping = group_by_question(first, first_responses)
    has_spared = len(second_responses.concerned()) < len(second_responses.members)
    absences = [UNKNOWN, NOT_APPLICABLE] if has_spared else [UNKNOWN]
    labels = [choice.label for choice in choices_of(second)] + [_ABSENT[code][1] for code in absences]
    return Crossing(
        first=first,
        second=second,
        columns=tuple(labels),
        lines=tuple(_line(second, second_responses, grouping, group, absences) for group in grouping.groups),
        may_overlap=QuestionKind.MULTIPLE in {first.kind, second.kind},
    )


def find_crossed(second: Question, responses: Hearing, measure: str) -> Figure | None:
    """Return the figure of a cell that counts an absent answer, by its measure; None for another measure."""
    code = next((code for code, (name, _) in _ABSENT.items() if name == measure), None)
    return _absent_cell(second, responses, code).figure if code else None


def _line(
    second: Question, second_responses: Hearing, grouping: Grouping, group: Group, absences: Sequence[str]
) -> CrossingLine:
    responses = group_responses(second_responses, grouping, group)
    who = _members_by_choice(second, responses)
    counted = [
        CrossingCell(figure=row.figure, members=tuple(who.get(choice.code, ())))
        for choice, row in zip(choices_of(second), tabulate_choices(second, responses).rows, strict=True)
    ]
    absent = [_absent_cell(second, responses, code) for code in absences]
    return CrossingLine(group=group, cells=(*counted, *absent))


def _members_by_choice(question: Question, responses: Hearing) -> Mapping[str, Sequence[Respondent]]:
    found: dict[str, list[Respondent]] = {}
    for stance in stances(question, responses):
        for code in stance.ticked:
            found.setdefault(code, []).append(stance.member)
    return found


def _absent_cell(question: Question, responses: Hearing, code: str) -> CrossingCell:
    """Those of a group whose answer is not known, or that the question does not apply to, out of the whole group."""
    measure, label = _ABSENT[code]
    told = {stance.member.siren for stance in stances(question, responses) if stance.ticked or stance.says_all}
    spared = {m.siren for m in responses.members if responses.spares(m.siren)}
    wanted = spared if code == NOT_APPLICABLE else {m.siren for m in responses.members} - told - spared
    members = tuple(member for member in responses.members if member.siren in wanted)
    whole = replace(responses, answers=_without_spared(responses), unasked={})
    figure = count_row(question, whole, measure, label=label, value=len(members), known=len(whole.members)).figure
    return CrossingCell(figure=replace(figure, evidence=_evidence(responses, members)), members=members)


def _without_spared(responses: Hearing) -> Mapping[str, RecordedAnswer]:
    """The answers without those that say « not applicable », so that every member of the group is counted over."""
    return {
        siren: answer for siren, answer in responses.answers.items() if answer.state is not AnswerState.NOT_APPLICABLE
    }


def _evidence(responses: Hearing, members: Sequence[Respondent]) -> tuple[EvidenceRef, ...]:
    """The campaign that asked, what puts the members in their group, and the states given in place of an answer."""
    asked = (campaign_ref(responses.campaign), *responses.evidence, *responses.basis)
    if responses.is_large:
        return tuple(dict.fromkeys(asked))
    states = (responses.answers[member.siren].ref for member in members if member.siren in responses.answers)
    return tuple(dict.fromkeys((*asked, *states)))
