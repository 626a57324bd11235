"""What the room gives to pages of the site: the territory, the network, the menu."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.queries.registry import PUBLIC
from autan.foresight.scenarios.presenters.plans_page import sheet_rows
from autan.foresight.scenarios.queries.kept_scenarios import kept_of
from autan.foresight.scenarios.queries.places import find_place
from autan.foresight.scenarios.queries.plan_scenarios import levers_of_sheet, writes_sheet
from autan.foresight.scenarios.queries.scenario_figures import measure_figures
from autan.foresight.scenarios.queries.workshops import tables_beside, workshops_of
from autan.ground.extension_points import (
    ContextPanel,
    MenuEntry,
    NetworkSection,
    PageSection,
    TerritorySection,
    WorkContext,
    counted_step,
    quoted_topics,
)
from autan.ground.wordings import Sentence
from autan.opendata.observatory.queries.figures import network_figures_by_measure


def place_sections(code: str, reader: Any) -> Iterable[PageSection]:
    """Lead to the future of a place: how many of its sectors are whole, and its workshops."""
    place = find_place(code)
    if not place.sectors:
        return
    yield PageSection(
        anchor="prospective",
        title=_("Prospective"),
        template="foresight/section.html",
        context={"code": place.code, "whole": len(place.sectors), "workshops": workshops_of(place, reader=reader)[:3]},
        count=len(place.sectors),
    )


def sections_beside(work: WorkContext, reader: Any) -> Iterable[PageSection]:
    """Say what an action sheet does in levers, and lead those who write it to say so; beside a workshop, its tables."""
    if (work.room, work.kind) == ("workshops", "workshop"):
        yield from _tables(work, reader)
    if (work.room, work.kind) != ("projects", "action"):
        return
    levers, may_tell = levers_of_sheet(work.key), writes_sheet(reader, work.key)
    if levers or may_tell:
        yield PageSection(
            anchor="leviers",
            title=_("Ce qu’elle fait, en leviers"),
            template="foresight/action_section.html",
            context={"rows": sheet_rows(levers), "may_tell": may_tell, "slug": work.key, "place": work.place},
        )


def _tables(work: WorkContext, reader: Any) -> Iterable[PageSection]:
    """The games of cards that were a moment of a workshop."""
    tables = tables_beside(reverse("workshops:workshop", args=[work.key]), reader=reader)
    if tables:
        yield PageSection(
            anchor="autour-de-la-table",
            title=_("Autour de la table"),
            template="foresight/tables_section.html",
            context={"tables": tables},
        )


_SOURCE = Sentence("Prospective du réseau")


def catalogue_figures(network: str) -> Sequence[Figure]:
    """Return the last year of the scenarios that anybody may read, then the energy of each sector today."""
    place = find_place(network)
    scenarios = kept_of(network, reader=PUBLIC)
    ends = [figure for scenario in scenarios for figure in measure_figures(scenario, scenario.results["years"][-1])]
    return [*ends, *(place.totals.values() if place.states else ())]


PAGE_EXTENSIONS = (
    *quoted_topics(rank=80, title=Sentence("La prospective"), build=catalogue_figures, source=_SOURCE),
    ContextPanel(rank=5, build=sections_beside),
    TerritorySection(rank=60, build=place_sections),
    NetworkSection(
        rank=60,
        build=place_sections,
        code="prospective",
        title=gettext_lazy("Prospective"),
        holds=lambda slug, _reader: bool(network_figures_by_measure(slug)),
    ),
    counted_step(
        rank=60,
        code="prospective",
        menu="foresight:home",
        page="foresight:scenarios",
        title=gettext_lazy("Prospective"),
        counted=ngettext_lazy("%(count)s scénario gardé.", "%(count)s scénarios gardés.", "n"),
        label=gettext_lazy("Ouvrir la prospective"),
        count=lambda slug, reader: len(kept_of(slug, reader=reader)),
    ),
    MenuEntry(
        label=gettext_lazy("Prospective"),
        url_name="foresight:home",
        rank=38,
        under="network_plans:home",
        also=("foresight:",),
    ),
)
