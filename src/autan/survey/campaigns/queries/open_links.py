"""The readers of the open link of a campaign, and of what was received by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from autan.ground.errors import UnknownError
from autan.survey.campaigns.models import Campaign, OpenLink, OpenReply
from autan.survey.campaigns.queries.answering_access import AnsweringAccess
from autan.survey.questionnaires.core.answers.answer import Respondent
from autan.territories.networks.core.invitations import digest_token


class UnknownOpenLinkError(UnknownError):
    """No campaign was opened to all under this address, or nothing was received under this receipt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyCount:
    """How many replies came for one territory, and how many wait for it."""

    respondent: Respondent
    received: int
    waiting: int
    confirmed: int


def open_link_of(campaign: Campaign) -> OpenLink | None:
    """Return the open link of a campaign, or None. One query."""
    return _links().filter(campaign=campaign).first()


def find_open_link(token: str) -> OpenLink:
    """Return the open link of an address. One query."""
    link = _links().filter(token=token).first()
    if link is None:
        raise UnknownOpenLinkError("aucune enquête n’est ouverte à cette adresse")
    return link


def find_reply(link: OpenLink, receipt: str) -> OpenReply:
    """Return what was received under a receipt. One query."""
    reply = (
        OpenReply.objects.filter(link=link, receipt_sha256=digest_token(receipt)).select_related("territory").first()
    )
    if reply is None:
        raise UnknownOpenLinkError("aucune réponse n’est gardée à cette adresse\u00a0: elle a pu être effacée")
    return reply


def count_replies(link: OpenLink, respondents: Sequence[Respondent]) -> list[ReplyCount]:
    """Count the replies for each territory that has some, in the order of the network. One query."""
    waiting, confirmed = Count("pk", filter=Q(settled_at=None)), Count("pk", filter=Q(outcome="confirmed"))
    rows = link.replies.order_by().values("territory_id").annotate(n=Count("pk"), waiting=waiting, confirmed=confirmed)
    counts = {str(row["territory_id"]): row for row in rows}
    return [
        ReplyCount(respondent=member, received=row["n"], waiting=row["waiting"], confirmed=row["confirmed"])
        for member in respondents
        if (row := counts.get(member.siren))
    ]


def waiting_replies(access: AnsweringAccess) -> QuerySet[OpenReply]:
    """Return what waits for a territory to confirm it, in the order received."""
    return OpenReply.objects.filter(link__campaign=access.campaign, territory=access.territory, settled_at=None)


def old_unsettled_replies(before: datetime) -> QuerySet[OpenReply]:
    """Return what was received before a moment and that nobody settled."""
    return OpenReply.objects.filter(received_at__lt=before, settled_at=None)


def _links() -> QuerySet[OpenLink]:
    return OpenLink.objects.select_related("campaign__network", "campaign__questionnaire")
