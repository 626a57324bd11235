"""What the facilitator of a workshop does on its page: attendance, names, files, minutes, opening of the notes."""

from collections.abc import Callable
from io import BytesIO

from django.forms import Form
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from autan.cooperation.workshops.actions.files import FileInput, add_file
from autan.cooperation.workshops.actions.workflow import FILE, NOTES, WORKSHOP
from autan.cooperation.workshops.actions.workshops import add_attendee, draft_minutes, remove_name
from autan.cooperation.workshops.core.formats import PhotoConsent
from autan.cooperation.workshops.forms import AttendanceForm, AttendeeForm, WorkshopFileForm
from autan.cooperation.workshops.models import Workshop
from autan.cooperation.workshops.queries import find_file, find_workshop
from autan.cooperation.workshops.views.workshops import KEEPS, counts_of, shown
from autan.ground.errors import DomainError, UnknownError
from autan.ground.received_files import MOST_BYTES, why_refused
from autan.ground.web.forms.sending import report_outcome
from autan.people.accounts.access import guarded, guarded_act, person_of
from autan.people.journal.actions import require_right
from autan.people.workflows.access import transition_view


def act_on(
    request: HttpRequest, slug: str, act: Callable[[Workshop], object], success: str, **forms: Form
) -> HttpResponse:
    """Do one act on a workshop, say whether it was done, and go back to its page; what was typed stays if not."""
    record, back = find_workshop(slug), redirect("workshops:workshop", slug=slug)
    require_right(person_of(request), "workshops.keep_workshop", on=record)
    with report_outcome(request, success):
        act(record)
        return back
    return shown(request, record, status=422, **forms) if forms else back


attendance = transition_view(
    WORKSHOP,
    "record_attendance",
    form=AttendanceForm,
    read_fields=lambda _request, form: {"counts": form.counts()},
    current=lambda record: counts_of(record.as_core()),
    unread=gettext_lazy("un nombre de présents est un nombre entier, de 0 à 100\u202f000"),
    refused=lambda request, record, form: shown(request, record, status=422, attendance_form=form),
)
notes_link = transition_view(NOTES, "open_notes", "close_notes")
erase = transition_view(WORKSHOP, "erase_workshop")
remove_document = transition_view(FILE, "remove_file")


@guarded_act(KEEPS)
def attendee(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down somebody who attended and agrees to be named."""
    person, form = person_of(request), AttendeeForm(request.POST)

    def write(workshop: Workshop) -> None:
        if not form.is_valid():
            raise DomainError(_("un nom s’inscrit avec l’accord de la personne, et une adresse lisible ou aucune"))
        values = {name: value for name, value in form.cleaned_data.items() if name != "agrees"}
        add_attendee(by=person, workshop=workshop, **values)

    return act_on(request, slug, write, _("La personne est inscrite."), attendee_form=form)


@guarded_act(KEEPS)
def forget(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the name of somebody out of a workshop, at the request of this person."""
    person, name = person_of(request), request.POST.get("name", "")
    message = _("Le nom est retiré des présents, des notes et du compte rendu\u202f; les nombres restent.")
    return act_on(request, slug, lambda workshop: remove_name(by=person, workshop=workshop, name=name), message)


@guarded_act(KEEPS)
def add_document(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a document or a photo."""
    person, form = person_of(request), WorkshopFileForm(request.POST, request.FILES)

    def keep(workshop: Workshop) -> None:
        if not form.is_valid():
            raise DomainError(_("choisissez un fichier, et dites ce qu’ont dit les personnes montrées"))
        data = dict(form.cleaned_data)
        file = data.pop("file")
        if file.size > MOST_BYTES:
            raise DomainError(why_refused(file.name, file.size, b""))
        add_file(by=person, workshop=workshop, file_input=FileInput(name=file.name, data=file.read(), **data))

    message = _("Le fichier est ajouté\u202f; une photo est gardée sans sa position.")
    return act_on(request, slug, keep, message, file_form=form)


@guarded("photos without consent are read by the people of the network alone")
def document(request: HttpRequest, slug: str, key: int) -> FileResponse:
    """A document or a photo."""
    record = find_workshop(slug)
    file = find_file(record, key)
    is_inside = request.user.has_perm("workshops.read_notes", record)
    if not is_inside and not PhotoConsent(file.consent).is_published:
        message = "aucun fichier {key} dans cet atelier"
        raise UnknownError(message, key=key)
    content = BytesIO(file.content)
    return FileResponse(content, as_attachment=not file.is_photo, filename=file.name, content_type=file.media_type)


@guarded_act(KEEPS)
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin the minutes from the notes."""
    person = person_of(request)
    message = _("Le compte rendu est commencé à partir des notes\u00a0: relisez-le avant de l’ouvrir aux amendements.")
    return act_on(request, slug, lambda workshop: draft_minutes(by=person, workshop=workshop), message)
