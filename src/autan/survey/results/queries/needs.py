"""What a territory asked of its network in a campaign, and what is published of all the members together."""

from collections.abc import Sequence
from dataclasses import dataclass

from autan.evidence.figures.models import Fact
from autan.evidence.figures.queries.facts import facts_by_id
from autan.evidence.figures.queries.registry import Reader
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.core.exchanges import find_needs
from autan.survey.campaigns.models import Campaign, PublishedFinding
from autan.survey.campaigns.queries.answers import answers_of, in_order
from autan.survey.campaigns.queries.campaigns import campaigns_of_network
from autan.survey.campaigns.queries.questionnaires import questionnaire_of
from autan.survey.questionnaires.core.questionnaire import Question
from autan.territories.networks.queries.networks import networks_of


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedNeeds:
    """What is asked of a network under one question of a campaign.

    `facts`: what is published of the members together; read only where the territory has no answer of its own.
    """

    campaign: Campaign
    question: Question
    answer: AnswerRevision | None
    facts: tuple[Fact, ...]


def needs_of(siren: str, reader: Reader) -> StatedNeeds | None:
    """Return what a territory asks of its network in the latest campaign that tells, as far as a reader may read it.

    Its own answer comes first, in any campaign; then what is published of the members together. None when neither is
    known. Two queries, two and those of the right for each campaign of its networks, and two for what is published.
    """
    candidates = [
        (campaign, question)
        for network in networks_of(siren)
        for campaign in campaigns_of_network(network.slug)
        if (question := find_needs(questionnaire_of(campaign)))
    ]
    for campaign, question in candidates:
        answer = _own_answer(campaign, question, siren) if reader.has_perm("surveys.read_results", campaign) else None
        if answer:
            return StatedNeeds(campaign=campaign, question=question, answer=answer, facts=())
    for campaign, question in candidates:
        facts = _published(campaign, question.code) if campaign.is_documented else ()
        if facts:
            return StatedNeeds(campaign=campaign, question=question, answer=None, facts=tuple(facts))
    return None


def _own_answer(campaign: Campaign, question: Question, siren: str) -> AnswerRevision | None:
    """The answer of the territory, when it gave one to what is still asked of it."""
    answers = {own_question.code: answer for own_question, answer in in_order(campaign, answers_of(campaign, siren))}
    answer = answers.get(question.code)
    return answer if answer and answer.value is not None else None


def _published(campaign: Campaign, question: str) -> Sequence[Fact]:
    ids = list(PublishedFinding.objects.filter(campaign=campaign, question=question).values_list("fact", flat=True))
    facts = facts_by_id(ids)
    return [facts[fact_id] for fact_id in ids if fact_id in facts]
