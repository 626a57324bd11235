"""Tables of the room: campaigns and answers, personal links and e-mails, what is stored beside the answers."""

from autan.survey.campaigns.models.campaigns import (
    Answer,
    Campaign,
    CampaignRespondent,
    PublishedFinding,
    PublishedNumber,
    columns_of,
)
from autan.survey.campaigns.models.collection import Attachment, Proposal, SectionValidation, UnsavedEntry
from autan.survey.campaigns.models.invitations import Invitation, Message, OpenLink, OpenReply
