"""Bodies: who sits there, and what those who run them change."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from autan.cooperation.working_group.actions.bodies import REFUSAL, assign_seat, body_ref, change_body, make_body
from autan.cooperation.working_group.actions.workflow import SEAT
from autan.cooperation.working_group.forms.bodies import BodyForm, SeatEndForm, SeatForm
from autan.cooperation.working_group.models import Body
from autan.cooperation.working_group.presenters.meetings import meeting_rows, seat_rows
from autan.cooperation.working_group.queries.bodies import bodies_of, find_body, meetings_of_body, seats_in
from autan.evidence.figures.core.sources import evidence_refs
from autan.evidence.figures.queries.registry import evidence_cards
from autan.ground.texts.language import words
from autan.ground.web.forms.sending import act_on_form, show_form
from autan.people.accounts.access import guarded, guarded_act, guarded_form, person_of
from autan.people.journal.actions import require_right
from autan.people.workflows.access import transition_view
from autan.territories.networks.queries.beginnings import starting_values
from autan.territories.networks.queries.networks import get_network

_DEPENDS = "the right is that of running this body"


@guarded("a body that is not public is read by those of the network")
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a body with its purpose, its seats of today and of before, and its meetings."""
    body, today = find_body(slug, reader=request.user), timezone.localdate()
    may_run = request.user.has_perm("working_group.run_body", body)
    is_inside = request.user.has_perm("working_group.read_group", body.network)
    return _show(request, body, SeatForm(body=body, initial={"since": today}) if may_run else None, is_inside=is_inside)


def _show(
    request: HttpRequest, body: Body, form: SeatForm | None, *, is_inside: bool, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    rows = seat_rows(seats_in(body), on=today)
    context = {
        "network": body.network,
        "body": body,
        "seated": [row for row in rows if row["is_held"]],
        "past": [row for row in rows if not row["is_held"]],
        "meetings": meeting_rows(meetings_of_body(body, is_inside=is_inside), today=today),
        "cards": evidence_cards(evidence_refs(body.evidence), reader=request.user),
        "form": form,
        "end_form": SeatEndForm(initial={"on": today}),
        "is_inside": is_inside,
        "reads_all": is_inside,
        "ref": body_ref(body) if form else None,
    }
    return render(request, "working_group/body.html", context, status=status)


@guarded_form("the right is that of coordinating this network")
def add(request: HttpRequest, network: str) -> HttpResponse:
    """Make a body of a network."""
    network_record, by = get_network(network), person_of(request)
    require_right(by, "territories.coordinate_network", on=network_record, refusal=REFUSAL)
    form = BodyForm(
        request.POST or None, initial=starting_values("body", request.GET, network=words(network_record.name))
    )

    def write() -> Body:
        return make_body(by=by, network=network_record, body=form.document())

    def names() -> list[tuple[str, str]]:
        bodies = bodies_of(network_record, reader=by)
        return [(row.name_fr, reverse("working_group:body", args=[row.slug])) for row in bodies]

    if body := act_on_form(request, form, write, success=_("L’instance est enregistrée."), names=("name", names)):
        return redirect("working_group:body", slug=body.slug)
    return show_form(request, form, "working_group/body_form.html", network=network_record, reads_all=True)


@guarded_form(_DEPENDS)
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a body is."""
    body, by = _run(request, slug), person_of(request)
    form = BodyForm(request.POST or None, document=body)
    success = _("L’instance est enregistrée.")
    if act_on_form(request, form, lambda: change_body(by=by, body=body, revised=form.document()), success=success):
        return redirect("working_group:body", slug=slug)
    return show_form(request, form, "working_group/body_form.html", network=body.network, body=body, reads_all=True)


@guarded_act(_DEPENDS)
def give(request: HttpRequest, slug: str) -> HttpResponse:
    """Give somebody a seat."""
    body, by = _run(request, slug), person_of(request)
    form = SeatForm(request.POST, body=body)
    success = _("Le siège est donné.")
    if act_on_form(request, form, lambda: assign_seat(by=by, body=body, seat=form.document()), success=success):
        return redirect("working_group:body", slug=slug)
    return _show(request, body, form, is_inside=True, status=422)


end = transition_view(
    SEAT,
    "end_seat",
    form=SeatEndForm,
    unread=_("Un siège se termine un jour, écrit jour, mois, année."),
)


def _run(request: HttpRequest, slug: str) -> Body:
    body = find_body(slug, reader=request.user)
    require_right(person_of(request), "working_group.run_body", on=body, refusal=REFUSAL)
    return body
