"""Pages of calls and funds: the list of a network, one call, writing it, its life, its actions, a table in and out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from autan.evidence.imports.views import answer_import
from autan.ground.descriptions.core.documents import publication_gaps
from autan.ground.descriptions.presenters import shown_fields
from autan.ground.lists.presenters import Column, DeclaredList
from autan.ground.texts.language import words
from autan.ground.web.forms.sending import act_on_form, show_form
from autan.ground.web.views import attached
from autan.people.accounts.access import guarded, guarded_form, person_of, public
from autan.people.journal.actions import require_right
from autan.people.workflows.access import transition_view
from autan.plans.funding.actions.calls import REFUSAL, attach_action, call_ref, calls_import, write_call
from autan.plans.funding.actions.workflow import CALL
from autan.plans.funding.core.calls import CALL_COLUMNS, REQUIRED, CallFilter
from autan.plans.funding.forms import AttachForm, CallForm
from autan.plans.funding.models import FundingCallRecord
from autan.plans.funding.presenters import (
    attached_rows,
    calendar_entries,
    call_cells,
    call_rows,
    closing_words,
    member_rows,
)
from autan.plans.funding.queries import (
    MOST_OFFERED,
    attached_actions,
    call_figures,
    calls_of,
    find_call,
    keep_calls,
    network_figures,
    open_sheets,
    read_members,
)
from autan.plans.obligations.core.rules import RuleNature
from autan.plans.obligations.importers.rules import obligation_rules
from autan.plans.plans.exporters import TableFormat, write_calendar, write_table
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import get_network, network_members

CALLS = DeclaredList(
    size=50,
    caption=gettext_lazy("Appels et fonds"),
    filter=CallFilter,
    empty=gettext_lazy("Aucun appel n’est renseigné ici\u202f; cela ne dit pas qu’il n’y en a pas."),
    columns=(
        Column(code="name", label=gettext_lazy("Appel ou fonds")),
        Column(code="kind", label=gettext_lazy("Sorte")),
        Column(code="funder", label=gettext_lazy("Qui paie")),
        Column(code="closing", label=gettext_lazy("Clôture")),
        Column(code="most", label=gettext_lazy("Aide au plus"), is_number=True),
    ),
)
_WRITES = "the right is that of writing the calls of this network"


@public
def calls(request: HttpRequest, network: str) -> HttpResponse:
    """Show the calls of a network that this reader may read, and what published actions asked of them."""
    record, on = get_network(network), timezone.localdate()
    records = list(calls_of(record, reader=request.user))
    rows = keep_calls(records, CallFilter.read(request.GET), on=on)
    context = {
        "network": record,
        "listing": CALLS.page(request.GET, rows, show=lambda page: call_rows(page, on=on)),
        "is_empty": not records,
        "figures": network_figures(network, on=on),
        "may_write": request.user.has_perm("funding.write_calls", record),
        "formats": list(TableFormat),
    }
    return render(request, "funding/calls.html", context)


@guarded("a call that is not published is read by those who take part in its network")
def call(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one call: its rules, the members that it is open to, the actions that name it."""
    record = find_call(slug, reader=request.user)
    context = _context(request, record)
    if context["may_write"]:
        context["search"] = request.GET.get("action", "")[:80]
        context["form"] = AttachForm(sheets=open_sheets(record, reader=request.user, text=context["search"]))
    return render(request, "funding/call.html", context)


def _context(request: HttpRequest, record: FundingCallRecord) -> dict[str, Any]:
    document, today = record.document, timezone.localdate()
    may_write = request.user.has_perm("funding.write_call", record)
    members = {member.siren: member.short_name for member in network_members(record.network.slug)}
    read_on = document.read_on or today
    rules = {rule.code: words(rule.label) for rule in obligation_rules()}
    return {
        "record": record,
        "call": document,
        "closing": closing_words(document, today),
        "fields": [field for field in shown_fields(document) if field.name not in {"duties", "address"}],
        "duties": [(code, rules.get(code, code)) for code in document.duties],
        "read_on": read_on,
        "members": member_rows(read_members(document, record.network.slug, on=read_on), members),
        "figures": call_figures(record, on=read_on) if record.is_published and document.read_on else (),
        "attached": list(attached_rows(attached_actions(record, reader=request.user))),
        "gaps": [words(gap) for gap in publication_gaps(document)] if may_write else (),
        "may_write": may_write,
        "most_offered": MOST_OFFERED,
        # who wrote is a name: members do not read those of one another
        "ref": call_ref(record) if request.user.has_perm("territories.coordinate_network", record.network) else None,
    }


@guarded_form(_WRITES)
def add(request: HttpRequest, network: str) -> HttpResponse:
    """Write a call, a draft first."""
    return _write(request, _network(request, network))


@guarded_form(_WRITES)
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a call again."""
    record = find_call(slug, reader=request.user)
    return _write(request, _network(request, record.network.slug), record)


def _network(request: HttpRequest, network: str) -> Network:
    record = get_network(network)
    require_right(person_of(request), "funding.write_calls", on=record, refusal=REFUSAL)
    return record


def _write(request: HttpRequest, network: Network, record: FundingCallRecord | None = None) -> HttpResponse:
    rules = [rule for rule in obligation_rules() if rule.nature is RuleNature.DUTY]
    document = record.document if record else None
    form = CallForm(request.POST or None, document=document, rules=rules)

    def write() -> FundingCallRecord:
        return write_call(by=person_of(request), network=network, call=form.document(), record=record)

    if written := act_on_form(request, form, write, success=_("L’appel est enregistré.")):
        return redirect("funding:call", slug=written.slug)
    return show_form(request, form, "funding/write.html", network=network, record=record)


move = transition_view(CALL, "publish_call", "withdraw_call", "delete_call")


@guarded_form("the right is that of writing the action that is attached")
def attach(request: HttpRequest, slug: str) -> HttpResponse:
    """Write in the funding of an action that it goes to a call."""
    record = find_call(slug, reader=request.user)
    require_right(person_of(request), "funding.write_call", on=record, refusal=REFUSAL)
    chosen = open_sheets(record, reader=request.user, slug=request.POST.get("action", ""))
    form = AttachForm(request.POST or None, sheets=chosen or open_sheets(record, reader=request.user))

    def write() -> bool:
        amounts = dict(form.cleaned_data)
        sheet = form.sheets[amounts.pop("action")]
        attach_action(by=person_of(request), record=record, sheet=sheet, amounts=amounts)
        return True

    if act_on_form(request, form, write, success=_("L’action est attachée à cet appel."), field="action"):
        return redirect("funding:call", slug=slug)
    return show_form(request, form, "funding/call.html", **_context(request, record))


@guarded_form(_WRITES)
def import_calls(request: HttpRequest, network: str) -> HttpResponse:
    """Take in a table of calls: read, shown, confirmed, written."""
    record = _network(request, network)
    columns = [column for column in CALL_COLUMNS if column not in REQUIRED]
    context = {"network": record, "required": REQUIRED, "columns": columns}
    next_url = reverse("funding:calls", args=[network])
    return answer_import(request, calls_import(record), "funding/import.html", context, next_url=next_url)


@public
def file(request: HttpRequest, network: str, extension: str) -> HttpResponse:
    """Return the calls that this reader may read as a table, in the columns that an import takes."""
    record, file_format = get_network(network), TableFormat.of(extension)
    rows = call_cells(row.document for row in calls_of(record, reader=request.user))
    data = write_table(rows, name=f"financements-{network}", file_format=file_format)
    return attached(data, f"financements-{network}.{extension}", file_format.media_type)


@public
def calendar_file(request: HttpRequest, network: str) -> HttpResponse:
    """Return the closing days ahead as an iCalendar file."""
    record, on = get_network(network), timezone.localdate()
    name = _("Appels et fonds\u00a0: %(network)s") % {"network": words(record.name)}
    content = write_calendar(calendar_entries(network, on=on), name=name, stamp=on, path=request.path)
    return attached(content, f"financements-{network}.ics", "text/calendar; charset=utf-8")
