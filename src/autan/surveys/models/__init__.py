"""What the room keeps: campaigns and answers; who is asked, by which link; what surrounds an answer."""

from autan.surveys.models.campaigns import (
    Answer,
    Campaign,
    PublishedFinding,
    PublishedNumber,
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
    "Reply",
    "SectionValidation",
    "columns_of",
]
