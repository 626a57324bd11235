"""Workshops of a network, one whole, its form, its kit, its files and its minutes."""

from collections.abc import Callable

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from autan.cooperation.minutes.queries import may_read_minutes, minutes_of
from autan.cooperation.workshops.actions.workshops import change_workshop, start_workshop
from autan.cooperation.workshops.core.workshops import WorkshopHeading
from autan.cooperation.workshops.forms import (
    AttendanceForm,
    AttendeeForm,
    Targets,
    WorkshopFileForm,
    WorkshopForm,
    initial_of,
)
from autan.cooperation.workshops.models import Workshop
from autan.cooperation.workshops.presenters.kit import workshop_kit
from autan.cooperation.workshops.presenters.listing import (
    calendar,
    calendar_entries,
    network_figures,
    workshop_row,
    workshops_map,
)
from autan.cooperation.workshops.presenters.page import stated_moments
from autan.cooperation.workshops.queries import (
    facts_of_no_workshop,
    files_of,
    find_workshop,
    has_many_targets,
    kept_notes,
    target_choices,
    workshops_of,
)
from autan.cooperation.workshops.renderers.kit import print_kit, write_kit
from autan.evidence.figures.queries.registry import evidence_cards
from autan.ground.documents.renderers.kinds import MEDIA_TYPES
from autan.ground.errors import ConflictError
from autan.ground.lists.presenters import DeclaredList
from autan.ground.texts.language import words
from autan.ground.web.forms.sending import act_on_form, resting_on, show_form
from autan.ground.web.views import attached
from autan.people.accounts.access import guarded, guarded_form, person_of, public
from autan.people.journal.actions import require_right
from autan.plans.plans.exporters import write_calendar
from autan.plans.projects.queries.projects import projects_of
from autan.territories.networks.access import network_home
from autan.territories.networks.models import Network
from autan.territories.networks.queries.beginnings import starting_values
from autan.territories.networks.queries.networks import get_network, network_members

KEEPS = "the right is that of keeping this workshop: host, co-pilots, coordination"
_DEPENDS = "notes, drafts and photos without consent are read by the people of the network alone"
WORKSHOPS = DeclaredList(size=50)


home = network_home("workshops:network", key="network")


@public
def of_network(request: HttpRequest, network: str) -> HttpResponse:
    """The workshops of a network: figures, map, and year by year."""
    network_record, workshops = get_network(network), workshops_of(network)
    headings = [workshop.as_core() for workshop in workshops]
    listing = WORKSHOPS.page(request.GET, workshops)
    context = {
        "network": network_record,
        "listing": listing,
        "years": calendar(listing.rows),
        "figures": network_figures(network, headings),
        "said": evidence_cards(facts_of_no_workshop(headings), reader=request.user),
        "map": workshops_map(network),
        "may_start": request.user.has_perm("workshops.start_workshop", network_record),
    }
    return render(request, "workshops/network.html", context)


@public
def calendar_file(request: HttpRequest, network: str) -> HttpResponse:
    """The workshops of a network as an iCalendar file."""
    name = words(get_network(network).name)
    content = write_calendar(
        calendar_entries(workshops_of(network)), name=name, stamp=timezone.localdate(), path=request.path
    )
    return attached(content, f"ateliers-{network}.ics", "text/calendar; charset=utf-8")


@guarded(_DEPENDS)
def workshop(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a workshop with its three moments, its attendance, its files and its minutes."""
    return shown(request, find_workshop(slug))


def shown(request: HttpRequest, record: Workshop, *, status: int = 200, **refused: Form) -> HttpResponse:
    """The page of a workshop; a form that was refused is open on it, with what was typed."""
    heading = record.as_core()
    is_inside = request.user.has_perm("workshops.read_notes", record)
    may_keep = request.user.has_perm("workshops.keep_workshop", record)
    minutes, count_refs = minutes_of(record.ref), [ref for count in heading.attendance for ref in count.evidence]
    context = {
        "network": record.network,
        "record": record,
        "heading": heading,
        "row": workshop_row(record),
        "copilots": list(record.copilots.all()),
        "cards": evidence_cards(heading.evidence, reader=request.user),
        "attendance_cards": evidence_cards(count_refs, reader=request.user),
        "moments": stated_moments(heading, request.user),
        "files": files_of(record, is_inside=is_inside),
        "minutes": minutes if minutes and may_read_minutes(minutes, request.user) else None,
        "note_count": len(kept_notes(record)) if is_inside else None,
        "attendees": list(record.attendees.all()) if is_inside else [],
        "may_keep": may_keep,
        "may_draft": may_keep and minutes is None,
        "ref": record.ref if may_keep else None,
    }
    if may_keep:
        counts = counts_of(heading)
        context |= {
            "link": request.build_absolute_uri(link_of(record)),
            "attendance_form": resting_on(AttendanceForm(initial=counts), counts),
            "attendee_form": AttendeeForm(),
            "file_form": WorkshopFileForm(),
        } | refused
    return render(request, "workshops/workshop.html", context, status=status)


def counts_of(heading: WorkshopHeading) -> dict[str, int]:
    """Return how many attended, by capacity."""
    return {count.kind.value: count.count for count in heading.attendance}


def link_of(record: Workshop) -> str:
    """Return the address by which those who are there write notes."""
    return reverse("workshops:take_part", kwargs={"token": record.link_token})


@guarded_form("the right is that of starting a workshop in this network: its coordination and its members")
def add(request: HttpRequest, network: str) -> HttpResponse:
    """Add a workshop to a network."""
    network_record = get_network(network)
    require_right(person_of(request), "workshops.start_workshop", on=network_record)

    def write(form: WorkshopForm) -> Workshop:
        heading = form.heading(slug=form.slug())
        return start_workshop(
            by=person_of(request), network=network_record, heading=heading, today=timezone.localdate()
        )

    return _fill(request, network_record, write, {"is_open_to_all": True} | starting_values("workshop", request.GET))


@guarded_form(KEEPS)
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a workshop."""
    record = find_workshop(slug)
    require_right(person_of(request), "workshops.keep_workshop", on=record)

    def write(form: WorkshopForm) -> Workshop:
        change_workshop(
            by=person_of(request),
            workshop=record,
            heading=form.heading(slug=slug, current=record.as_core()),
            today=timezone.localdate(),
            revision=form.cleaned_data["revision"],
        )
        return record

    return _fill(request, record.network, write, None, record)


def _fill(
    request: HttpRequest,
    network: Network,
    write: Callable[[WorkshopForm], Workshop],
    initial: dict[str, object] | None,
    record: Workshop | None = None,
) -> HttpResponse:
    """Show the form of a workshop, and write it; a refusal is told with what was typed."""
    heading = record.as_core() if record else None
    targets: Targets = target_choices(network, heading)
    if record and heading:
        initial = initial_of(heading, targets) | {"revision": record.revision}
    form = WorkshopForm(
        request.POST or None,
        document=heading,
        initial=initial,
        members=network_members(network.slug),
        sites=projects_of(network.slug),
        targets=targets,
    )
    if has_many_targets(network):
        form.fields["target"].help_text = _(
            "Celles de l’hôte et des copilotes se choisissent une fois l’atelier enregistré."
        )
    success = _("L’atelier est enregistré.")
    if workshop := act_on_form(request, form, lambda: write(form), success=success, also=(ConflictError,)):
        return redirect("workshops:workshop", slug=workshop.slug)
    return show_form(request, form, "workshops/fill.html", network=network, record=record)


@guarded("everybody prints the kit; the participants’ link is on that of who keeps the workshop alone")
def kit(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """The kit of a workshop as a PDF or a DOCX document."""
    record, today = find_workshop(slug), timezone.localdate()
    may_keep = request.user.has_perm("workshops.keep_workshop", record)
    link = request.build_absolute_uri(link_of(record)) if may_keep else ""
    content = workshop_kit(record, reader=request.user, link=link)
    is_pdf = extension == "pdf"
    data = print_kit(content, on=today) if is_pdf else write_kit(content, on=today)
    media_type = "application/pdf" if is_pdf else MEDIA_TYPES["docx"]
    return attached(data, f"dossier-{record.slug}.{extension}", media_type)
