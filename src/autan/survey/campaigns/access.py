"""Who may open a page of a campaign or of the answers of a territory; a page that is refused says why."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from autan.ground.errors import NotAllowedError
from autan.people.accounts.access import guarded, guarded_form
from autan.people.accounts.models import Person
from autan.survey.campaigns.models import Campaign, Invitation
from autan.survey.campaigns.queries.answering_access import find_asked_territory, territories_answered_by
from autan.survey.campaigns.queries.campaigns import UnknownCampaignError, view_campaign
from autan.survey.campaigns.queries.invitations import DeadLinkError, UnknownLinkError, invitation_followed
from autan.territories.networks.models import Territory

_SESSION_KEY = "survey_links"

type View = Callable[..., HttpResponseBase]


def requires_results(view: View) -> View:
    """Give a view the campaign of its address, when its reader may read the results."""

    @wraps(view)
    def checked(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
        campaign = view_campaign(slug)
        if not request.user.has_perm("surveys.read_results", campaign.record):
            raise NotAllowedError("les résultats de cette enquête sont réservés au réseau")
        return view(request, campaign, **kwargs)

    return guarded("surveys.read_results, on the campaign of the address")(checked)


def requires_coordination(view: View) -> View:
    """Give a view the campaign of its address, when its reader runs it; a documented campaign is not run."""

    @wraps(view)
    def checked(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
        campaign = view_campaign(slug)
        if not request.user.has_perm("surveys.run_campaign", campaign.record):
            raise NotAllowedError("seule la coordination du réseau conduit une campagne")
        if campaign.record.is_documented:
            raise UnknownCampaignError(slug, ())
        return view(request, campaign, **kwargs)

    return guarded_form("surveys.run_campaign, on the campaign of the address")(checked)


def remember_link(request: HttpRequest, invitation: Invitation) -> None:
    """Keep in the session that a link was followed, beside those followed before."""
    links = request.session.get(_SESSION_KEY, {})
    links[_place(invitation.campaign.slug, invitation.territory_id)] = invitation.pk
    request.session[_SESSION_KEY] = links


def followed_link(request: HttpRequest, campaign: Campaign, siren: str) -> Invitation | None:
    """Return the personal link that was followed for a territory, or None. A query for whoever followed one.

    Raises DeadLinkError when it was revoked, or has expired, since.
    """
    saved = request.session.get(_SESSION_KEY, {}).get(_place(campaign.slug, siren))
    if saved is None:
        return None
    try:
        return invitation_followed(saved, now=timezone.now())
    except UnknownLinkError:
        return None


def holds_lead_link(request: HttpRequest, campaign: Campaign, siren: str) -> bool:
    """Say whether the reader followed a valid link for the whole of a territory. A query for whoever followed one."""
    try:
        link = followed_link(request, campaign, siren)
    except DeadLinkError:
        return False
    return link is not None and link.is_lead


def territories_open_to(request: HttpRequest, campaign: Campaign) -> list[Territory]:
    """Return the territories for which the reader of a page may answer now. No query for a reader who may not."""
    if campaign.is_documented or campaign.opening.refusal(timezone.localdate()) is not None:
        return []
    own_territories = territories_answered_by(request.user, campaign) if isinstance(request.user, Person) else []
    if own_territories:
        return own_territories
    # no account, or one without a mandate here: the places of the links followed in this session
    start = _place(campaign.slug, "")
    links = request.session.get(_SESSION_KEY, {})
    sirens = [place.removeprefix(start) for place in links if place.startswith(start)]
    territories = [find_asked_territory(campaign, siren) for siren in sirens]
    return [territory for territory in territories if territory is not None]


def _place(slug: str, siren: str) -> str:
    return f"{slug}/{siren}"
