"""What a person has to do here: the surveys to answer or to run, in the networks and territories of their roles."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from autan.accounts.models import Person
from autan.evidence.core.texts import Text
from autan.surveys.models import Campaign
from autan.surveys.queries.answering_access import territories_answered_by
from autan.surveys.queries.campaigns import list_campaigns
from autan.territories.models import Mandate, Network, Territory
from autan.territories.queries.people import mandates_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskLink:
    """Where to go: the words of the link and its address."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSurvey:
    """A survey that a person runs or answers.

    Attributes:
        title: its name.
        network: name of the network asked.
        refusal: why it takes no answer today, or None when it is open.
        tracking: address of its tracking, for those who run it; else empty.
        answering: one link for each territory that the person answers for.
    """

    title: Text
    network: Text
    refusal: Text | None
    tracking: str
    answering: tuple[DeskLink, ...]


def desk_page(person: Person) -> dict[str, object]:
    """Gather the roles of a person and the surveys that wait for them. Queries: a few for each collected campaign."""
    mandates = mandates_of(person)
    return {
        "mandates": mandates,
        "subject": _only_subject(mandates),
        "surveys": _surveys_of(person) if mandates else [],
        "can_coordinate": person.has_perm("territories.coordinate_network"),
    }


def _only_subject(mandates: Sequence[Mandate]) -> Network | Territory | None:
    """The one network or territory that all the roles are about; None when there are several."""
    subjects = {(mandate.network_id, mandate.territory_id): mandate for mandate in mandates}
    if len(subjects) != 1:
        return None
    mandate = next(iter(subjects.values()))
    return mandate.network or mandate.territory


def _surveys_of(person: Person) -> list[DeskSurvey]:
    """The collected campaigns in which something is expected of a person, latest first."""
    collected = [campaign for campaign in list_campaigns() if not campaign.is_documented]
    return [survey for campaign in collected if (survey := _survey_for(person, campaign))]


def _survey_for(person: Person, campaign: Campaign) -> DeskSurvey | None:
    """What a person does in a campaign; None when nothing is expected of them."""
    runs = person.has_perm("surveys.run_campaign", campaign)
    refusal = campaign.opening.refusal(timezone.localdate())
    asked = [] if runs or refusal else territories_answered_by(person, campaign)
    if not runs and not asked:
        return None
    return DeskSurvey(
        title=campaign.title,
        network=campaign.network.name,
        refusal=refusal,
        tracking=reverse("surveys:tracking", kwargs={"slug": campaign.slug}) if runs else "",
        answering=tuple(_answer_link(campaign, territory) for territory in asked),
    )


def _answer_link(campaign: Campaign, territory: Territory) -> DeskLink:
    address = reverse("surveys:respond", kwargs={"slug": campaign.slug, "siren": territory.siren})
    return DeskLink(label=territory.short_name, url=address)
