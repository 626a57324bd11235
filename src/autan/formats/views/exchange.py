"""The pages of exchange: answers taken away in a file, and answers of a file recorded."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from autan.accounts.models import Person
from autan.errors import Fault, ImportFileError, RuleError
from autan.formats.core.tables import AnswerExport, Headings
from autan.formats.exporters.answers.files import format_of, write_answers
from autan.formats.exporters.kobo.answers import write_kobo
from autan.formats.forms.exchange import DownloadForm, ImportForm
from autan.formats.importers.answers.files import read_answers
from autan.formats.presenters.exchange import present_formats, present_plan
from autan.formats.queries.exchange import exportable_sirens, gather_export, match_sheet, may_read_authors
from autan.surveys.actions.imported_answers import import_answers
from autan.surveys.core.exchange.import_plans import ImportPlan, OnConflict
from autan.surveys.queries.campaigns import CampaignView, UnknownCampaignError, view_campaign
from autan.surveys.queries.importing import plan_answers


def downloads(request: HttpRequest, slug: str) -> HttpResponse:
    """Every format in which the answers of a campaign come, each with what it does not hold."""
    view = _view_or_404(slug)
    sirens = _require_sirens(request, view)
    context = {
        "view": view,
        "formats": present_formats(get_language() or "fr"),
        "has_all": len(sirens) == len(view.sirens),
        "names": [member.name for member in view.respondents if member.siren in sirens],
        "may_import": not view.record.is_documented and request.user.has_perm("surveys.run_campaign", view.record),
    }
    return render(request, "formats/downloads.html", context)


def download(request: HttpRequest, slug: str, suffix: str) -> HttpResponse:
    """The answers that the reader may take away, as a file."""
    view = _view_or_404(slug)
    sirens = _require_sirens(request, view)
    form = DownloadForm(request.GET)
    name = f"{slug}.{suffix}"
    if not form.is_valid():
        raise Http404(name)
    asked = form.cleaned_data
    has_authors = may_read_authors(request.user, view, sirens)
    export = gather_export(view, sirens=sirens, has_authors=has_authors)
    if suffix == "kobo":
        return _give(export, write_kobo(export)[0], f"{slug}-kobo.xlsx", slug)
    try:
        data, _losses = write_answers(
            export,
            name,
            headings=Headings(asked["headings"] or Headings.CODES),
            is_long=asked["long"],
            separator=asked["separator"] or ",",
        )
    except (ImportFileError, RuleError) as error:
        raise Http404(str(error)) from None
    return _give(export, data, name, slug)


def _give(export: AnswerExport, data: bytes, name: str, slug: str) -> HttpResponse:
    """The file itself, under a name that says where the network is invented."""
    mark = "-reseau-invente" if export.sheet.is_invented else ""
    response = HttpResponse(data, content_type=format_of(name).media_type)
    response["Content-Disposition"] = f'attachment; filename="reponses-{slug}{mark}{name.removeprefix(slug)}"'
    return response


@login_required
def imports(request: HttpRequest, slug: str) -> HttpResponse:
    """Weigh the answers of a file, every fault with its place, then record them when asked to."""
    view = _view_or_404(slug)
    person = request.user
    if not isinstance(person, Person) or not person.has_perm("surveys.run_campaign", view.record):
        raise PermissionDenied
    if view.record.is_documented:
        raise Http404(slug)
    form = ImportForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"view": view, "form": form}
    if request.method == "POST" and form.is_valid():
        is_written = "record" in request.POST
        plan, faults, warnings = _weigh_or_record(person, view, form.cleaned_data, is_written=is_written)
        report = present_plan(plan, view, get_language() or "fr")
        is_refused = bool(faults) and (plan is None or not form.cleaned_data["skip_faults"])
        context |= {"report": report, "faults": faults, "warnings": warnings, "is_refused": is_refused}
        context |= {"is_written": is_written and not is_refused, "file": form.cleaned_data["file"].name}
    status = 422 if context.get("is_refused") or form.errors else 200
    return render(request, "formats/imports.html", context, status=status)


def _weigh_or_record(
    person: Person, view: CampaignView, asked: dict[str, Any], *, is_written: bool
) -> tuple[ImportPlan | None, tuple[Fault, ...], tuple[Fault, ...]]:
    """What is or would be written, what is wrong with the file, and what it holds that is not taken."""
    uploaded, structure = asked["file"], asked["structure"]
    given = (structure.read(), structure.name) if structure else None
    try:
        sheet = read_answers(uploaded.read(), uploaded.name, view.questionnaire, structure=given)
        matching = match_sheet(view, sheet, column=asked["match"])
        faults = (*sheet.faults, *matching.faults)
        options: dict[str, Any] = {"on_conflict": OnConflict(asked["on_conflict"])}
        plan = plan_answers(view, matching.rows, **options)
        faults = (*faults, *plan.faults)
        if is_written and (asked["skip_faults"] or not faults):
            plan = import_answers(
                by=person, view=view, rows=matching.rows, file=uploaded.name, skip_faults=True, **options
            )
    except ImportFileError as error:
        return None, error.faults, ()
    except RuleError as error:
        return None, (Fault(expected=str(error)),), ()
    return plan, faults, tuple(sheet.warnings)


def _require_sirens(request: HttpRequest, view: CampaignView) -> tuple[str, ...]:
    """Territories whose answers the reader may take away; one at least."""
    sirens = exportable_sirens(request.user, view)
    if not sirens:
        raise PermissionDenied
    return sirens


def _view_or_404(slug: str) -> CampaignView:
    try:
        return view_campaign(slug)
    except UnknownCampaignError as error:
        raise Http404(str(error)) from None
