"""Who may open a page on which a territory answers; a page that is refused says why, and gives back what was typed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from autan.ground.errors import NotAllowedError
from autan.people.accounts.access import ask_to_sign_in, by_link
from autan.people.accounts.models import Person
from autan.survey.campaigns.access import followed_link
from autan.survey.campaigns.core.campaigns import PersonalLinkState
from autan.survey.campaigns.models import Campaign
from autan.survey.campaigns.queries.answering_access import AnsweringAccess, authorize_answering, get_asked_territory
from autan.survey.campaigns.queries.campaigns import get_campaign
from autan.survey.campaigns.queries.invitations import DeadLinkError

type View = Callable[..., HttpResponseBase]


def requires_answering_access(view: View) -> View:
    """Give a view the access of whoever answers for a territory: an account with a mandate, or a personal link.

    Others sign in, or are told why they may not. Browsers do not store these pages: going back shows the current
    answers, and not an older screen that would be in conflict with them.
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
            context = {"is_signed_out": True, "typed": _typed_words(request)}
            return render(request, "answering/dead_link.html", context, status=403)
        return ask_to_sign_in(request)

    return by_link("surveys.record_answer, or a personal link, on the territory of the address")(checked)


def requires_lead(view: View) -> View:
    """Refuse who does not answer for the whole territory. Stands under `requires_answering_access`."""

    @wraps(view)
    def checked(request: HttpRequest, access: AnsweringAccess, **kwargs: Any) -> HttpResponseBase:
        access.require_lead()
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


def show_dead_link(request: HttpRequest, error: DeadLinkError) -> HttpResponse:
    """Say that a link may no longer be used, and give back what was typed."""
    context = {"is_revoked": error.state is PersonalLinkState.REVOKED, "typed": _typed_words(request)}
    return render(request, "answering/dead_link.html", context, status=410)


def _typed_words(request: HttpRequest) -> list[str]:
    """The texts that a screen of questions holds, to be copied elsewhere."""
    names = [name for name in request.POST if name.endswith((".value", ".text", ".other")) or ".cell." in name]
    return [text for name in names for text in request.POST.getlist(name) if text.strip()]
