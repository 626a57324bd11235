"""The pages of exchange: answers taken away in a file, and answers of a file recorded."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from autan.accounts.access import guarded, person_of, signed_in
from autan.errors import ImportFileError, NotAllowedError, RuleError, UnknownError
from autan.formats.actions.answer_imports import answers_import
from autan.formats.core.answer_files.formats import Headings
from autan.formats.core.answer_files.tables import AnswerExport
from autan.formats.exporters.answers.files import ForeignFormat, answer_file, format_of
from autan.formats.forms.exchange import AnswersForm, DownloadForm
from autan.formats.presenters.exchange import present_formats
from autan.formats.queries.exchange import exportable_sirens, gather_export, may_read_authors
from autan.intake.views import ImportPage
from autan.journal.actions import require_right
from autan.registry import registered
from autan.surveys.queries.campaigns import CampaignView, view_campaign

_OWN_ANSWERS = "which answers somebody may take away depends on the campaign and on her mandates"


@guarded(_OWN_ANSWERS)
def downloads(request: HttpRequest, slug: str) -> HttpResponse:
    """Every format in which the answers of a campaign come, each with what it does not hold."""
    view = view_campaign(slug)
    sirens = _sirens_for(request, view)
    context = {
        "view": view,
        "formats": present_formats(),
        "has_all": len(sirens) == len(view.sirens),
        "names": [member.name for member in view.respondents if member.siren in sirens],
        "may_import": not view.record.is_documented and request.user.has_perm("surveys.run_campaign", view.record),
    }
    return render(request, "formats/downloads.html", context)


@guarded(_OWN_ANSWERS)
def download(request: HttpRequest, slug: str, suffix: str) -> StreamingHttpResponse:
    """The answers that the reader may take away, as a file."""
    view = view_campaign(slug)
    sirens = _sirens_for(request, view)
    form, name = DownloadForm(request.GET), f"{slug}.{suffix}"
    if not form.is_valid():
        raise UnknownError(name)
    asked = form.cleaned_data
    export = gather_export(
        view, reader=request.user, sirens=sirens, has_authors=may_read_authors(request.user, view, sirens)
    )
    for foreign in registered(ForeignFormat):
        if suffix == foreign.code:
            return _give(export, iter([foreign.write(export)[0]]), f"{slug}-{foreign.code}{foreign.suffix}", slug)
    try:
        written = answer_file(
            export,
            name,
            headings=Headings(asked["headings"] or Headings.CODES),
            is_long=asked["long"],
            separator=asked["separator"] or ",",
        )
    except (ImportFileError, RuleError) as error:
        raise UnknownError(str(error)) from None
    return _give(export, written.pieces, name, slug)


def _give(export: AnswerExport, pieces: Iterator[bytes], name: str, slug: str) -> StreamingHttpResponse:
    """The file itself, sent as it is made, under a name that says where the network is invented."""
    mark = "-reseau-invente" if export.sheet.is_invented else ""
    response = StreamingHttpResponse(pieces, content_type=format_of(name).media_type)
    response["Content-Disposition"] = f'attachment; filename="reponses-{slug}{mark}{name.removeprefix(slug)}"'
    return response


@signed_in
def imports(request: HttpRequest, slug: str) -> HttpResponse:
    """Take in the answers of a file: what they change is shown, then recorded when asked to."""
    view, person = view_campaign(slug), person_of(request)
    require_right(person, "surveys.run_campaign", on=view.record)
    if view.record.is_documented:
        raise UnknownError(slug)
    page = ImportPage(
        request=request,
        importing=answers_import(view),
        form=AnswersForm,
        template="formats/imports.html",
        context={"view": view},
    )
    return page.answer()


def _sirens_for(request: HttpRequest, view: CampaignView) -> tuple[str, ...]:
    """Territories whose answers the reader may take away; one at least."""
    sirens = exportable_sirens(request.user, view)
    if not sirens:
        raise NotAllowedError(_OWN_ANSWERS)
    return sirens
