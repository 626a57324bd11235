"""Workshops around the table: the deck to print, groups that play on phones, mixes compared, converged."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from autan.foresight.scenarios.actions.workflow import TABLE
from autan.foresight.scenarios.actions.workshops import keep_mixes, open_workshop, record_agreed_mix, record_mix
from autan.foresight.scenarios.forms import OpenWorkshopForm, read_counts
from autan.foresight.scenarios.models import TableWorkshop
from autan.foresight.scenarios.presenters.deck import block_words, deck_content
from autan.foresight.scenarios.presenters.workshop_pages import card_rows, steps_of, table_page
from autan.foresight.scenarios.queries.places import ForesightPlace, body_of
from autan.foresight.scenarios.queries.workshops import (
    deck_cards,
    deck_of,
    find_group,
    find_workshop,
    table_of,
    workshops_of,
)
from autan.foresight.scenarios.renderers.deck_pdf import write_deck
from autan.foresight.scenarios.views.computed_places import of_computed_place
from autan.ground.errors import DomainError
from autan.ground.extension_points import EventChoices
from autan.ground.registry import registered
from autan.ground.texts.core.notation import read_whole
from autan.ground.texts.refusals import refusal_words
from autan.ground.web.forms.sending import act_on_form, report_outcome
from autan.people.accounts.access import by_link, guarded, guarded_act, person_of, public, public_form
from autan.people.journal.actions import require_right
from autan.people.workflows.actions import take

_READS = "a workshop that is not published is read by those of its place"
_HOLDS = "who holds the secret address of a group speaks for it"
_RUNS = "the right is that of running workshops in the place"


@public
@of_computed_place
def deck(request: HttpRequest, foresight_place: ForesightPlace) -> HttpResponse:
    """The cards of a place: A4 to print and cut, or with `format=a5` one sheet a lever, to lay on the table."""
    is_laid = request.GET.get("format") == "a5"
    laid_out = deck_content(deck_of(foresight_place), foresight_place, is_laid=is_laid)
    content = write_deck(laid_out, day=timezone.localdate())
    name = f'attachment; filename="cartes-{foresight_place.code}{"-a5" if is_laid else ""}.pdf"'
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": name})


def _opening(request: HttpRequest, foresight_place: ForesightPlace) -> OpenWorkshopForm:
    """The form that opens a workshop, with the events of other rooms that it may be a moment of."""
    place = {"network": foresight_place.code} if foresight_place.is_network else {"host": foresight_place.code}
    choices = [choice for events in registered(EventChoices) for choice in events.list_events(**place)]
    return OpenWorkshopForm(request.POST or None, workshops=choices, initial={"held_on": timezone.localdate()})


@public_form
@of_computed_place
def workshop_home(request: HttpRequest, foresight_place: ForesightPlace) -> HttpResponse:
    """What a workshop is, the deck, those that were held; those who run workshops open one."""
    body = body_of(foresight_place)
    may_run = bool(body.pk) and request.user.has_perm("foresight.run_workshop", body)
    if request.method == "POST":
        require_right(person_of(request), "foresight.run_workshop", on=body if body.pk else None)
    form = _opening(request, foresight_place) if may_run else None

    def begin(title: str, groups: str, **fields: Any) -> TableWorkshop:
        names, deck = groups.splitlines(), deck_of(foresight_place)
        return open_workshop(by=person_of(request), place=body, title=title, deck=deck, groups=names, **fields)

    if form and (workshop := act_on_form(request, form, lambda: begin(**form.cleaned_data), field="groups")):
        return redirect("foresight:table", slug=workshop.slug)
    context = {
        "place": foresight_place,
        "card_words": block_words(deck_of(foresight_place)),
        "workshops": workshops_of(foresight_place, reader=request.user),
        "form": form,
    }
    return render(request, "foresight/workshop.html", context, status=422 if form is not None and form.errors else 200)


@guarded(_READS)
def table(request: HttpRequest, slug: str) -> HttpResponse:
    """The mixes side by side; with `ecran`, without the secret addresses, for the wall; with `part=mixes`, alone."""
    workshop = find_workshop(slug, reader=request.user)
    view = table_of(workshop)
    page = table_page(view)
    body = workshop.network or workshop.territory
    context = {
        "workshop": workshop,
        "place": view.place,
        "page": page,
        "steps": steps_of(page["cards"]),
        "groups": list(workshop.groups.all()),
        "may_run": request.user.has_perm("foresight.run_workshop", body),
        "is_converging": "converger" in request.GET,
        "is_projected": "ecran" in request.GET,
    }
    is_part = request.GET.get("part") == "mixes"
    return render(request, "foresight/mixes.html" if is_part else "foresight/table.html", context)


@by_link(_HOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def group(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The phone of a group: its guess first, then its cards, counted, and what they give."""
    table_group = find_group(slug, key)
    refusal = ""
    if request.method == "POST":
        guess = read_whole(request.POST.get("guess", "").strip())
        texts = {name: request.POST.get(name, "") for name in ("dissent", "authors")}
        try:
            mix = read_counts(request.POST.dict())
            record_mix(group=table_group, mix=mix, now=timezone.now(), guess=guess, **texts)
        except DomainError as error:
            refusal = refusal_words(error)
        else:
            messages.success(request, _("Votre mélange est enregistré. Vous pouvez encore le changer."))
            return redirect("foresight:group", slug=slug, key=key)
    cards = card_rows(deck_cards(table_group.workshop), table_group.mix)
    has_results = bool(table_group.mix) and table_group.guess is not None
    context = {
        "group": table_group,
        "workshop": table_group.workshop,
        "steps": steps_of(cards),
        "refusal": refusal,
        "result": table_page(table_of(table_group.workshop, of=[table_group]))["columns"][0] if has_results else None,
    }
    return render(request, "foresight/group.html", context, status=422 if refusal else 200)


@guarded_act(_RUNS)
def agree(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the mix of the room, and close the workshop when asked to."""
    workshop = find_workshop(slug, reader=request.user)
    with report_outcome(request, _("Le mélange commun est enregistré.")):
        mix, dissent = read_counts(request.POST.dict()), request.POST.get("dissent", "")
        record_agreed_mix(by=person_of(request), workshop=workshop, mix=mix, dissent=dissent)
        if request.POST.get("close"):
            is_published = bool(request.POST.get("publish"))
            take(TABLE, "close_workshop", workshop, by=person_of(request), at=timezone.now(), is_published=is_published)
            keep_mixes(by=person_of(request), workshop=workshop)
    return redirect("foresight:table", slug=slug)
