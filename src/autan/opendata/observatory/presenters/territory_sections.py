"""Sections of the page of a territory that the room fills: the brief at its top, then energy, climate, homes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from autan.evidence.figures.core.charts import Chart
from autan.evidence.figures.core.figures import Figure
from autan.ground.extension_points import PageSection, TerritorySection
from autan.opendata.observatory.core.chart_specs import ENERGY_LABELS, GHG_BY_SECTOR, PRODUCTION_BY_SOURCE
from autan.opendata.observatory.presenters.charts import territory_charts
from autan.opendata.observatory.presenters.territory_brief import brief_of
from autan.opendata.observatory.presenters.yearly_series import topic_charts
from autan.opendata.observatory.queries.figures import figures_by_measure
from autan.opendata.observatory.queries.flows import territory_flow_chart
from autan.territories.networks.queries.bodies import invented_sirens

_FIGURES = "observatory/sections/figures.html"
_CONSUMPTION = (
    "electricity_total",
    "electricity_residential",
    "electricity_per_inhabitant",
    "electricity_residential_per_dwelling",
    "gas_total",
    "gas_residential",
)
_EMISSIONS = ("ghg_total", "ghg_per_inhabitant", "ghg_international_transport")
_PRODUCTION = ("production_renewable", "renewable_to_consumption", "production_non_renewable", "capacity_renewable")
_DWELLINGS = ("population", "dwellings", "main_residences", "vacant_dwellings", "houses", "flats")
_LABELS = ("dpe_total", "dpe_f_g_share")
_FIRST_TOPICS = ("electricity", "population")


def _brief(siren: str, _reader: Any) -> list[PageSection]:
    brief, template = brief_of(siren), "observatory/sections/brief.html"
    if brief is None:
        return []
    context = {"brief": brief, "siren": siren}
    return [PageSection(anchor="en-bref", title=_("En bref"), template=template, context=context, is_open=True)]


def _years(siren: str, _reader: Any) -> list[PageSection]:
    """What changes from year to year: the first folded topic, where there is time."""
    charts = list(topic_charts(siren, _FIRST_TOPICS))
    if not charts:
        return []
    context = {"charts": charts, "siren": siren}
    template = "observatory/sections/years.html"
    title = _("D’année en année")
    return [PageSection(anchor="annees", title=title, template=template, context=context, count=len(charts))]


def _sections(siren: str, _reader: Any) -> list[PageSection]:
    """One section for each theme; a single one says it where nothing is known of the energy of the territory."""
    figures, charts = figures_by_measure(siren), territory_charts(siren)
    if not figures:
        return [_nothing_known(siren)]
    return [
        _section("energie", _("Énergie"), _pick(figures, _CONSUMPTION), territory_flow_chart(siren)),
        _section("climat", _("Gaz à effet de serre"), _pick(figures, _EMISSIONS), charts.get(GHG_BY_SECTOR)),
        _section(
            "production", _("Production d’électricité"), _pick(figures, _PRODUCTION), charts.get(PRODUCTION_BY_SOURCE)
        ),
        _section("logements", _("Population et logements"), _pick(figures, _DWELLINGS), None),
        _section(
            "etiquettes", _("Étiquettes énergétiques des logements"), _pick(figures, _LABELS), charts.get(ENERGY_LABELS)
        ),
    ]


def _pick(figures: Mapping[str, Figure], measures: Sequence[str]) -> tuple[Figure, ...]:
    return tuple(figures[measure] for measure in measures if measure in figures)


def _nothing_known(siren: str) -> PageSection:
    note = _("Aucune donnée ouverte d’énergie ou d’émissions ne concerne ce territoire dans ce dossier.")
    if invented_sirens([siren]):
        note = _(
            "Aucune donnée ouverte d’énergie ou d’émissions ne concerne ce territoire, et aucune n’a été imaginée."
        )
    return PageSection(
        anchor="energie", title=_("Énergie et climat"), template=_FIGURES, context={"note": note, "siren": siren}
    )


def _section(anchor: str, title: str, figures: Sequence[Figure], chart: Chart | None) -> PageSection:
    """One sentence where nothing is known, instead of as many unknown figures as there are measures."""
    context: dict[str, Any] = {"figures": figures, "charts": [chart] if chart else []}
    if not chart and not any(figure.is_known for figure in figures):
        context = {"note": _("Non renseigné\u00a0: aucune des sources que nous avons ne couvre ce territoire.")}
    return PageSection(anchor=anchor, title=title, template=_FIGURES, context=context)


PAGE_EXTENSIONS = (
    TerritorySection(rank=0, build=_brief),
    TerritorySection(rank=1, build=_years),
    TerritorySection(rank=20, build=_sections),
)
