"""What a campaign asks: its questionnaire, parsed once for each version. No query when it came with the campaign."""

from collections.abc import Mapping
from functools import lru_cache

from autan.survey.campaigns.models import Campaign
from autan.survey.questionnaires.core.questionnaire import Question, Questionnaire, Section
from autan.survey.questionnaires.queries import parse_questionnaire

type PlacedQuestions = Mapping[str, tuple[Section, Question]]


def questionnaire_of(campaign: Campaign) -> Questionnaire:
    """Return the questionnaire that a campaign asks."""
    return parse_questionnaire(campaign.questionnaire.document, campaign.questionnaire.slug)


def placed_questions(campaign: Campaign) -> PlacedQuestions:
    """Return each question that a campaign asks with its section, by code."""
    return _place(campaign.questionnaire.document, campaign.questionnaire.slug)


@lru_cache(maxsize=16)
def _place(document: str, slug: str) -> PlacedQuestions:
    questionnaire = parse_questionnaire(document, slug)
    return {question.code: (section, question) for section in questionnaire.sections for question in section.questions}
