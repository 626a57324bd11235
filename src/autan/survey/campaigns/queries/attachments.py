"""Reads the files joined to answers."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import QuerySet, Sum

from autan.ground.errors import UnknownError
from autan.survey.campaigns.models import Attachment, Campaign
from autan.survey.questionnaires.core.kinds.texts import JOINED


def digest_in(value: object) -> str:
    """Return the digest of the file that an answer names; empty when it names none."""
    return str(value.get(JOINED) or "") if isinstance(value, Mapping) else ""


def attachments_named(campaign: Campaign, places: Iterable[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    """Return those of the places (territory, question, digest) where such a file stands. One query, or none."""
    wanted = {place for place in places if place[2]}
    if not wanted:
        return set()
    rows = Attachment.objects.filter(campaign=campaign, sha256__in={digest for _siren, _code, digest in wanted})
    return wanted & set(rows.values_list("territory_id", "question", "sha256"))


def find_attachment(campaign: Campaign, siren: str, digest: str, questions: Collection[str]) -> Attachment:
    """Return a file joined to the answer to one of some questions. One query."""
    rows = Attachment.objects.filter(campaign=campaign, territory_id=siren, sha256=digest, question__in=questions)
    if (attachment := rows.first()) is None:
        raise UnknownError("ce fichier n’est pas, ou plus, joint à une réponse")
    return attachment


def attachments_of(campaign: Campaign) -> QuerySet[Attachment]:
    """Return the files joined in a campaign, those of a territory together."""
    return Attachment.objects.filter(campaign=campaign).order_by("territory_id", "question", "id")


def total_size(place: Mapping[str, Any]) -> int:
    """Return how many bytes a territory has joined in a campaign. One query."""
    return Attachment.objects.filter(**place).aggregate(total=Sum("size"))["total"] or 0
