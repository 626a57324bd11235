"""Pages of the mappings of a network: the list, one mapping, writing it, deleting it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from autan.ground.descriptions.presenters import shown_fields
from autan.ground.web.forms.sending import act_on_form, show_form
from autan.opendata.observatory.models import FileMappingRecord
from autan.opendata.updates.actions.data_start import MAY_ADD
from autan.opendata.updates.actions.file_mappings import KEEP, REFUSAL, delete_mapping, mapping_ref, write_mapping
from autan.opendata.updates.forms.file_mappings import FileMappingForm
from autan.opendata.updates.queries.file_mappings import find_mapping, mappings_of, shipped_mappings
from autan.people.accounts.access import guarded, guarded_act, guarded_form, person_of
from autan.people.journal.actions import require_right
from autan.people.workflows.access import undoable
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import get_network

_KEEPS = "the right is that of coordinating the network"


def _network(request: HttpRequest, slug: str) -> Network:
    network = get_network(slug)
    require_right(person_of(request), KEEP, on=network, refusal=REFUSAL)
    return network


def _mapping(request: HttpRequest, pk: int) -> FileMappingRecord:
    record = find_mapping(pk)
    require_right(person_of(request), KEEP, on=record.network, refusal=REFUSAL)
    return record


@guarded(_KEEPS)
def mappings(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the mappings that a network keeps, and those to start from."""
    network = _network(request, slug)
    models = [(rank, mapping.name) for rank, mapping in enumerate(shipped_mappings(), start=1)]
    context = {"network": network, "mappings": mappings_of(network), "models": models}
    return render(request, "data_updates/mappings.html", context)


@guarded(_KEEPS)
def mapping(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one mapping, and what may be done with it."""
    record = _mapping(request, pk)
    fields = [field for field in shown_fields(record.document) if field.text]
    context = {"record": record, "fields": fields, "may_add": request.user.has_perm(MAY_ADD)}
    return render(request, "data_updates/mapping.html", context)


@guarded_form(_KEEPS)
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a mapping, from nothing or from one that ships."""
    return _write(request, _network(request, slug))


@guarded_form(_KEEPS)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a mapping."""
    record = _mapping(request, pk)
    return _write(request, record.network, record)


def _write(request: HttpRequest, network: Network, record: FileMappingRecord | None = None) -> HttpResponse:
    rank = request.GET.get("modele", "")
    shipped = dict(enumerate(shipped_mappings(), start=1))
    model = shipped.get(int(rank)) if rank.isdecimal() else None
    form = FileMappingForm(request.POST or None, document=record.document if record else model)

    def write() -> FileMappingRecord:
        return write_mapping(by=person_of(request), network=network, mapping=form.document(), record=record)

    if written := act_on_form(request, form, write, success=_("La correspondance est enregistrée.")):
        return redirect("updates:mapping", pk=written.pk)
    return show_form(request, form, "data_updates/mapping_form.html", network=network, record=record)


@guarded_act(_KEEPS)
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a mapping."""
    record = _mapping(request, pk)
    network, ref, success = record.network, mapping_ref(record), _("La correspondance est supprimée.")
    page = reverse("updates:mappings", args=[network.slug])
    with undoable(request, record, ref=ref, network=network.slug, right=KEEP, on=network, page=page, success=success):
        delete_mapping(by=person_of(request), record=record)
    return redirect(page)
