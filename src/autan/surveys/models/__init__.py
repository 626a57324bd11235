"""What the room keeps: questionnaires, campaigns, answers; who is asked, by which link; what surrounds an answer."""

from autan.surveys.models.campaigns import (
    Answer,
    Campaign,
    PublishedFinding,
    PublishedNumber,
    QuestionnaireDraft,
    QuestionnaireVersion,
    columns_of,
)
from autan.surveys.models.collection import KeptEntry, Proposal, Reply, SectionValidation
from autan.surveys.models.invitations import Invitation, Message

__all__ = [
    "Answer",
    "Campaign",
    "Invitation",
    "KeptEntry",
    "Message",
    "Proposal",
    "PublishedFinding",
    "PublishedNumber",
    "QuestionnaireDraft",
    "QuestionnaireVersion",
    "Reply",
    "SectionValidation",
    "columns_of",
]
