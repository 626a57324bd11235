"""The pages of a network for whoever coordinates it: where it stands, facts, contours, settings, colours."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control

from autan.evidence.figures.core.stated_facts import STATED
from autan.evidence.figures.presenters.library import present_fact
from autan.evidence.imports.views import answer_import
from autan.ground.errors import ImportFileError, known
from autan.ground.extension_points import NetworkStep
from autan.ground.lists.presenters import DeclaredList
from autan.ground.registry import registered
from autan.ground.web.forms.sending import act_on_form, show_form, version_field
from autan.ground.wordings import Text
from autan.people.accounts.access import guarded, guarded_act, guarded_form, public, signed_in
from autan.people.journal.core import ChangedSinceError, ObjectRef, version_of
from autan.people.journal.queries import history_of
from autan.people.workflows.access import undoable
from autan.territories.networks.access import DEPENDS, coordinated_network
from autan.territories.networks.actions.contours import keep_contours
from autan.territories.networks.actions.membership_imports import (
    facts_import,
    record_network_facts,
    withdraw_network_fact,
)
from autan.territories.networks.actions.networks import change_settings, set_aside, settings_fields
from autan.territories.networks.core.colours import NIGHT, PAPER, readable_on
from autan.territories.networks.forms import ContoursForm, FactForm, SettingsForm
from autan.territories.networks.models import Network
from autan.territories.networks.presenters.memberships import describe_current
from autan.territories.networks.presenters.steps import contours_step, year_page
from autan.territories.networks.queries.networks import fact_of_network, fact_places, facts_of_network, get_network
from autan.territories.perimeters.lake.contours import parse_geojson


@guarded(DEPENDS)
@signed_in
def coordination(request: HttpRequest, slug: str) -> HttpResponse:
    """What is there, what is missing, what to do next, each with its button."""
    reader, network = coordinated_network(request, slug)
    ref = ObjectRef("territories", "network", slug)
    context = {"network": network, "ref": ref, **year_page(network, reader, today=timezone.localdate())}
    return render(request, "territories/coordination.html", context)


@guarded_act(DEPENDS)
def set_room_aside(request: HttpRequest, slug: str) -> HttpResponse:
    """Set a part of the year aside, or take it up again."""
    by, network = coordinated_network(request, slug)
    code, is_aside = request.POST.get("code", ""), request.POST.get("act") != "take_up"
    source = next((source for source in registered(NetworkStep) if source.code and source.code == code), None)
    step = known(source, "aucune partie de cette sorte").build(slug, by)
    title = step.title if step else code
    if set_aside(by=by, network=network, code=code, title=title, is_aside=is_aside):
        aside = _("«\u202f%(title)s\u202f» est mis de côté, sans rien perdre.")
        messages.success(request, (aside if is_aside else _("«\u202f%(title)s\u202f» est repris.")) % {"title": title})
    return redirect("territories:coordination", slug=slug)


@guarded_form(DEPENDS)
def contours(request: HttpRequest, slug: str) -> HttpResponse:
    """Which members have a contour, and a file to give others."""
    by, network = coordinated_network(request, slug)
    form = ContoursForm(request.POST or None, request.FILES or None)
    faults: tuple[object, ...] = ()
    if request.method == "POST" and form.is_valid():
        file, credit = form.cleaned_data["file"], form.cleaned_data["credit"]
        try:
            count = keep_contours(by=by, contours=parse_geojson(file.read(), file.name), credit=Text(credit, credit))
        except ImportFileError as error:
            faults = error.faults
            form.add_error("file", _("Ce fichier est refusé\u00a0: rien n’a été écrit."))
        else:
            counts = {"epci": count.epci, "communes": count.communes, "left": len(count.left_out)}
            message = _(
                "Contours enregistrés\u00a0: %(epci)s membres, %(communes)s communes\u202f; %(left)s laissés de côté."
            )
            messages.success(request, message % counts)
            return redirect("territories:contours", slug=slug)
    context = {"network": network, "faults": faults, "step": contours_step(slug, by)}
    return show_form(request, form, "territories/contours.html", **context)


@guarded_form(DEPENDS)
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """What the network is called and looks like, and who its messages come from."""
    by, network = coordinated_network(request, slug)
    form = SettingsForm(request.POST or None, network=network)
    form.fields["version"] = version_field(version_of(settings_fields(network)))
    try:
        if act_on_form(
            request,
            form,
            lambda: change_settings(by=by, network=network, fields=form.given, seen=form.cleaned_data["version"]),
            success=_("Les réglages sont enregistrés."),
        ):
            return redirect("territories:settings", slug=slug)
    except ChangedSinceError as error:
        return _show(request, network, form, changed=error)
    return _show(request, network, form)


def _show(
    request: HttpRequest, network: Network, form: SettingsForm, changed: ChangedSinceError | None = None
) -> HttpResponse:
    ref = ObjectRef("territories", "network", network.slug)
    context = {
        "network": network,
        "form": form,
        "current": describe_current(changed.current) if changed else None,
        "last_act": next(iter(history_of(ref, limit=1)), None) if changed else None,
    }
    return render(request, "territories/settings.html", context, status=409 if changed else 422 if form.errors else 200)


@public
@cache_control(max_age=86400, public=True)
def colours(_request: HttpRequest, slug: str) -> HttpResponse:
    """The colour of the network as a style sheet, by day and by night, always readable."""
    colour = get_network(slug).colour
    rules = ""
    if colour:
        day, night = readable_on(colour, PAPER), readable_on(colour, NIGHT)
        rules = f":root{{--woad:{day}}}@media(prefers-color-scheme:dark){{:root{{--woad:{night}}}}}\n"
    return HttpResponse(rules, content_type="text/css; charset=utf-8")


FACTS = DeclaredList(
    size=50,
    empty=gettext_lazy("Aucun fait n’est encore enregistré sur ce réseau ni sur ses membres."),
    look="outline-list",
)


@guarded_form(DEPENDS)
def facts(request: HttpRequest, slug: str) -> HttpResponse:
    """The facts held about the network and its members, and a form to record one."""
    by, network = coordinated_network(request, slug)
    form = FactForm(request.POST or None, places=fact_places(network))
    if request.method == "POST" and form.is_valid():
        record_network_facts(by=by, network=network, facts=[form.fact])
        messages.success(request, _("Le fait est enregistré."))
        return redirect("territories:facts", slug=slug)
    listing = FACTS.page(
        request.GET,
        facts_of_network(network),
        show=lambda rows: [(present_fact(fact), fact.id.startswith(STATED)) for fact in rows],
    )
    return show_form(request, form, "territories/facts.html", network=network, listing=listing)


@guarded_form(DEPENDS)
def import_facts(request: HttpRequest, slug: str) -> HttpResponse:
    """Take facts in from a table, after a preview."""
    _by, network = coordinated_network(request, slug)
    importing, next_url = facts_import(network), reverse("territories:facts", args=[slug])
    return answer_import(request, importing, "territories/import_facts.html", {"network": network}, next_url=next_url)


@guarded_act(DEPENDS)
def withdraw(request: HttpRequest, slug: str, fact_id: str) -> HttpResponse:
    """Withdraw a fact that was recorded here by mistake."""
    by, network = coordinated_network(request, slug)
    fact, page = fact_of_network(network, fact_id), reverse("territories:facts", args=[slug])
    ref, success = ObjectRef("evidence", "fact", fact.id), _("Le fait est retiré.")
    right = "territories.coordinate_network"
    with undoable(request, fact, ref=ref, network=slug, right=right, on=network, page=page, success=success):
        withdraw_network_fact(by=by, network=network, fact=fact)
    return redirect(page)
