"""The pages of exchange: answers taken away in a file, and answers of a file recorded."""

from pathlib import PurePath
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from autan.evidence.imports.views import answer_import
from autan.ground.errors import UnknownError
from autan.ground.wordings import Sentence
from autan.people.accounts.access import guarded, person_of, signed_in
from autan.people.journal.actions import require_right
from autan.people.prepared_files.access import heavy_answer
from autan.people.prepared_files.actions import ask_for_file
from autan.survey.campaigns.access import requires_coordination
from autan.survey.campaigns.queries.campaigns import CampaignView, view_campaign
from autan.survey.campaigns.queries.importing import attachments_of
from autan.survey.formats.actions import answers_import
from autan.survey.formats.core.answer_files.formats import FORMATS
from autan.survey.formats.exporters.answers.files import zip_attachments
from autan.survey.formats.forms import AnswersForm, DownloadForm
from autan.survey.formats.presenters import (
    KIND,
    NOBODY,
    answer_pieces,
    download_name,
    is_large,
    name_form,
    present_formats,
    sirens_for,
)

_MEDIA_TYPES = {answer_format.suffix: answer_format.media_type for answer_format in FORMATS}


@guarded(NOBODY)
def downloads(request: HttpRequest, slug: str) -> HttpResponse:
    """Every format in which the answers of a campaign come, each with what it does not hold."""
    view = view_campaign(slug)
    sirens = sirens_for(request.user, view)
    may_run = not view.record.is_documented and request.user.has_perm("surveys.run_campaign", view.record)
    context = {
        "view": view,
        "joined": attachments_of(view.record).count() if may_run else 0,
        "formats": present_formats(),
        "has_all": len(sirens) == len(view.sirens),
        "names": [member.name for member in view.respondents if member.siren in sirens],
        "may_import": may_run,
        "is_prepared": request.user.is_authenticated and is_large(view, sirens),
    }
    return render(request, "formats/downloads.html", context)


@guarded(NOBODY)
def download(request: HttpRequest, slug: str, suffix: str) -> HttpResponse:
    """The answers that the reader may take away, as a file; what is large is made in the lane."""
    view = view_campaign(slug)
    sirens = sirens_for(request.user, view)
    name = download_name(view, suffix)
    fields = _import_fields(request, suffix)

    def make() -> HttpResponse:
        pieces = answer_pieces(view, request.user, sirens, fields)
        response = HttpResponse(
            pieces, content_type=_MEDIA_TYPES.get(PurePath(name).suffix, "application/octet-stream")
        )
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    return heavy_answer(request, make) if is_large(view, sirens) else make()


@requires_coordination
@require_safe
def attachments(_request: HttpRequest, view: CampaignView) -> FileResponse:
    """The files joined to the answers, in one archive that says of whom and to which question."""
    archive = zip_attachments(view.record)
    return FileResponse(archive, as_attachment=True, filename=download_name(view, "zip"))


@signed_in
@require_POST
def prepare(request: HttpRequest, slug: str, suffix: str) -> HttpResponse:
    """Have the same file made in the background; only for somebody signed in."""
    view = view_campaign(slug)
    if suffix not in {file_format["suffix"] for file_format in present_formats()}:
        raise UnknownError(suffix)
    form = name_form(suffix, request.GET.urlencode())
    ask_for_file(
        by=person_of(request),
        kind=KIND,
        fields={"campaign": slug, **_import_fields(request, suffix)},
        title=Sentence.joined(" · ", (view.record.title, form)),
        name=download_name(view, suffix),
        network=view.record.network_id,
    )
    return redirect("prepared_files:files")


def _import_fields(request: HttpRequest, suffix: str) -> dict[str, Any]:
    """Return the options of the address."""
    form = DownloadForm(request.GET)
    if not form.is_valid():
        raise UnknownError(suffix)
    return {"suffix": suffix, **form.cleaned_data}


@signed_in
def imports(request: HttpRequest, slug: str) -> HttpResponse:
    """Take in the answers of a file: what they change is shown, then recorded when asked to."""
    view, person = view_campaign(slug), person_of(request)
    require_right(person, "surveys.run_campaign", on=view.record)
    if view.record.is_documented:
        raise UnknownError(slug)
    return answer_import(request, answers_import(view), "formats/imports.html", {"view": view}, form=AnswersForm)
