"""Notes of a workshop: taken by the participants’ link, followed, projected, grouped and starred."""

from uuid import uuid4

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from autan.cooperation.workshops.actions.notes import ClosedWorkshopError, group_notes, keep_note
from autan.cooperation.workshops.actions.workflow import NOTE
from autan.cooperation.workshops.core.formats import Moment, TransferDirection
from autan.cooperation.workshops.core.notes import MOST_CHARACTERS, NoteKind
from autan.cooperation.workshops.forms import read_note
from autan.cooperation.workshops.models import Workshop
from autan.cooperation.workshops.presenters.page import note_objects, noted_moments
from autan.cooperation.workshops.queries import (
    find_by_link,
    find_note,
    find_notes,
    find_workshop,
    kept_notes,
    notes_since,
    withdrawn_notes,
)
from autan.cooperation.workshops.views.facilitation import act_on
from autan.cooperation.workshops.views.workshops import KEEPS, link_of
from autan.ground.errors import DomainError
from autan.ground.texts.core.notation import read_whole
from autan.ground.texts.language import words
from autan.ground.texts.refusals import refusal_words
from autan.ground.web.forms.fields import choices_of
from autan.ground.web.views import page_keeper
from autan.people.accounts.access import by_link, guarded, guarded_act, person_of, signed_in
from autan.people.journal.actions import require_right
from autan.people.workflows.actions import take

_BY_LINK = "the participants’ link is the right"
_READS = "notes are read by the people of the network and those who attended"
_SHOWN = 60


def _feed(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Return what changed since the version that a page has; 304 when nothing did, for one query."""
    # opening or closing the link changes no note, and pages must learn of it all the same
    tag = f'"{workshop.notes_version}-{int(workshop.takes_notes)}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    since_text = request.GET.get("depuis", "0")
    since = read_whole(since_text) or 0
    answer = {
        "version": workshop.notes_version,
        "open": workshop.takes_notes,
        "notes": note_objects(notes_since(workshop, since)),
    }
    return JsonResponse(answer, headers={"ETag": tag, "Cache-Control": "no-cache"})


@guarded(_BY_LINK)
def take_part(request: HttpRequest, token: str) -> HttpResponse:
    """The page of the participants: the form of a note, and those of others."""
    workshop = find_by_link(token)
    return _taking(request, workshop, is_empty="vide" in request.GET)


@guarded(_BY_LINK)
def offline(request: HttpRequest, token: str) -> HttpResponse:
    """The script that keeps the page of the participants on their device, and nothing else: its scope is this page."""
    find_by_link(token)
    return page_keeper(request)


def _taking(
    request: HttpRequest, workshop: Workshop, *, refusal: str = "", status: int = 200, is_empty: bool = False
) -> HttpResponse:
    sent = request.POST
    context = {
        "network": workshop.network,
        "workshop": workshop,
        "notes": [] if is_empty else list(reversed(kept_notes(workshop)))[:_SHOWN],
        "moments": [(moment.value, words(moment.short), words(moment.label)) for moment in Moment],
        "kinds": choices_of(NoteKind),
        "directions": choices_of(TransferDirection),
        "identifier": uuid4(),
        "most": MOST_CHARACTERS,
        "refusal": refusal,
        "sent": sent,
        "moment": sent.get("moment") or request.GET.get("temps") or Moment.UNDERSTAND.value,
        "author": sent.get("author") or (request.user.name if request.user.is_authenticated else ""),
    }
    return render(request, "workshops/take_part.html", context, status=status)


@csrf_exempt  # the link is the right, no cookie is read: a page kept open over a sign-out still sends what it holds
@by_link(_BY_LINK)
@require_POST
def send(request: HttpRequest, token: str) -> HttpResponse:
    """Take a note in, once; a script reads the answer as JSON, a form goes back to the page."""
    workshop = find_by_link(token)
    is_script = request.headers.get("Accept", "").startswith("application/json")
    try:
        note = keep_note(workshop=workshop, note_input=read_note(_sent(request)))
    except (DomainError, ClosedWorkshopError) as error:
        text = f"{refusal_words(error)[:1].upper()}{refusal_words(error)[1:]}."
        if is_script:
            return JsonResponse({"refusal": text}, status=_status_of(error))
        return _taking(request, workshop, refusal=text, status=_status_of(error))
    if is_script:
        return JsonResponse({"id": note.identifier})
    return redirect(f"{request.path_info.removesuffix('notes/')}?temps={note.moment}")


def _sent(request: HttpRequest) -> dict[str, str]:
    """Return what was sent; a body that the server refuses to read is refused as too long a note."""
    try:
        return request.POST.dict()
    except RequestDataTooBig as error:
        request.POST = QueryDict()  # the page that says so reads it again
        message = (
            "cette note est trop longue, {most_characters} signes au plus sont gardés\u00a0: coupez-la en plusieurs"
        )
        raise DomainError(message, most_characters=MOST_CHARACTERS) from error


def _status_of(error: Exception) -> int:
    """Return the status that the page of notes goes by: 410 and 425 are sent again later, 422 waits for a person."""
    if not isinstance(error, ClosedWorkshopError):
        return 422
    return 410 if error.is_over else 425


@guarded(_BY_LINK)
def link_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Return what changed since a version, for the participants."""
    return _feed(request, find_by_link(token))


@guarded(_READS)
@signed_in
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Return what changed since a version, for the facilitator and the projector."""
    workshop = find_workshop(slug)
    require_right(person_of(request), "workshops.read_notes", on=workshop)
    return _feed(request, workshop)


@guarded(_READS)
@signed_in
def notes(request: HttpRequest, slug: str) -> HttpResponse:
    """The notes by moment and by group, with what the facilitator does with them."""
    workshop = find_workshop(slug)
    require_right(person_of(request), "workshops.read_notes", on=workshop)
    context = {
        "network": workshop.network,
        "workshop": workshop,
        "moments": noted_moments(kept_notes(workshop)),
        "withdrawn": withdrawn_notes(workshop),
        "may_keep": request.user.has_perm("workshops.keep_workshop", workshop),
    }
    return render(request, "workshops/notes.html", context)


@guarded(_READS)
@signed_in
def projector(request: HttpRequest, slug: str) -> HttpResponse:
    """The notes in large letters, for a screen that everybody sees."""
    workshop = find_workshop(slug)
    require_right(person_of(request), "workshops.read_notes", on=workshop)
    is_given = workshop.takes_notes and request.user.has_perm("workshops.keep_workshop", workshop)
    context = {
        "network": workshop.network,
        "workshop": workshop,
        "moments": noted_moments(kept_notes(workshop)),
        "link": request.build_absolute_uri(link_of(workshop)) if is_given else "",
    }
    return render(request, "workshops/projector.html", context)


@guarded_act(KEEPS)
def sort(request: HttpRequest, slug: str) -> HttpResponse:
    """Group notes, star one, or withdraw one."""
    person, posted, now = person_of(request), request.POST, timezone.now()

    def act(workshop: Workshop) -> None:
        if "star" in posted or "unstar" in posted:
            key = posted.get("star") or posted.get("unstar") or "0"
            note = find_note(workshop, read_whole(key) or 0)
            take(NOTE, "mark_note_essential", note, by=person, at=now, is_starred="star" in posted)
        elif "withdraw" in posted:
            key = posted["withdraw"]
            note = find_note(workshop, read_whole(key) or 0)
            take(NOTE, "withdraw_note", note, by=person, at=now, reason=posted.get(f"reason-{key}", ""))
        else:
            chosen = find_notes(workshop, posted.getlist("note"))
            group_notes(by=person, workshop=workshop, notes=chosen, title=posted.get("title", ""))

    act_on(request, slug, act, _("C’est fait."))
    return redirect("workshops:notes", slug=slug)
