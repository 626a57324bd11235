"""Workshops around the table: the deck to print, groups that play on phones, mixes compared, converged."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from autan.foresight.scenarios.actions.workflow import TABLE
from autan.foresight.scenarios.actions.workshops import keep_mixes, open_workshop, record_agreed_mix, record_mix
from autan.foresight.scenarios.forms import AgreedForm, GroupForm, OpenWorkshopForm
from autan.foresight.scenarios.models import TableGroup, TableWorkshop
from autan.foresight.scenarios.presenters.deck import block_words, deck_content
from autan.foresight.scenarios.presenters.workshop_pages import card_rows, table_page
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
from autan.ground.extension_points import EventChoices
from autan.ground.registry import registered
from autan.ground.web.forms.sending import act_on_form, report_outcome, sent_data
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
        "form": AgreedForm(rows=page["cards"], initial={"dissent": workshop.dissent}),
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
    form = GroupForm(
        request.POST or None,
        rows=card_rows(deck_cards(table_group.workshop), table_group.mix),
        initial={"dissent": table_group.dissent, "authors": table_group.authors},
    )

    def play() -> TableGroup:
        texts = {name: form.cleaned_data[name] for name in ("guess", "dissent", "authors")}
        return record_mix(group=table_group, mix=form.mix(), now=timezone.now(), **texts)

    if act_on_form(request, form, play, success=_("Votre mélange est enregistré. Vous pouvez encore le changer.")):
        return redirect("foresight:group", slug=slug, key=key)
    has_results = bool(table_group.mix) and table_group.guess is not None
    context = {
        "group": table_group,
        "workshop": table_group.workshop,
        "form": form,
        "result": table_page(table_of(table_group.workshop, of=[table_group]))["columns"][0] if has_results else None,
    }
    return render(request, "foresight/group.html", context, status=422 if form.errors else 200)


@guarded_act(_RUNS)
def agree(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the mix of the room, and close the workshop when asked to."""
    workshop = find_workshop(slug, reader=request.user)
    with report_outcome(request, _("Le mélange commun est enregistré.")):
        form = AgreedForm(request.POST, rows=card_rows(deck_cards(workshop), {}))
        data = sent_data(form)
        record_agreed_mix(by=person_of(request), workshop=workshop, mix=form.mix(), dissent=data["dissent"])
        if data["close"]:
            is_published = data["publish"]
            take(TABLE, "close_workshop", workshop, by=person_of(request), at=timezone.now(), is_published=is_published)
            keep_mixes(by=person_of(request), workshop=workshop)
    return redirect("foresight:table", slug=slug)
