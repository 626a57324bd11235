"""Pages of equipment: the list, one, writing it, its life, its sheet."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from autan.ground.descriptions.core.documents import publication_gaps
from autan.ground.descriptions.presenters import shown_parts, shown_table
from autan.ground.documents.renderers.kinds import MEDIA_TYPES
from autan.ground.documents.renderers.sheets import write_docx
from autan.ground.lists.presenters import DeclaredList
from autan.ground.texts.language import words
from autan.ground.web.forms.described import are_valid, rows_formset, typed_rows
from autan.ground.web.forms.sending import act_on_form, report_outcome
from autan.ground.web.views import attached
from autan.people.accounts.access import guarded, guarded_act, guarded_form, person_of, public
from autan.people.journal.actions import require_right
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import get_network
from tests.equipment.actions import REFUSAL, equipment_ref, move_equipment, write_equipment
from tests.equipment.core import EquipmentFilter
from tests.equipment.forms import EquipmentForm, LoanForm
from tests.equipment.models import EquipmentRecord
from tests.equipment.presenters import equipment_sheet
from tests.equipment.queries import find_equipment, list_equipment, places_acted_for

EQUIPMENT = DeclaredList(size=20, filter=EquipmentFilter, empty=_("Rien ne répond à ces choix."))
_DEPENDS = "a draft is read by those who write it"


@public
@require_safe
def items(request: HttpRequest, network: str) -> HttpResponse:
    """Show what is lent in a network, by kind and words, page by page."""
    network_record, equipment_filter = get_network(network), EquipmentFilter.read(request.GET)
    rows = list_equipment(network_record, equipment_filter, reader=request.user)
    may_add = request.user.has_perm("equipment.add", network_record)
    context = {"network": network_record, "listing": EQUIPMENT.page(request.GET, rows), "may_add": may_add}
    return render(request, "equipment/items.html", context)


@guarded(_DEPENDS)
@require_safe
def item(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one, what it lacks, and its history to who writes it."""
    record = find_equipment(slug, reader=request.user)
    may_write = request.user.has_perm("equipment.write", record)
    context = {
        "record": record,
        "parts": shown_parts(record.document),
        "loans": shown_table(record.document, "loans", knows=may_write),
        "gaps": [words(gap) for gap in publication_gaps(record.document)] if may_write else (),
        "ref": equipment_ref(record) if may_write else None,
    }
    return render(request, "equipment/item.html", context)


@guarded(_DEPENDS)
@require_safe
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet, to print."""
    record = find_equipment(slug, reader=request.user)
    require_right(person_of(request), "equipment.write", on=record, refusal=REFUSAL)  # it names who received
    data = write_docx([equipment_sheet(record)], title=record.title, day=timezone.localdate())
    return attached(data, f"{slug}.docx", MEDIA_TYPES["docx"])


@guarded_form("the right is that of taking part in the network")
def add(request: HttpRequest, network: str) -> HttpResponse:
    """Write one, a draft first."""
    network_record = get_network(network)
    require_right(person_of(request), "equipment.add", on=network_record, refusal=REFUSAL)
    return _write(request, network_record)


@guarded_form("the right is that of writing it")
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Write it again."""
    record = find_equipment(slug, reader=request.user)
    require_right(person_of(request), "equipment.write", on=record, refusal=REFUSAL)
    return _write(request, record.network, record)


def _write(request: HttpRequest, network: Network, record: EquipmentRecord | None = None) -> HttpResponse:
    data, document = request.POST or None, record.document if record else None
    places = places_acted_for(network, request.user)
    initial: dict[str, Any] = {"territory": record.territory.siren} if record else {}
    form = EquipmentForm(data, document=document, initial=initial, places=places)
    loans = rows_formset(LoanForm, document.loans if document else (), data, prefix="loans")

    def write() -> EquipmentRecord:
        typed, place = form.document(loans=typed_rows(loans)), form.places[form.cleaned_data["territory"]]
        return write_equipment(by=person_of(request), network=network, territory=place, document=typed, record=record)

    if are_valid([loans]) and (written := act_on_form(request, form, write, success=_("C’est enregistré."))):
        return redirect("equipment:item", slug=written.slug)
    status = 422 if data and (form.errors or loans.total_error_count()) else 200
    return render(request, "equipment/write.html", {"network": network, "form": form, "loans": loans}, status=status)


@guarded_act("the right is that of writing it")
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish it, or withdraw it."""
    record = find_equipment(slug, reader=request.user)
    with report_outcome(request, _("C’est fait.")):
        by, step = person_of(request), request.POST.get("step", "")
        move_equipment(by=by, record=record, step=step, today=timezone.localdate())
    return redirect("equipment:item", slug=slug)
