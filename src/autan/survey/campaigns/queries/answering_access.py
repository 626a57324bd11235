"""Who may answer for a territory in a campaign: once a request, by an account, a link or the product; open links."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from autan.ground.errors import NotAllowedError, UnknownError, known
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.people.individuals.models import SYSTEM_NAME, Individual
from autan.people.journal.core import ObjectRef
from autan.survey.campaigns.core.campaigns import PersonalLinkState, answers_object
from autan.survey.campaigns.models import Answer, Campaign, Invitation, OpenLink, OpenReply
from autan.survey.campaigns.queries.questionnaires import PlacedQuestions, placed_questions, questionnaire_of
from autan.survey.questionnaires.core.answers.answer import Respondent
from autan.survey.questionnaires.core.questionnaire import Questionnaire, Section
from autan.territories.networks.core.invitations import digest_token
from autan.territories.networks.models import Mandate, Membership, Territory
from autan.territories.networks.queries.networks import network_members
from autan.territories.networks.queries.people import mandates_of

ANSWERING_ROLES = frozenset({Mandate.Role.MEMBER_OFFICER.value, Mandate.Role.CONTRIBUTOR.value})


class UnknownRespondentError(UnknownError):
    """A campaign does not ask this territory."""

    def __init__(self, campaign: Campaign, siren: str) -> None:
        super().__init__(
            "le territoire {siren} n’est pas interrogé par la campagne «\u202f{title_fr}\u202f»",
            siren=siren,
            title_fr=campaign.title_fr,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweringAccess:
    """Somebody who may answer for one territory in one campaign. Made by `authorize_answering` alone.

    Attributes:
        author: who that is, by account or by link; None for the product itself.
        link: the personal link, or None. Neither account nor link: the product itself.
        is_lead: True for whoever answers for the whole territory, and may validate, invite and comment.
        is_on_behalf: True for a coordinator who writes down what the territory says.
    """

    campaign: Campaign
    territory: Territory
    author_name: str
    author: Individual | None = None
    person: Person | None = None
    link: Invitation | None = None
    is_lead: bool = True
    is_on_behalf: bool = False

    @property
    def questionnaire(self) -> Questionnaire:
        """The version of the questionnaire that is asked."""
        return questionnaire_of(self.campaign)

    @property
    def questions(self) -> PlacedQuestions:
        """Each question with its section, by code."""
        return placed_questions(self.campaign)

    @property
    def sections(self) -> tuple[Section, ...]:
        """Sections that may be answered, in order: a contributor has those that the link names."""
        link = self.link
        return tuple(part for part in self.questionnaire.sections if link is None or link.opens(part.code))

    @property
    def refusal(self) -> Text | None:
        """Why the campaign takes no answer today, or None."""
        return self.campaign.opening.refusal(timezone.localdate())

    def require_lead(self) -> None:
        """Raise NotAllowedError unless the reader answers for the whole territory."""
        if not self.is_lead:
            raise NotAllowedError("cette page est celle de la personne référente de la collectivité")

    @property
    def ref(self) -> ObjectRef:
        """Reference of the answers of the territory, for the journal and the remarks."""
        return answers_object(self.campaign.slug, self.territory.siren)

    @property
    def place(self) -> dict[str, object]:
        """Columns that say where a row belongs."""
        return {"campaign": self.campaign, "territory": self.territory}

    @property
    def actor(self) -> dict[str, Any]:
        """Who acts, as `acting` asks it."""
        arguments = {"who": self.author, "by_name": self.author_name, "network": self.campaign.network_id}
        return {"by": self.person, **arguments}


def authorize_answering(
    *,
    campaign: Campaign,
    siren: str,
    person: Person | None = None,
    link: Invitation | None = None,
    name: str = SYSTEM_NAME,
    now: datetime | None = None,
) -> AnsweringAccess:
    """Ask whether somebody may answer for a territory. One query, and those of the right of a person.

    With neither account nor link, the product itself asks, under `name`. A link must be valid now, or at a time given.
    """
    territory = get_asked_territory(campaign, siren)
    if campaign.is_documented:
        raise NotAllowedError("une enquête documentée vient de sa publication\u00a0: personne n’y répond")
    if link is not None:
        is_of_place = (link.campaign_id, link.territory_id) == (campaign.pk, territory.siren)
        if not is_of_place or link.state(now or timezone.now()) is not PersonalLinkState.LIVE:
            raise NotAllowedError("ce lien personnel ne permet pas, ou plus, de répondre")
        return AnsweringAccess(
            campaign=campaign,
            territory=territory,
            author_name=link.name,
            author=link.holder,
            link=link,
            is_lead=link.is_lead,
        )
    if person is not None:
        return _authorize_person(campaign, territory, person)
    return AnsweringAccess(campaign=campaign, territory=territory, author_name=name)


def _authorize_person(campaign: Campaign, territory: Territory, person: Person) -> AnsweringAccess:
    if not person.has_perm("surveys.record_answer", Answer(campaign=campaign, territory=territory)):
        message = "vous ne pouvez pas répondre pour {short_name} dans cette campagne"
        raise NotAllowedError(message, short_name=territory.short_name)
    return AnsweringAccess(
        campaign=campaign,
        territory=territory,
        author_name=person.name,
        author=person,
        person=person,
        is_lead=person.has_perm("territories.lead_territory", territory),
        is_on_behalf=not person.has_perm("surveys.answer_as_member", territory),
    )


def get_asked_territory(campaign: Campaign, siren: str) -> Territory:
    """Return a territory that a campaign asks. One query."""
    territory = find_asked_territory(campaign, siren)
    if territory is None:
        raise UnknownRespondentError(campaign, siren)
    return territory


def find_asked_territory(campaign: Campaign, siren: str) -> Territory | None:
    """Return a territory that a campaign asks, or None. One query."""
    memberships = Membership.objects.filter(network__slug=campaign.network_id, territory__siren=siren)
    day = campaign.opened_on
    # not opened yet: the members of today
    if day is None:
        memberships = memberships.filter(valid_to__isnull=True)
    else:
        memberships = memberships.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day))
        memberships = memberships.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    membership = memberships.select_related("territory").first()
    return membership.territory if membership else None


def asked_sirens(campaign: Campaign) -> tuple[str, ...]:
    """Return the SIREN codes of the territories that a campaign asks, in the order of the network. Two queries."""
    return tuple(member.siren for member in network_members(campaign.network_id, on=campaign.opened_on))


def territories_answered_by(person: Person, campaign: Campaign) -> list[Territory]:
    """Return the territories of a campaign that a person may answer for, in the order of the network. Four queries."""
    sirens = asked_sirens(campaign)
    territories = {territory.siren: territory for territory in Territory.objects.filter(siren__in=sirens)}
    in_order = [territories[siren] for siren in sirens if siren in territories]
    # the coordination may answer on behalf of any member
    if person.has_perm("surveys.run_campaign", campaign):
        return in_order
    territory_ids = {mandate.territory_id for mandate in mandates_of(person) if mandate.role in ANSWERING_ROLES}
    return [territory for territory in in_order if territory.pk in territory_ids]


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
    return known(_links().filter(token=token).first(), "aucune enquête n’est ouverte à cette adresse")


def find_reply(link: OpenLink, receipt: str) -> OpenReply:
    """Return what was received under a receipt. One query."""
    replies = OpenReply.objects.filter(link=link, receipt_sha256=digest_token(receipt)).select_related("territory")
    return known(replies.first(), "aucune réponse n’est gardée à cette adresse\u00a0: elle a pu être effacée")


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
