"""An estate in words: its list, its figures, its place on shared pages, its table of open data, its evidence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.importers import read_columns
from autan.evidence.figures.presenters.figures import present_figure
from autan.evidence.figures.queries.registry import EvidenceKind, FigureSource, Reader, version_of_rooms
from autan.ground.descriptions.presenters import published_cells
from autan.ground.extension_points import (
    CatalogueFigure,
    NetworkSection,
    PageSection,
    PublishedTable,
    TerritorySection,
    counted_step,
    quoted_topics,
)
from autan.ground.lists.presenters import Column
from autan.ground.texts.language import exact_number, in_both_languages, name_some, number, words
from autan.ground.wordings import Sentence
from autan.plans.estate.core.assets import ESTATE, EstateAsset, Inventory
from autan.plans.estate.core.figures import COST_PER_INHABITANT, EMISSIONS, ENERGY, PER_INHABITANT, PER_M2, what_of
from autan.plans.estate.models import EstateRecord
from autan.plans.estate.queries import (
    count_assets,
    figures_in,
    find_estate_figure,
    populations_of,
    published_accounts,
    published_assets,
    published_inventories,
)
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.bodies import find_territory
from autan.territories.networks.queries.networks import network_members


def asset_rows(records: Sequence[EstateRecord]) -> Iterator[dict[str, Any]]:
    """Give assets as their list shows them."""
    for record in records:
        asset = record.document
        year = max((use.year for use in asset.energy if use.year), default=0)
        energy = asset.energy_of(year)
        in_year = _("%(n)s\u00a0MWh en %(year)s")
        yield {
            "record": record,
            "kind": words(asset.kind.label),
            "area": "" if asset.area_m2 is None else f"{exact_number(asset.area_m2)}\u00a0m²",
            "energy": "" if energy is None else in_year % {"n": exact_number(round(energy, 6)), "year": year},
        }


def figure_line(figure: Figure) -> dict[str, Any]:
    """Give a figure with its words."""
    return {"figure": figure, "words": present_figure(figure).spoken}


def figure_lines(inventory: Inventory, year: int | None) -> list[dict[str, Any]]:
    """Give the figures of an estate in a year; nothing without one."""
    return [figure_line(figure) for figure in figures_in(inventory, year)] if year else []


def count_words(inventory: Inventory) -> str:
    """Say how many assets there are, and whether that is all."""
    count = len(inventory.assets)
    count_text = ngettext("%(n)s bien", "%(n)s biens", count) % {"n": number(count)}
    return _("%(goods)s, inventaire déclaré complet") % {"goods": count_text} if inventory.is_complete else count_text


# Members beside one another.


def member_rows(names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Give what is published of each member, in its latest year; a member that publishes nothing says nothing."""
    inventories, populations = published_inventories(list(names)), populations_of(list(names))
    accounts = published_accounts()
    rows = []
    for siren, name in names.items():
        inventory = inventories.get(siren, Inventory(siren=siren))
        year = next(iter(inventory.years), None)
        figures = figures_in(inventory, year, populations.get(siren)) if year else ()
        by_what = {what_of(figure): figure for figure in figures}
        rows.append(
            {
                "siren": siren,
                "name": name,
                "count": count_words(inventory) if inventory.is_known else "",
                "year": year,
                "figures": [
                    *((label, by_what.get(what)) for what, label in _COMPARED.items()),
                    (_PUBLISHED_ACCOUNT, accounts[siren][0].total if siren in accounts else None),
                ],
            }
        )
    return rows


_COMPARED = {
    ENERGY: gettext_lazy("Énergie"),
    PER_M2: gettext_lazy("Par m² de bâtiment"),
    PER_INHABITANT: gettext_lazy("Par habitant"),
    COST_PER_INHABITANT: gettext_lazy("Facture par habitant"),
    EMISSIONS: gettext_lazy("Émissions"),
}
_PUBLISHED_ACCOUNT = gettext_lazy("Bilan publié")
MEMBER_COLUMNS = (
    Column(code="name", label=gettext_lazy("Membre")),
    Column(code="count", label=gettext_lazy("Biens publiés")),
    Column(code="year", label=gettext_lazy("Année")),
    *(Column(code=what, label=label, is_number=True) for what, label in _COMPARED.items()),
    Column(code="published", label=_PUBLISHED_ACCOUNT, is_number=True),
)


# Shared pages.


def _territory_sections(siren: str, reader: Any) -> Iterable[PageSection]:
    place = find_territory(siren)
    count = count_assets(place, reader=reader) if place.pk else 0
    may_write = place.pk is not None and reader.has_perm("estate.write", place)
    if count or may_write:
        context = {"siren": siren, "count": count, "may_write": may_write}
        yield PageSection(
            anchor=ESTATE, title=_("Patrimoine"), template="estate/section.html", context=context, count=count
        )


def _network_sections(network: str, _reader: Any) -> Iterable[PageSection]:
    count = published_assets(network).count()
    context = {"network": network, "count": count}
    yield PageSection(
        anchor=ESTATE, title=_("Patrimoine des membres"), template="estate/network_section.html", context=context
    )


def _quoted(network: str) -> Iterator[CatalogueFigure]:
    """Give what is published of each member in its latest year, for whoever writes a text."""
    for row in member_rows({member.siren: member.short_name for member in network_members(network)}):
        for _label, figure in row["figures"]:
            if figure:
                yield CatalogueFigure(figure=figure, source=_INVENTORY, place=row["name"])


def _without_inventory(network: str, _reader: Any) -> Iterator[str]:
    members = network_members(network)
    known = published_inventories([member.siren for member in members])
    without = [member.short_name for member in members if member.siren not in known or not known[member.siren].assets]
    if without:
        yield _("Aucun bien publié\u00a0: %(names)s.") % {"names": name_some(without)}


_INVENTORY = Sentence("Inventaire que le membre publie")
PAGE_EXTENSIONS = (
    *quoted_topics(rank=66, title=Sentence("Patrimoine des membres"), build=_quoted),
    counted_step(
        rank=35,
        code="patrimoine",
        page="estate:network",
        title=gettext_lazy("Patrimoine"),
        counted=ngettext_lazy("%(count)s bien publié.", "%(count)s biens publiés.", "n"),
        label=gettext_lazy("Ouvrir le patrimoine"),
        count=lambda network, _reader: published_assets(network).count(),
        lacks=_without_inventory,
    ),
    TerritorySection(rank=45, build=_territory_sections),
    NetworkSection(
        rank=75,
        build=_network_sections,
        code="patrimoine",
        title=gettext_lazy("Patrimoine des membres"),
        holds=lambda network, _reader: (published_assets(network),),
    ),
)


# Open data and evidence.


def _published_rows(network: str) -> Iterator[tuple[Any, ...]]:
    for record in published_assets(network):
        cells = published_cells(record.document)
        yield (network, record.territory.siren, record.slug, *cells, record.published_on, record.territory.is_invented)


PUBLISHED_ESTATE = PublishedTable(
    name=ESTATE,
    rank=88,
    title=Sentence("Patrimoine des membres"),
    description=Sentence("Un bien publié par ligne ; ce qui est vide n’est pas connu."),
    columns=read_columns("estate", ESTATE, document=EstateAsset),
    key=("network", "good"),
    rows=_published_rows,
)


def _describe(keys: Sequence[str], _reader: Reader) -> Mapping[str, EvidenceCard]:
    inventories = published_inventories(keys)
    return {siren: _card(find_territory(siren), inventory) for siren, inventory in inventories.items()}


def _card(place: Territory, inventory: Inventory) -> EvidenceCard:
    return EvidenceCard(
        ref=EvidenceRef(kind=ESTATE, key=place.siren),
        title=Sentence("{place} : patrimoine publié", place=place.name),
        statement=in_both_languages(lambda: count_words(inventory)),
        note=_MADE_UP if place.is_invented else None,
        whole_list=reverse("estate:goods", kwargs={"siren": place.siren}),
    )


_MADE_UP = Sentence("Patrimoine inventé, pour essayer.")
EVIDENCE = (
    EvidenceKind(kind=ESTATE, describe=_describe),
    FigureSource(name=ESTATE, find=find_estate_figure, version=version_of_rooms(ESTATE, "plans", "territories")),
)
