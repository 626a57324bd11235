"""The readers of two campaigns at once: which earlier ones compare with a campaign, and what changed since."""

from collections.abc import Sequence
from dataclasses import dataclass

from autan.evidence.figures.core.figures import Figure
from autan.survey.campaigns.models import Campaign
from autan.survey.campaigns.queries.campaigns import CampaignView, UnknownCampaignError, view_campaign
from autan.survey.campaigns.queries.questionnaires import questionnaire_of
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.results.core.changes_between_campaigns import QuestionChange, compare_answers
from autan.survey.results.core.question_matching import MatchedQuestion, match_questions
from autan.survey.results.queries.results import read_responses


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignComparison:
    """Two campaigns side by side.

    Attributes:
        changes: matched questions, in the order of the later one.
        joined: names of the territories that only the later one asks.
        left: names of those that only the earlier one asked.
    """

    later: CampaignView
    earlier: CampaignView
    changes: tuple[QuestionChange, ...]
    only_later: tuple[Question, ...]
    only_earlier: tuple[Question, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]


def earlier_campaigns(view: CampaignView) -> list[Campaign]:
    """Return the other campaigns of the network that have questions in common with this one, latest first. One query.

    Those of another network are not compared: their members would all seem to have left or joined, and an invented
    network would stand beside a real one.
    """
    others = Campaign.objects.select_related("questionnaire", "network").exclude(pk=view.record.pk)
    others = others.filter(network__slug=view.record.network_id, archived_at=None)
    return [other for other in others if other.period <= view.record.period and _matches(view, other)]


def _matches(view: CampaignView, other: Campaign) -> tuple[MatchedQuestion, ...]:
    return match_questions(view.questionnaire, questionnaire_of(other), earlier_campaign=other.slug)


def compare_campaigns(later: CampaignView, earlier: CampaignView) -> CampaignComparison:
    """Compare two campaigns at the questions that match. Two queries."""
    matches = _matches(later, earlier.record)
    matched = {match.later.code for match in matches}, {match.earlier.code for match in matches}
    sirens = {member.siren for member in later.respondents}, {member.siren for member in earlier.respondents}
    return CampaignComparison(
        later=later,
        earlier=earlier,
        changes=tuple(_changes(later, earlier, matches)),
        only_later=_unmatched(later, matched[0]),
        only_earlier=_unmatched(earlier, matched[1]),
        joined=tuple(member.name for member in later.respondents if member.siren not in sirens[1]),
        left=tuple(member.name for member in earlier.respondents if member.siren not in sirens[0]),
    )


def _unmatched(view: CampaignView, matched: set[str]) -> tuple[Question, ...]:
    return tuple(q for q in view.questionnaire.questions if q.is_asked and q.code not in matched)


def _changes(later: CampaignView, earlier: CampaignView, matches: Sequence[MatchedQuestion]) -> list[QuestionChange]:
    asked_later = read_responses(later, [match.later for match in matches])
    asked_earlier = read_responses(earlier, [match.earlier for match in matches])
    return [compare_answers(*triple) for triple in zip(matches, asked_later, asked_earlier, strict=True)]


def find_change(view: CampaignView, question: Question, *, earlier: str, figure_id: str) -> Figure | None:
    """Compute a figure of the change since an earlier campaign; None when there is none. Five queries."""
    try:
        before = view_campaign(earlier)
    except UnknownCampaignError:
        return None
    if before.record.network_id != view.record.network_id:
        return None
    matches = [match for match in _matches(view, before.record) if match.later.code == question.code]
    figures = (figure for change in _changes(view, before, matches) for figure in change.figures)
    return next((figure for figure in figures if figure.id == figure_id), None)
