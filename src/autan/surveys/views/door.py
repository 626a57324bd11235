"""Who stands at the door of a territory’s answers: an account with a mandate, or a personal link that was followed?"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from autan.accounts.models import Person
from autan.evidence.core.texts import Text
from autan.questionnaires.core.questionnaire import Questionnaire, Section
from autan.questionnaires.queries.versions import parse_questionnaire
from autan.surveys.core.answers.authors import Author
from autan.surveys.core.campaigns.invitations import LinkState
from autan.surveys.models import Answer, Campaign, Invitation
from autan.surveys.queries.answering import find_asked_territory, find_campaign, kept_entries, territories_answered_by
from autan.surveys.queries.invitations import DeadLinkError, UnknownLinkError, standing_invitation
from autan.surveys.typed import kept_lines
from autan.territories.models import Territory

_SESSION_KEY = "survey_links"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Somebody who may answer for one territory in one campaign.

    Attributes:
        campaign: the campaign.
        questionnaire: what is asked.
        territory: territory answered for.
        author: who answers.
        person: the account, or None.
        link: the personal link, or None.
        is_lead: True when the person answers for the whole territory, and may validate and invite.
    """

    campaign: Campaign
    questionnaire: Questionnaire
    territory: Territory
    author: Author
    person: Person | None
    link: Invitation | None
    is_lead: bool

    @property
    def sections(self) -> tuple[Section, ...]:
        """Sections that the person may answer, in order."""
        link = self.link
        return tuple(part for part in self.questionnaire.sections if link is None or link.opens(part.code))

    @property
    def refusal(self) -> Text | None:
        """Why the campaign takes no answer today, or None."""
        return self.campaign.opening.refusal(timezone.localdate())


def remember_link(request: HttpRequest, invitation: Invitation) -> None:
    """Keep in the session that a link was followed, beside those followed before."""
    links = request.session.get(_SESSION_KEY, {})
    links[_place(invitation.campaign.slug, invitation.territory_id)] = invitation.pk
    request.session[_SESSION_KEY] = links


def enter_by_link(invitation: Invitation) -> Access:
    """Return the access of somebody who has just followed a link."""
    return _make(
        invitation.campaign,
        invitation.territory,
        author=invitation.author,
        link=invitation,
        is_lead=invitation.is_lead,
    )


def doors_open_to(request: HttpRequest, campaign: Campaign) -> list[Territory]:
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


def holds_lead_link(request: HttpRequest, campaign: Campaign, siren: str) -> bool:
    """True when the reader followed a link that stands and opens the whole territory. A query for who followed one."""
    try:
        link = _followed_link(request, campaign, siren)
    except DeadLinkError:
        return False
    return link is not None and link.is_lead


def behind_the_door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the access of who asks for it; others sign in, or are told why the door stays shut.

    Its pages are never kept by the browser: going back shows what stands, not an older screen to argue with.
    """

    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, slug: str, siren: str, **kwargs: Any) -> HttpResponse:
        try:
            access = _find_access(request, slug, siren)
        except DeadLinkError as error:
            return show_dead_link(request, error)
        if access is None and request.method == "POST":
            return _show_signed_out(request)
        if access is None:
            return redirect_to_login(request.get_full_path())
        return view(request, access, **kwargs)

    return guarded


def show_dead_link(request: HttpRequest, error: DeadLinkError) -> HttpResponse:
    """Say that a link no longer opens the door."""
    context = {"is_revoked": error.state is LinkState.REVOKED, "typed": words_typed(request)}
    return render(request, "surveys/answer_dead_link.html", context, status=410)


def _show_signed_out(request: HttpRequest) -> HttpResponse:
    """The session ended while a page was being filled: what was typed is given back."""
    context = {"is_signed_out": True, "typed": words_typed(request)}
    return render(request, "surveys/answer_dead_link.html", context, status=403)


def words_typed(request: HttpRequest) -> list[str]:
    """What a page sent holds of words, to be copied elsewhere."""
    names = [name for name in request.POST if name.endswith((".value", ".text", ".other")) or ".cell." in name]
    return [text for name in names for text in request.POST.getlist(name) if text.strip()]


def show_closed(request: HttpRequest, access: Access, refusal: Text) -> HttpResponse:
    """Say that the campaign takes no answer, with what was typed and could not be recorded."""
    kept = kept_lines(access.questionnaire, own_kept(access, None), get_language() or "fr")
    return render(
        request, "surveys/answer_closed.html", {"access": access, "refusal": refusal, "kept": kept}, status=403
    )


def own_kept(access: Access, questions: list[str] | None) -> dict[str, Any]:
    """What the author typed and could not be recorded, by question, the latest of each. One query."""
    author = access.author
    found: dict[str, Any] = {}
    for kept in kept_entries(access.campaign, access.territory.siren, questions):
        if (kept.by_id, kept.invitation_id) == (author.person_id, author.invitation_id):
            found.setdefault(kept.question, kept)
    return found


def _find_access(request: HttpRequest, slug: str, siren: str) -> Access | None:
    """The access of who asks; None when somebody who is not known yet could sign in."""
    campaign = find_campaign(slug)
    territory = find_asked_territory(campaign, siren) if campaign else None
    if campaign is None or territory is None:
        raise Http404(slug)
    if campaign.is_documented:
        raise PermissionDenied
    person = request.user if isinstance(request.user, Person) else None
    if person is not None and person.has_perm("surveys.record_answer", Answer(campaign=campaign, territory=territory)):
        return _as_person(campaign, territory, person)
    link = _followed_link(request, campaign, siren)
    if link is not None:
        return _make(campaign, territory, author=link.author, link=link, is_lead=link.is_lead)
    if person is not None:
        raise PermissionDenied
    return None


def _as_person(campaign: Campaign, territory: Territory, person: Person) -> Access:
    """A coordinator writes down what the territory says: the answers bear it."""
    is_own = person.has_perm("surveys.answer_as_member", territory)
    author = Author(name=person.name, person_id=person.pk, is_on_behalf=not is_own)
    is_lead = person.has_perm("territories.lead_territory", territory)
    return _make(campaign, territory, author=author, person=person, is_lead=is_lead)


def _make(campaign: Campaign, territory: Territory, **fields: Any) -> Access:
    version = campaign.questionnaire
    questionnaire = parse_questionnaire(version.document, version.slug)
    defaults = {"person": None, "link": None}
    return Access(campaign=campaign, questionnaire=questionnaire, territory=territory, **(defaults | fields))


def _followed_link(request: HttpRequest, campaign: Campaign, siren: str) -> Invitation | None:
    kept = request.session.get(_SESSION_KEY, {}).get(_place(campaign.slug, siren))
    if kept is None:
        return None
    try:
        return standing_invitation(kept, now=timezone.now())
    except UnknownLinkError:
        return None


def _place(slug: str, siren: str) -> str:
    return f"{slug}/{siren}"
