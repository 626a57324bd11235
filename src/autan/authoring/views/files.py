"""A questionnaire, kept or being written, as a file of any format; what the file will not hold is shown first."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from autan.accounts.access import requires
from autan.authoring.queries import find_draft
from autan.errors import Fault
from autan.questionnaires.core.printing.layout import print_questionnaire, tell_version
from autan.questionnaires.core.questionnaire import Questionnaire
from autan.questionnaires.exporters.documents import DOCUMENT_TYPES, write_document
from autan.questionnaires.importers.questionnaire_yaml import read_questionnaire
from autan.questionnaires.queries.file_formats import convert_questionnaire, offered_formats
from autan.questionnaires.queries.versions import find_version, parse_questionnaire


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatView:
    """One format: its extension, where the file is, what it will not hold."""

    extension: str
    address: str
    losses: tuple[Fault, ...]


@requires("questionnaires.author")
def draft_files(request: HttpRequest, slug: str) -> HttpResponse:
    """List the formats of a draft with what each does not hold."""
    found = read_questionnaire(find_draft(slug, reader=request.user).document, slug)
    addresses = {
        name: reverse("questionnaires:draft_file", kwargs={"slug": slug, "extension": name}) for name in _all()
    }
    return _show(request, found, addresses, reverse("questionnaires:draft", kwargs={"slug": slug}))


@requires("questionnaires.author")
def draft_file(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """Give a draft as a file."""
    return _give(read_questionnaire(find_draft(slug, reader=request.user).document, slug), extension)


@requires("questionnaires.author")
def version_files(request: HttpRequest, slug: str, day: str) -> HttpResponse:
    """List the formats of a version with what each does not hold."""
    kept = find_version(slug, day)
    place = {"slug": slug, "day": day}
    addresses = {name: reverse("questionnaires:version_file", kwargs=place | {"extension": name}) for name in _all()}
    found = parse_questionnaire(kept.document, kept.slug)
    return _show(request, found, addresses, reverse("questionnaires:version", kwargs=place))


@requires("questionnaires.author")
def version_file(request: HttpRequest, slug: str, day: str, extension: str) -> HttpResponse:
    """Give a version as a file."""
    del request
    kept = find_version(slug, day)
    return _give(parse_questionnaire(kept.document, kept.slug), extension)


def _all() -> tuple[str, ...]:
    return (*offered_formats(), *DOCUMENT_TYPES)


def _show(request: HttpRequest, found: Questionnaire, addresses: dict[str, str], back: str) -> HttpResponse:
    formats = [
        FormatView(
            extension=name,
            address=address,
            losses=convert_questionnaire(found, f"questionnaire.{name}")[1] if name not in DOCUMENT_TYPES else (),
        )
        for name, address in addresses.items()
    ]
    context = {"questionnaire": found, "formats": formats, "back": back}
    return render(request, "authoring/files.html", context)


def _give(found: Questionnaire, extension: str) -> HttpResponse:
    if extension not in _all():
        raise Http404(extension)
    if extension in DOCUMENT_TYPES:
        printed = print_questionnaire(found, subtitle=tell_version(None, found.version))
        data, media_type = write_document(printed, extension, day=found.version), DOCUMENT_TYPES[extension]
    else:
        data, _losses = convert_questionnaire(found, f"{found.slug}.{extension}")
        media_type = offered_formats()[extension].media_type
    headers = {"Content-Disposition": f'attachment; filename="{found.slug}.{extension}"'}
    return HttpResponse(data, content_type=media_type, headers=headers)
