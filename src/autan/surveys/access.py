"""Who may open a page of a campaign or of the answers of a territory; a page that is refused says why."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from autan.accounts.access import guarded, signed_in
from autan.accounts.models import Person
from autan.errors import NotAllowedError
from autan.surveys.core.campaigns.invitations import LinkState
from autan.surveys.models import Campaign, Invitation
from autan.surveys.queries.answering_access import (
    AnsweringAccess,
    authorize_answering,
    find_asked_territory,
    get_asked_territory,
    territories_answered_by,
)
from autan.surveys.queries.campaigns import UnknownCampaignError, get_campaign, view_campaign
from autan.surveys.queries.invitations import DeadLinkError, UnknownLinkError, invitation_followed
from autan.territories.models import Territory

_SESSION_KEY = "survey_links"

type View = Callable[..., HttpResponseBase]


def requires_results(view: View) -> View:
    """Give a view the campaign of its address, when its reader may read the results.

    Raises:
        UnknownCampaignError: there is no such campaign.
        NotAllowedError: the reader may not.
    """

    @wraps(view)
    def checked(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
        campaign = view_campaign(slug)
        if not request.user.has_perm("surveys.read_results", campaign.record):
            raise NotAllowedError("les résultats de cette enquête sont réservés au réseau")
        return view(request, campaign, **kwargs)

    return guarded("surveys.read_results, on the campaign of the address")(checked)


def requires_coordination(view: View) -> View:
    """Give a view the campaign of its address, when its reader runs it; a documented campaign is not run.

    Raises:
        UnknownCampaignError: there is no such campaign, or it is documented.
        NotAllowedError: the reader does not coordinate the network.
    """

    @wraps(view)
    def checked(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
        campaign = view_campaign(slug)
        if not request.user.has_perm("surveys.run_campaign", campaign.record):
            raise NotAllowedError("seule la coordination du réseau conduit une campagne")
        if campaign.record.is_documented:
            raise UnknownCampaignError(slug, ())
        return view(request, campaign, **kwargs)

    return guarded("surveys.run_campaign, on the campaign of the address")(signed_in(checked))


def requires_answering_access(view: View) -> View:
    """Give a view the access of who answers for a territory: an account with a mandate, or a personal link.

    Others sign in, or are told why they may not. Browsers do not store these pages: going back shows the current
    answers, and not an older screen that would be in conflict with them.

    Raises:
        UnknownCampaignError: there is no such campaign.
        UnknownRespondentError: it does not ask this territory.
        NotAllowedError: the person may not answer for it.
    """

    @wraps(view)
    @never_cache
    def checked(request: HttpRequest, slug: str, siren: str, **kwargs: Any) -> HttpResponseBase:
        try:
            access = _find_access(request, get_campaign(slug), siren)
        except DeadLinkError as error:
            return show_dead_link(request, error)
        if access is not None:
            return view(request, access, **kwargs)
        if request.method == "POST":
            return _show_signed_out(request)
        return redirect_to_login(request.get_full_path())

    return guarded("surveys.record_answer, or a personal link, on the territory of the address")(checked)


def requires_lead(view: View) -> View:
    """Refuse who does not answer for the whole territory. Stands under `requires_answering_access`.

    Raises:
        NotAllowedError: the person has some sections alone.
    """

    @wraps(view)
    def checked(request: HttpRequest, access: AnsweringAccess, **kwargs: Any) -> HttpResponseBase:
        if not access.is_lead:
            raise NotAllowedError("cette page est celle de la personne référente de la collectivité")
        return view(request, access, **kwargs)

    return checked


def _find_access(request: HttpRequest, campaign: Campaign, siren: str) -> AnsweringAccess | None:
    """The access of the account, else of the personal link; None when somebody unknown could sign in."""
    person = request.user if isinstance(request.user, Person) else None
    refused = None
    if person is not None or campaign.is_documented:
        try:
            return authorize_answering(campaign=campaign, siren=siren, person=person)
        except NotAllowedError as error:
            refused = error
    link = followed_link(request, campaign, siren)
    if link is not None:
        return authorize_answering(campaign=campaign, siren=siren, link=link)
    if refused is not None:
        raise refused
    get_asked_territory(campaign, siren)  # a territory that is not asked is not found, whoever asks
    return None


def remember_link(request: HttpRequest, invitation: Invitation) -> None:
    """Keep in the session that a link was followed, beside those followed before."""
    links = request.session.get(_SESSION_KEY, {})
    links[_place(invitation.campaign.slug, invitation.territory_id)] = invitation.pk
    request.session[_SESSION_KEY] = links


def followed_link(request: HttpRequest, campaign: Campaign, siren: str) -> Invitation | None:
    """Return the personal link that was followed for a territory, or None. A query for who followed one.

    Raises:
        DeadLinkError: it was revoked, or has expired, since.
    """
    kept = request.session.get(_SESSION_KEY, {}).get(_place(campaign.slug, siren))
    if kept is None:
        return None
    try:
        return invitation_followed(kept, now=timezone.now())
    except UnknownLinkError:
        return None


def holds_lead_link(request: HttpRequest, campaign: Campaign, siren: str) -> bool:
    """Say whether the reader followed a valid link for the whole of a territory. A query for who followed one."""
    try:
        link = followed_link(request, campaign, siren)
    except DeadLinkError:
        return False
    return link is not None and link.is_lead


def territories_open_to(request: HttpRequest, campaign: Campaign) -> list[Territory]:
    """Return the territories for which the reader of a page may answer now. No query for a reader who may not."""
    if campaign.is_documented or campaign.opening.refusal(timezone.localdate()) is not None:
        return []
    found = territories_answered_by(request.user, campaign) if isinstance(request.user, Person) else []
    if found:
        return found
    start = _place(campaign.slug, "")
    kept = request.session.get(_SESSION_KEY, {})
    sirens = [place.removeprefix(start) for place in kept if place.startswith(start)]
    territories = [find_asked_territory(campaign, siren) for siren in sirens]
    return [territory for territory in territories if territory is not None]


def show_dead_link(request: HttpRequest, error: DeadLinkError) -> HttpResponse:
    """Say that a link may no longer be used, and give back what was typed."""
    context = {"is_revoked": error.state is LinkState.REVOKED, "typed": _typed_words(request)}
    return render(request, "surveys/answer_dead_link.html", context, status=410)


def _show_signed_out(request: HttpRequest) -> HttpResponse:
    """The session ended while a page was being filled: what was typed is given back."""
    context = {"is_signed_out": True, "typed": _typed_words(request)}
    return render(request, "surveys/answer_dead_link.html", context, status=403)


def _typed_words(request: HttpRequest) -> list[str]:
    """The texts that a screen of questions holds, to be copied elsewhere."""
    names = [name for name in request.POST if name.endswith((".value", ".text", ".other")) or ".cell." in name]
    return [text for name in names for text in request.POST.getlist(name) if text.strip()]


def _place(slug: str, siren: str) -> str:
    return f"{slug}/{siren}"
