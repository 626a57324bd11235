"""What changed between the answers to two matched questions: before, after, and counts of the changes.

Neighbours: `question_matching`, `paired_answers` (who answered both), `changes_between_campaigns` (what is counted).
"""

from dataclasses import dataclass

from autan.evidence.figures.core.charts import Chart
from autan.evidence.figures.core.figures import Figure
from autan.survey.questionnaires.core.answers.answer import QuestionResponses
from autan.survey.results.core.changes_between_campaigns import (
    Movement,
    count_moves,
    draw_before_and_after,
    find_transitions,
)
from autan.survey.results.core.paired_answers import MemberChange, Pairing, pair_members
from autan.survey.results.core.question_matching import Comparability, MatchedQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionChange:
    """Two matched questions, with what the territories answered to each.

    Attributes:
        members: every territory that either campaign asked, in the order of the later one, then those that left.
        moves: for numbers, how many rose, stayed and fell; for choices, the changes that at least one territory made.
        chart: for numbers, each territory before and after.
    """

    match: MatchedQuestion
    members: tuple[MemberChange, ...]
    moves: tuple[Movement, ...] = ()
    chart: Chart | None = None

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure computed from both campaigns."""
        return tuple(move.figure for move in self.moves)


def compare_answers(match: MatchedQuestion, later: QuestionResponses, earlier: QuestionResponses) -> QuestionChange:
    """Compare what the territories answered to two matched questions.

    Counts have the address `survey.<later>.<question>.since_<earlier>.<measure>`; they are over the territories that
    both campaigns asked, and known for those that answered both.
    """
    members = pair_members(later, earlier)
    pairing = Pairing(match=match, later=later, earlier=earlier, members=members)
    if match.likeness is Comparability.MEASURED:
        return QuestionChange(
            match=match, members=members, moves=count_moves(pairing), chart=draw_before_and_after(pairing)
        )
    if match.likeness is Comparability.CHOSEN:
        return QuestionChange(match=match, members=members, moves=find_transitions(pairing))
    return QuestionChange(match=match, members=members)
