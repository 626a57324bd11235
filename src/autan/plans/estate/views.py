"""Pages of an estate: the list, one asset, writing it, a table in and out, publication, members side by side."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from autan.evidence.grids.presenters import Grid
from autan.evidence.grids.views import GridPage
from autan.evidence.imports.views import answer_import
from autan.ground.descriptions.core.documents import publication_gaps
from autan.ground.descriptions.presenters import shown_fields, shown_table
from autan.ground.errors import known
from autan.ground.lists.presenters import Column, DeclaredList
from autan.ground.texts.language import words
from autan.ground.web.forms.described import are_valid, rows_formset, typed_rows
from autan.ground.web.forms.sending import act_on_form, report_outcome
from autan.ground.web.views import attached
from autan.people.accounts.access import guarded, guarded_act, guarded_form, person_of, public
from autan.people.journal.actions import require_right
from autan.people.workflows.access import undoable
from autan.plans.estate.actions import (
    REFUSAL,
    asset_ref,
    estate_import,
    publish_estate,
    remove_asset,
    withdraw_estate,
    write_asset,
    write_assets,
)
from autan.plans.estate.core.assets import ESTATE, FIELDS, FIRST_YEAR, AssetKind, EstateFilter
from autan.plans.estate.core.columns import COLUMNS, REQUIRED
from autan.plans.estate.exporters import estate_cells
from autan.plans.estate.forms import AssetForm, EnergyForm, WorksForm, asset_grid, read_assets
from autan.plans.estate.models import EstateRecord
from autan.plans.estate.presenters import MEMBER_COLUMNS, asset_rows, count_words, figure_lines, member_rows
from autan.plans.estate.queries import (
    assets_of,
    filter_assets,
    find_asset,
    inventory_for,
    published_accounts,
    published_assets,
)
from autan.plans.plans.exporters import TableFormat, write_table
from autan.plans.plans.presenters.completeness import list_statement
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.bodies import find_territory
from autan.territories.networks.queries.networks import get_network, journal_network, network_members

GOODS = DeclaredList(
    size=50,
    caption=gettext_lazy("Patrimoine"),
    filter=EstateFilter,
    empty=gettext_lazy("Aucun bien n’est renseigné ici\u00a0: on ne sait pas ce que ce patrimoine contient."),
    columns=(
        Column(code="name", label=gettext_lazy("Bien")),
        Column(code="kind", label=gettext_lazy("Sorte")),
        Column(code="area", label=gettext_lazy("Surface"), is_number=True),
        Column(code="energy", label=gettext_lazy("Énergie"), is_number=True),
    ),
)
MEMBERS = DeclaredList(
    size=50,
    caption=gettext_lazy("Patrimoine des membres"),
    empty=gettext_lazy("Aucun membre."),
    columns=MEMBER_COLUMNS,
)
_YEARS_OFFERED = 12
_WRITES = "the right is that of writing the estate of this territory"


@public
def assets(request: HttpRequest, siren: str) -> HttpResponse:
    """Show the assets of an authority that a reader may read, what they consume and cost, and whether that is all."""
    place, chosen = find_territory(siren), EstateFilter.read(request.GET)
    rows = list(assets_of(place, reader=request.user)) if place.pk else []
    inventory = inventory_for(place, reader=request.user)
    context = {
        "place": place,
        "listing": GOODS.page(request.GET, filter_assets(rows, chosen), show=asset_rows),
        "count": count_words(inventory) if inventory.is_known else "",
        "year": (year := next(iter(inventory.years), None)),
        "figures": figure_lines(inventory, year),
        "is_traced": inventory.is_public,
        "accounts": published_accounts().get(siren, ()),
        "may_write": place.pk is not None and request.user.has_perm("estate.write", place),
        "to_publish": sum(not row.is_published for row in rows),
        "is_any_public": any(row.is_published for row in rows),
        "statement": list_statement(place, ESTATE, reader=request.user),
        "kinds": list(AssetKind),
        "formats": list(TableFormat),
    }
    return render(request, "estate/goods.html", context)


@guarded("a good that is not published is read by those of its territory")
def asset(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one asset, what it lacks, and its history to whoever writes it."""
    record = find_asset(slug, reader=request.user)
    may_write = request.user.has_perm("estate.write", record.territory)
    document = record.document
    context = {
        "record": record,
        "kind": document.kind,
        "fields": [field for field in shown_fields(document) if field.name in FIELDS[document.kind]],
        "tables": [table for name in ("energy", "works") if (table := shown_table(document, name)).rows],
        "gaps": [words(gap) for gap in publication_gaps(document)] if may_write else (),
        "ref": asset_ref(record) if may_write else None,
    }
    return render(request, "estate/good.html", context)


@guarded_form(_WRITES)
def add(request: HttpRequest, siren: str, kind: str) -> HttpResponse:
    """Write an asset of a kind, a draft first."""
    return _write(request, _place(request, siren), _kind(kind))


@guarded_form(_WRITES)
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Write an asset again."""
    record = find_asset(slug, reader=request.user)
    place = _place(request, record.territory.siren)
    return _write(request, place, record.document.kind, record)


def _place(request: HttpRequest, siren: str) -> Territory:
    place = find_territory(siren)
    require_right(person_of(request), "estate.write", on=place, refusal=REFUSAL)
    return place


def _write(request: HttpRequest, place: Territory, kind: AssetKind, record: EstateRecord | None = None) -> HttpResponse:
    data, document = request.POST or None, record.document if record else None
    form = AssetForm(data, document=document, kind=kind)
    energy = rows_formset(EnergyForm, document.energy if document else (), data, prefix="energy")
    works = rows_formset(WorksForm, document.works if document else (), data, prefix="works", extra=1)

    def write() -> EstateRecord:
        typed = form.document(energy=typed_rows(energy), works=typed_rows(works))
        return write_asset(by=person_of(request), territory=place, asset=typed, record=record)

    is_right = are_valid([energy, works]) if data else True
    if is_right and (written := act_on_form(request, form, write, success=_("Le bien est enregistré."))):
        return redirect("estate:good", slug=written.slug)
    context: dict[str, Any] = {"place": place, "kind": kind, "form": form, "record": record}
    context["sets"] = [(_("Énergie par année"), energy), (_("Travaux"), works)]
    is_refused = data and (form.errors or not is_right)
    return render(request, "estate/write.html", context, status=422 if is_refused else 200)


@guarded_form(_WRITES)
def fill(request: HttpRequest, siren: str, kind: str) -> HttpResponse:
    """Fill the assets of a kind in one grid, with their energy of one year."""
    place, asset_kind = _place(request, siren), _kind(kind)
    rows = list(assets_of(place, reader=request.user).filter(kind=kind))
    today, chosen = timezone.localdate(), request.GET.get("annee", "")
    years = range(today.year, FIRST_YEAR - 1, -1)
    year = int(chosen) if chosen.isdecimal() and int(chosen) in years else today.year - 1

    def save(grid: Grid) -> str:
        read = read_assets(grid, asset_kind, year)
        if grid.refused:
            return ""
        count = write_assets(by=person_of(request), territory=place, assets=read)
        return ngettext("%(n)d bien enregistré.", "%(n)d biens enregistrés.", count) % {"n": count}

    return GridPage(
        request=request,
        grid=asset_grid(rows, asset_kind, year),
        save=save,
        template="estate/fill.html",
        file=f"patrimoine-{siren}-{kind}-{year}",
        query=f"annee={year}",
        context={"place": place, "kind": asset_kind, "year": year, "years": years[:_YEARS_OFFERED]},
    ).answer()


def _kind(kind: str) -> AssetKind:
    known_kind = next((one for one in AssetKind if one.value == kind), None)
    return known(known_kind, "aucune sorte de bien «\u202f{kind}\u202f»", kind=kind)


@guarded_act(_WRITES)
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Take an asset out of the estate."""
    record = find_asset(slug, reader=request.user)
    place, success = record.territory, _("Le bien est retiré.")
    page, network = reverse("estate:goods", args=[place.siren]), journal_network(place)
    ref = asset_ref(record)
    with undoable(
        request, record, ref=ref, network=network, right="estate.write", on=place, page=page, success=success
    ):
        remove_asset(by=person_of(request), record=record)
    return redirect(page)


@guarded_act(_WRITES)
def move(request: HttpRequest, siren: str) -> HttpResponse:
    """Publish the whole estate, or make it private again."""
    place, by = _place(request, siren), person_of(request)
    if request.POST.get("step") == "withdraw":
        with report_outcome(request, _("Le patrimoine est de nouveau privé.")):
            withdraw_estate(by=by, territory=place)
    else:
        with report_outcome(request, _("Le patrimoine est publié.")):
            publish_estate(by=by, territory=place, today=timezone.localdate())
    return redirect("estate:goods", siren=siren)


@guarded_form(_WRITES)
def import_estate(request: HttpRequest, siren: str) -> HttpResponse:
    """Take in a table of assets: read, shown, confirmed, written."""
    place = _place(request, siren)
    columns = [column for column in COLUMNS if column not in REQUIRED]
    context = {"place": place, "required": REQUIRED, "columns": columns}
    next_url = reverse("estate:goods", args=[siren])
    return answer_import(request, estate_import(place), "estate/import.html", context, next_url=next_url)


@public
def file(request: HttpRequest, siren: str, extension: str) -> HttpResponse:
    """Return the assets that this reader may read as a table, in the columns that an import takes."""
    place, file_format = find_territory(siren), TableFormat.of(extension)
    rows = assets_of(place, reader=request.user) if place.pk else []
    data = write_table(estate_cells(row.document for row in rows), name=f"patrimoine-{siren}", file_format=file_format)
    return attached(data, f"patrimoine-{siren}.{extension}", file_format.media_type)


@public
def network(request: HttpRequest, network: str) -> HttpResponse:
    """Show what members publish of their estates beside one another, each in its latest year."""
    record = get_network(network)
    names = {member.siren: member.short_name for member in network_members(network)}

    def show(sirens: Any) -> Any:
        return member_rows({siren: names[siren] for siren in sirens})

    listing = MEMBERS.page(request.GET, list(names), show=show)
    is_empty = not published_assets(network).exists()
    context = {"network": record, "listing": listing, "is_empty": is_empty}
    return render(request, "estate/network.html", context)
