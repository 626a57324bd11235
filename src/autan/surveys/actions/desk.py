"""Who writes, for whom, in which campaign, and may they? Asked before any transaction, so that writing stays short."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from autan.accounts.models import Person
from autan.errors import RuleError
from autan.evidence.core.texts import Text
from autan.questionnaires.core.questionnaire import Question, Questionnaire, Section
from autan.questionnaires.queries.versions import parse_questionnaire
from autan.surveys.core.answers.authors import Author
from autan.surveys.models import Answer, Campaign, Invitation
from autan.surveys.queries.answering import find_asked_territory, question_places
from autan.territories.models import Territory


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An author who may write for one territory in one campaign.

    Attributes:
        campaign: the campaign.
        territory: territory answered for.
        author: who writes.
        person: the account of the author, or None.
        link: the personal link of the author, or None.
        questionnaire: what is asked.
        places: each question with its section, by code.
        now: time of writing.
    """

    campaign: Campaign
    territory: Territory
    author: Author
    person: Person | None
    link: Invitation | None
    questionnaire: Questionnaire
    places: Mapping[str, tuple[Section, Question]]
    now: datetime

    @property
    def place(self) -> dict[str, object]:
        """Columns that say where a row belongs."""
        return {"campaign": self.campaign, "territory": self.territory}

    @property
    def signature(self) -> dict[str, object]:
        """Columns that say who wrote a row through an account or a link."""
        return {"by_id": self.author.person_id, "invitation_id": self.author.invitation_id}

    @property
    def is_lead(self) -> bool:
        """True when the author answers for the whole territory: the product, the lead link, an officer."""
        if self.link is not None:
            return self.link.is_lead
        if self.person is None:
            return True
        return bool(self.person.has_perm("territories.lead_territory", self.territory))


def sit_down(*, author: Author, campaign: Campaign, siren: str, now: datetime | None = None) -> Desk:
    """Check that an author may write for a territory. Three queries at most.

    Raises:
        RuleError: the campaign does not ask this territory, or the author may not answer for it.
    """
    territory = find_asked_territory(campaign, siren)
    if territory is None:
        message = f"le territoire {siren} n’est pas interrogé par la campagne « {campaign.title_fr} »"
        raise RuleError(message)
    document, slug = campaign.questionnaire.document, campaign.questionnaire.slug
    desk = Desk(
        campaign=campaign,
        territory=territory,
        author=author,
        person=Person.objects.filter(pk=author.person_id).first() if author.person_id else None,
        link=Invitation.objects.filter(pk=author.invitation_id).first() if author.invitation_id else None,
        questionnaire=parse_questionnaire(document, slug),
        places=question_places(document, slug),
        now=now or timezone.now(),
    )
    _require_right(desk)
    return desk


def require_sections(desk: Desk, sections: Sequence[str]) -> None:
    """Refuse the sections that a contributor was not given.

    Raises:
        RuleError: the link does not open one of them.
    """
    if desk.link is not None and not all(desk.link.opens(section) for section in sections):
        raise RuleError("ce lien ne permet pas de répondre à ces questions")


def find_refusal(desk: Desk) -> Text | None:
    """Return why no answer is taken now, or None. One query: the campaign may have been closed a moment ago."""
    if desk.campaign.is_documented:
        return None
    fresh = Campaign.objects.only("opened_on", "closed_on", "closed_at").get(pk=desk.campaign.pk)
    return fresh.opening.refusal(timezone.localdate(desk.now))


def _require_right(desk: Desk) -> None:
    author, link = desk.author, desk.link
    if author.invitation_id is not None:
        is_of_place = link is not None and (link.campaign_id, link.territory_id) == (
            desk.campaign.pk,
            desk.territory.siren,
        )
        if link is None or not is_of_place or link.revoked_at is not None or desk.now >= link.expires_at:
            raise RuleError("ce lien personnel ne permet pas, ou plus, de répondre")
        return
    if author.person_id is None:
        return
    place = Answer(campaign=desk.campaign, territory=desk.territory)
    if desk.person is None or not desk.person.has_perm("surveys.record_answer", place):
        message = f"vous ne pouvez pas répondre pour {desk.territory.short_name} dans cette campagne"
        raise RuleError(message)
