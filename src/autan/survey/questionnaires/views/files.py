"""A questionnaire, kept or being written, as a file of any format; what the file will not hold is shown first."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from autan.evidence.figures.queries.registry import Reader
from autan.ground.plugins import run_or_leave_aside
from autan.ground.web.views import attached
from autan.people.accounts.access import requires
from autan.survey.questionnaires.core.printing.layout import describe_version, print_questionnaire
from autan.survey.questionnaires.core.questionnaire import Questionnaire
from autan.survey.questionnaires.exporters.documents import DOCUMENT_TYPES, write_document
from autan.survey.questionnaires.importers import read_questionnaire
from autan.survey.questionnaires.queries import (
    convert_questionnaire,
    find_draft,
    find_version,
    offered_formats,
    parse_questionnaire,
)


@requires("questionnaires.author")
def draft_files(request: HttpRequest, slug: str) -> HttpResponse:
    """List the formats of a draft with what each does not hold."""
    return _show(request, _draft(slug, request.user), "draft", slug=slug)


@requires("questionnaires.author")
def draft_file(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """Give a draft as a file."""
    return _give(_draft(slug, request.user), extension)


@requires("questionnaires.author")
@require_safe
def version_files(request: HttpRequest, slug: str, day: str) -> HttpResponse:
    """List the formats of a version with what each does not hold."""
    return _show(request, _version(slug, day), "version", slug=slug, day=day)


@requires("questionnaires.author")
@require_safe
def version_file(request: HttpRequest, slug: str, day: str, extension: str) -> HttpResponse:
    """Give a version as a file."""
    del request
    return _give(_version(slug, day), extension)


def _draft(slug: str, reader: Reader) -> Questionnaire:
    return read_questionnaire(find_draft(slug, reader=reader).document, slug)


def _version(slug: str, day: str) -> Questionnaire:
    return parse_questionnaire(find_version(slug, day).document, slug)


def _show(request: HttpRequest, questionnaire: Questionnaire, page: str, **place: str) -> HttpResponse:
    """The formats of what one page shows, each file at an address below it."""

    def address(extension: str) -> str:
        return reverse(f"questionnaires:{page}_file", kwargs={**place, "extension": extension})

    converted = {
        extension: run_or_leave_aside(
            written, partial(convert_questionnaire, questionnaire, f"questionnaire.{extension}"), None
        )
        for extension, written in offered_formats().items()
    }
    rows = [
        (f"{offered_formats()[extension].name} (.{extension})", extension, file[1])
        for extension, file in converted.items()
        if file is not None
    ]
    rows += [(extension.upper(), extension, ()) for extension in DOCUMENT_TYPES]
    formats = [
        {"name": name, "extension": extension, "address": address(extension), "losses": losses,
         "is_printed": extension in DOCUMENT_TYPES}
        for name, extension, losses in rows
    ]  # fmt: skip
    context = {
        "questionnaire": questionnaire,
        "formats": formats,
        "back": reverse(f"questionnaires:{page}", kwargs=place),
    }
    return render(request, "authoring/files.html", context)


def _give(questionnaire: Questionnaire, extension: str) -> HttpResponse:
    if extension not in {*offered_formats(), *DOCUMENT_TYPES}:
        raise Http404(extension)
    if extension in DOCUMENT_TYPES:
        printed = print_questionnaire(questionnaire, subtitle=describe_version(None, questionnaire.version))
        data, media_type = write_document(printed, extension, day=questionnaire.version), DOCUMENT_TYPES[extension]
    else:
        data, _losses = convert_questionnaire(questionnaire, f"{questionnaire.slug}.{extension}")
        media_type = offered_formats()[extension].media_type
    return attached(data, f"{questionnaire.slug}.{extension}", media_type)
