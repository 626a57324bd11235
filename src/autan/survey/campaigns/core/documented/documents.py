"""What files hold of a campaign, as values: answers, numbers and findings of a publication; answers collected."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from autan.ground.wordings import Text
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.core.documented.published import PublishedResult
from autan.survey.questionnaires.core.answers.answer import RecordedAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignSheet:
    """A campaign as its file describes it.

    Attributes:
        period: time that the answers are about, as `Period.parse` reads it.
        closed: last day, or None while it is open, or not known.
    """

    slug: str
    network: str
    questionnaire: str
    title: Text
    period: str
    opened: date | None
    closed: date | None
    note: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentedAnswers:
    """A campaign and the answers that a publication documents, each for one named territory."""

    sheet: CampaignSheet
    answers: tuple[RecordedAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedContent:
    """What a publication states of a campaign for the members together."""

    campaign: str
    results: tuple[PublishedResult, ...]
    findings: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectedSheet:
    """The answers of one territory in one campaign.

    Invariant: one answer a question.

    `answers`: in the order of the file; a question that is left out has not been answered.
    """

    campaign: str
    siren: str
    answers: tuple[AnswerRevision, ...]
