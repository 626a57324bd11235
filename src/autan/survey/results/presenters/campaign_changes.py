"""Two campaigns side by side: each territory before and after, counts of the changes, differences of the questions."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from autan.ground.texts.language import words
from autan.ground.wordings import Text
from autan.survey.questionnaires.core.answers.answer import MANY, RecordedAnswer
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.questionnaires.presenters.question_inputs import present_value
from autan.survey.results.core.changes_between_campaigns import QuestionChange
from autan.survey.results.core.question_matching import MemberChange
from autan.survey.results.presenters.counts import CountedFigure, join_names
from autan.survey.results.queries.figures import CampaignComparison


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveLine(CountedFigure):
    """One movement: what was, what is, how many, and who."""

    before: Text
    after: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionChangeView:
    """Two matched questions, ready to print.

    Attributes:
        lines: each territory before and after, in a campaign small enough; those that never answered are left out.
        silent: names of the territories that answered neither.
    """

    rank: int
    change: QuestionChange
    cautions: tuple[str, ...]
    lines: tuple[dict[str, Any], ...]
    moves: tuple[MoveLine, ...]
    silent: str

    @property
    def later(self) -> Question:
        """The question as it was asked last."""
        return self.change.match.later

    @property
    def earlier(self) -> Question:
        """The question as it was asked before."""
        return self.change.match.earlier


def present_changes(comparison: CampaignComparison) -> tuple[QuestionChangeView, ...]:
    """Return the matched questions of two campaigns, in the order of the later one."""
    ranks = {question.code: rank for rank, _section, question in comparison.later.questionnaire.numbered()}
    return tuple(_present(change, ranks[change.match.later.code]) for change in comparison.changes)


def _present(change: QuestionChange, rank: int) -> QuestionChangeView:
    members = [member for member in change.members if member.before or member.after]
    is_small = len(change.members) <= MANY
    return QuestionChangeView(
        rank=rank,
        change=change,
        cautions=tuple(words(difference.label) for difference in sorted(change.match.differences)),
        lines=tuple(_line(change, member) for member in members) if is_small else (),
        moves=tuple(
            MoveLine(before=move.before, after=move.after, figure=move.figure, names=join_names(move.members))
            for move in change.moves
        ),
        silent=join_names(
            member.member
            for member in change.members
            if member not in members and (member.was_asked or member.is_asked)
        ),
    )


def _line(change: QuestionChange, member: MemberChange) -> dict[str, Any]:
    before = _answer_words(change.match.earlier, member.before, was_asked=member.was_asked)
    after = _answer_words(change.match.later, member.after, was_asked=member.is_asked)
    return {
        "name": member.member.name,
        "siren": member.member.siren,
        "before": before,
        "after": after,
        "is_changed": bool(member.before and member.after) and before != after,
    }


def _answer_words(question: Question, answer: RecordedAnswer | None, *, was_asked: bool) -> str:
    if answer is not None:
        return " · ".join(present_value(question, answer.value))
    return _("réponse non connue") if was_asked else _("non interrogée")
