"""The actions of a plan or of a network taken in and away: template, tables, JSON, document; columns of a network."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from autan.evidence.imports.views import answer_import
from autan.ground.documents.renderers.sheets import write_docx
from autan.ground.errors import UnknownError
from autan.ground.web.forms.sending import report_outcome
from autan.ground.web.views import attached
from autan.people.accounts.access import guarded, guarded_form, person_of, public, requires
from autan.people.journal.actions import require_right
from autan.people.prepared_files.access import heavy
from autan.plans.action_files.actions.filings import filing_import
from autan.plans.action_files.actions.intake import actions_import, keep_columns, keep_words
from autan.plans.action_files.core.losses import lay_out
from autan.plans.action_files.exporters import whole_table, write_filing, write_json, write_template
from autan.plans.action_files.forms import ActionsUploadForm, FilingUploadForm, FilingYearsForm, field_choices
from autan.plans.action_files.presenters import document_sheet, exchange_losses, launch_day, numbered_lines, word_views
from autan.plans.action_files.queries import column_mappings, column_words, exported
from autan.plans.plans.exporters import TableFormat, write_table
from autan.plans.plans.queries.plans import find_plan, network_of
from autan.plans.projects.core.filters import SheetFilter
from autan.plans.projects.queries.figures import first_network_of
from autan.plans.projects.queries.sheets import by_thousands, find_sheet, list_sheets, sheets_of_plan
from autan.territories.networks.queries.networks import document_template, get_network

_ODS = TableFormat.ODS.media_type
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_JSON = "application/json; charset=utf-8"
_MOST_PAGES = 300


@guarded_form("the right is that of writing this plan")
def import_actions(request: HttpRequest, slug: str) -> HttpResponse:
    """Take in the actions of a plan from a file: what would change is shown, then confirmed."""
    plan = find_plan(slug, reader=request.user).record
    require_right(person_of(request), "plans.write_plan", on=plan)
    context = {"plan": plan, "heading": plan.as_core(), "network_slug": network_of(plan)}
    importing, next_url = actions_import(plan), reverse("projects:plan", args=[plan.slug])
    return answer_import(
        request,
        importing,
        "action_files/import.html",
        context,
        form=ActionsUploadForm,
        is_heavy=True,
        next_url=next_url,
    )


@guarded("a plan that is not published is read by those of its territories and networks")
def exchange(request: HttpRequest, slug: str) -> HttpResponse:
    """What leaves for Territoires en Transitions and for the national filing, and what neither can hold."""
    content = find_plan(slug, reader=request.user)
    actions = exported(sheets_of_plan(content.record, reader=request.user), reader=request.user)
    years_form, years = _renewable_years(request)
    workbook, filing = exchange_losses(content, actions, years)
    context = {
        "plan": content.record,
        "count": len(actions),
        "workbook": workbook,
        "filing": filing,
        "years_form": years_form,
        "may_write": request.user.has_perm("plans.write_plan", content.record),
    }
    return render(request, "action_files/exchange.html", context)


@guarded("a plan that is not published is read by those of its territories and networks")
@heavy
def filing_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan in the columns of the national filing."""
    content = find_plan(slug, reader=request.user)
    actions = exported(sheets_of_plan(content.record, reader=request.user), reader=request.user)
    _form, years = _renewable_years(request)
    data = write_filing(content.record, actions, lay_out(numbered_lines(content), years), launch_day(content))
    return attached(data, f"depot-{slug}.csv", TableFormat.CSV.media_type)


def _renewable_years(request: HttpRequest) -> tuple[FilingYearsForm, tuple[int, ...]]:
    """The years that the address states for the targets of renewable output; none where it states none, or wrongly."""
    form = FilingYearsForm(request.GET or None)
    return form, form.cleaned_data["renewable_years"] if form.is_valid() else ()


@guarded_form("the right is that of writing this plan")
def import_filing(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the targets and the diagnosis of a plan in from its national filing, after a preview."""
    plan = find_plan(slug, reader=request.user).record
    require_right(person_of(request), "plans.write_plan", on=plan)
    return answer_import(
        request, filing_import(plan), "action_files/import_filing.html", {"plan": plan}, form=FilingUploadForm
    )


@guarded("the actions of a plan that is not published are read by those of its territories and networks")
@heavy
def plan_file(request: HttpRequest, slug: str, name: str, extension: str) -> HttpResponse:
    """The actions of a plan: the national template, filled, or one page an action."""
    plan = find_plan(slug, reader=request.user).record
    sheets = sheets_of_plan(plan, reader=request.user)
    file = f"{name}-{slug}.{extension}"
    match name, extension:
        case "modele", "xlsx" | "ods":
            is_ods = extension == "ods"
            content = write_template(exported(sheets, reader=request.user), is_ods=is_ods)
            return attached(content, file, _ODS if is_ods else TableFormat.XLSX.media_type)
        case "fiches", "docx":
            pages = [document_sheet(find_sheet(sheet.slug, reader=request.user)) for sheet in sheets[:_MOST_PAGES]]
            template = document_template(network_of(plan))
            return attached(
                write_docx(pages, title=plan.title, day=timezone.localdate(), template=template), file, _DOCX
            )
    raise UnknownError("aucun fichier «\u202f{file}\u202f»", file=file)


@guarded("an action that is not published is read by those of its territories and their networks")
def sheet_document(request: HttpRequest, slug: str) -> HttpResponse:
    """One action as a DOCX document."""
    content = find_sheet(slug, reader=request.user)
    template = document_template(first_network_of(content.record.carriers.all()[0].siren))
    pages, today = [document_sheet(content)], timezone.localdate()
    document = write_docx(pages, title=content.record.title, day=today, template=template)
    return attached(document, f"{slug}.docx", _DOCX)


@public
@heavy
def network_file(request: HttpRequest, network: str, extension: str) -> HttpResponse:
    """The actions that the address asks for, with every field that the reader may read."""
    get_network(network)
    sheets = list_sheets(network, SheetFilter.read(request.GET), reader=request.user, today=timezone.localdate())
    actions = exported(by_thousands(sheets), reader=request.user)
    name = f"actions-{network}.{extension}"
    if extension == "json":
        return attached(write_json(actions), name, _JSON)
    file_format = TableFormat.of(extension)
    content = write_table(whole_table(actions), name="actions", file_format=file_format)
    return attached(content, name, file_format.media_type)


@requires("territories.read_internal")
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, network: str) -> HttpResponse:
    """What the headings of a network’s own files stand for; remembered for the next file."""
    network_record = get_network(network)
    if "words" in request.POST:
        pairs = [name.partition(":") for name in request.POST.getlist("forget")]
        with report_outcome(request, _("Les mots cochés sont oubliés.")):
            forgotten = {(of_field, word): "" for of_field, _sign, word in pairs}
            keep_words(by=person_of(request), network=network_record, words=forgotten)
        return redirect("action_files:columns", network=network)
    if request.method == "POST":
        headings, fields = request.POST.getlist("heading"), request.POST.getlist("field")
        fields_by_heading = {
            heading: field for heading, field in zip(headings, fields, strict=False) if heading.strip()
        }
        with report_outcome(request, _("Les colonnes sont retenues pour les prochains fichiers.")):
            keep_columns(by=person_of(request), network=network_record, columns=fields_by_heading)
        return redirect("action_files:columns", network=network)
    known = [(mapping.heading, mapping.field) for mapping in column_mappings(network)]
    context = {
        "network": network_record,
        "rows": [*known, *((title, "") for title in request.GET.getlist("titre")), ("", "")],
    }
    context |= {"choices": field_choices(), "known_words": word_views(column_words(network))}
    return render(request, "action_files/columns.html", context)
