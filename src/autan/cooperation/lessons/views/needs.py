"""Needs and offers of a network: the list, one need with what is near it, its life."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from autan.cooperation.lessons.actions.needs import (
    ANSWER_REFUSAL,
    ASK_REFUSAL,
    answer_need,
    ask_need,
    close_need,
    decide_match,
    make_offer,
    need_ref,
    withdraw_offer,
)
from autan.cooperation.lessons.core.filters import NeedFilter
from autan.cooperation.lessons.forms import CloseForm, NeedAnswerForm, NeedForm, OfferForm
from autan.cooperation.lessons.models import Need, NeedAnswer
from autan.cooperation.lessons.presenters.needs import kept_views, match_views, need_rows, offer_rows
from autan.cooperation.lessons.queries.figures import need_figures
from autan.cooperation.lessons.queries.lessons import places_acted_for
from autan.cooperation.lessons.queries.matching import decisions_on, match_need, objects_of
from autan.cooperation.lessons.queries.needs import find_need, find_offer, list_needs, open_needs, open_offers
from autan.evidence.figures.queries.registry import evidence_cards
from autan.ground.descriptions.presenters import shown_fields
from autan.ground.lists.presenters import DeclaredList
from autan.ground.texts.core.notation import read_ratio
from autan.ground.web.forms.sending import act_on_form, show_form
from autan.people.accounts.access import guarded, guarded_act, guarded_form, person_of, public
from autan.people.accounts.models import Person
from autan.people.journal.actions import require_right
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import get_network, network_members

NEEDS = DeclaredList(
    size=20,
    filter=NeedFilter,
    empty=gettext_lazy("Aucun besoin ne répond à ces choix."),
    none=gettext_lazy("Aucun besoin n’est connu ici."),
)
_DEPENDS = "a need that is not published is read by the people of its network"
_ASKS = "the right is that of acting for a member, or of coordinating the network"
_ANSWERS = "the right is that of taking part in the network of this need"


@public
def needs(request: HttpRequest, network: str) -> HttpResponse:
    """Show the needs and offers of a network, and how long needs wait."""
    network_record, today = get_network(network), timezone.localdate()
    offers = list(open_offers(network_record, request.user))
    own_offers = [offer.slug for offer in offers if request.user.has_perm("lessons.write_offer", offer)]
    members = [(member.siren, member.short_name) for member in network_members(network)]
    context = {
        "network": network_record,
        "listing": NEEDS.page(
            request.GET,
            list_needs(network_record, NeedFilter.read(request.GET), reader=request.user),
            show=partial(need_rows, today=today),
            offered={"siren": members},
        ),
        "offers": offer_rows(offers, may_withdraw=own_offers),
        "figures": need_figures(network, today=today),
        "may_ask": request.user.has_perm("lessons.take_part", network_record),
    }
    return render(request, "lessons/needs.html", context)


@guarded(_DEPENDS)
def need(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a need with its answers, its matches and the matches that people kept."""
    return _need_page(request, find_need(slug, reader=request.user))


def _need_page(request: HttpRequest, need: Need, *, status: int = 200, **refused: Form) -> HttpResponse:
    """The page of a need; a form that was refused is on it, with what was typed."""
    network, today = need.network, timezone.localdate()
    may_answer = request.user.has_perm("lessons.answer_need", need)
    may_write = request.user.has_perm("lessons.write_need", need)
    knows = request.user.has_perm("lessons.read_needs_of", network)
    decisions = decisions_on(need)
    accepted = objects_of({key for key, decision in decisions.items() if decision.is_accepted}, network.slug)
    is_open = need.closed_on is None
    context = {
        "need": need,
        "row": need_rows([need], today=today)[0],
        "fields": shown_fields(need.content),
        "answers": list(need.answers.all()),
        "cards": evidence_cards(need.content.evidence, reader=request.user),
        "matches": match_views(match_need(need), decisions, network=network.slug),
        "kept": kept_views(decisions, accepted, network=network.slug, knows=knows),
        "knows": knows,
        "may_answer": may_answer,
        "answer": _answer_form(request, need) if may_answer and is_open else None,
        "closing": CloseForm(auto_id="close_%s") if may_write and is_open else None,
        "ref": need_ref(need) if may_write else None,
    } | refused
    return render(request, "lessons/need.html", context, status=status)


def _answer_form(request: HttpRequest, need: Need) -> NeedAnswerForm:
    return NeedAnswerForm(
        request.POST or None,
        places=places_acted_for(need.network, request.user),
        may_coordinate=request.user.has_perm("territories.coordinate_network", need.network),
    )


@guarded_form(_ASKS)
def ask(request: HttpRequest, network: str) -> HttpResponse:
    """Ask something of the network."""

    def write(by: Person, network_record: Network, form: NeedForm) -> HttpResponse:
        need = ask_need(
            by=by, network=network_record, territory=form.place, need_input=form.document(asked_on=timezone.localdate())
        )
        messages.success(request, _("Le besoin est exprimé\u202f; voici ce qui s’en approche."))
        return redirect("lessons:need", slug=need.slug)

    return _express(request, network, NeedForm, write, title=_("Exprimer un besoin"), act=_("Exprimer ce besoin"))


@guarded_form(_ASKS)
def offer(request: HttpRequest, network: str) -> HttpResponse:
    """Offer something to the members."""

    def write(by: Person, network_record: Network, form: OfferForm) -> HttpResponse:
        make_offer(
            by=by, network=network_record, territory=form.place, offer_input=form.document(), on=timezone.localdate()
        )
        messages.success(request, _("L’offre est faite."))
        return redirect("lessons:needs", network=network)

    return _express(request, network, OfferForm, write, title=_("Faire une offre"), act=_("Faire cette offre"))


def _express[F: (NeedForm, OfferForm)](
    request: HttpRequest,
    network: str,
    kind: type[F],
    write: Callable[[Person, Network, F], HttpResponse],
    **fields: str,
) -> HttpResponse:
    """The form of a need or of an offer, and what is done of it once it can be read."""
    network_record, by = get_network(network), person_of(request)
    require_right(by, "lessons.take_part", on=network_record, refusal=ASK_REFUSAL)
    may_coordinate = by.has_perm("territories.coordinate_network", network_record)
    form = kind(request.POST or None, places=places_acted_for(network_record, by), may_coordinate=may_coordinate)

    def standing() -> list[tuple[str, str]]:
        if issubclass(kind, NeedForm):
            return [(need.title, reverse("lessons:need", args=[need.slug])) for need in open_needs(network_record, by)]
        page = reverse("lessons:needs", args=[network])  # an offer has no page of its own
        return [(standing_offer.title, page) for standing_offer in open_offers(network_record, by)]

    if answer := act_on_form(request, form, lambda: write(by, network_record, form), names=("title", standing)):
        return answer
    return show_form(request, form, "lessons/express.html", network=network_record, **fields)


@guarded_act(_ASKS)
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Withdraw an offer."""
    offer = find_offer(slug)
    withdraw_offer(by=person_of(request), offer=offer, on=timezone.localdate())
    messages.success(request, _("L’offre est retirée\u202f; elle est gardée dans le journal."))
    return redirect("lessons:needs", network=offer.network.slug)


@guarded_act(_ANSWERS)
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer a need."""
    need, by = find_need(slug, reader=request.user), person_of(request)
    require_right(by, "lessons.answer_need", on=need, refusal=ANSWER_REFUSAL)
    form, on = _answer_form(request, need), timezone.localdate()

    def write() -> NeedAnswer:
        return answer_need(by=by, need=need, territory=form.place, words=form.cleaned_data["words"], on=on)

    if act_on_form(request, form, write, success=_("La réponse est enregistrée.")):
        return redirect("lessons:need", slug=slug)
    return _need_page(request, need, status=422, answer=form)


@guarded_act("the right is that of writing this need")
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Close a need with its result."""
    need, form = find_need(slug, reader=request.user), CloseForm(request.POST, auto_id="close_%s")
    require_right(person_of(request), "lessons.write_need", on=need, refusal=ASK_REFUSAL)

    def write() -> Need:
        return close_need(by=person_of(request), need=need, **form.cleaned_data, on=timezone.localdate())

    if act_on_form(request, form, write, success=_("Le besoin est clos.")):
        return redirect("lessons:need", slug=slug)
    return _need_page(request, need, status=422, closing=form)


@guarded_act(_ANSWERS)
def decide(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what somebody says of a match."""
    need = find_need(slug, reader=request.user)
    decide_match(
        by=person_of(request),
        need=need,
        key=request.POST.get("key", ""),
        is_accepted=request.POST.get("decision") == "yes",
        score=read_ratio(request.POST.get("score", "")),
    )
    return redirect("lessons:need", slug=slug)
