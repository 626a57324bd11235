"""Content of the energy pages of a territory: figures, tables and charts put together once for each page."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from autan.evidence.figures.core.figures import Figure
from autan.opendata.data_quality.queries import alerts_of_territories
from autan.opendata.measures.core.energy_measures import CARBON_COMPARTMENTS, CLIMATE_TERMS, PRICE_MEASURES
from autan.opendata.measures.queries.editions import credit_of
from autan.opendata.measures.queries.filings import FiledGrids, laid_out_filings
from autan.opendata.measures.queries.indicators import indicators_of, is_about_poverty
from autan.opendata.observatory.core.chart_specs import ENERGY_LABELS, GHG_BY_SECTOR, PRODUCTION_BY_SOURCE
from autan.opendata.observatory.core.energy_table import energy_tables
from autan.opendata.observatory.core.sums import has_rows
from autan.opendata.observatory.presenters.alerts import group_by_rule
from autan.opendata.observatory.presenters.charts import territory_charts
from autan.opendata.observatory.presenters.compared_sources import view_comparison
from autan.opendata.observatory.presenters.value_lines import group_lines
from autan.opendata.observatory.presenters.yearly_series import topic_charts
from autan.opendata.observatory.queries.figures import figures_by_measure, prices_used
from autan.opendata.observatory.queries.reviewed_alerts import review_alerts
from autan.opendata.observatory.queries.source_comparisons import (
    emission_comparison,
    energy_comparison,
    homes_comparison,
    renewable_comparison,
    sources_with_data,
    values_side_by_side,
)
from autan.opendata.observatory.queries.trends import corrected_values
from autan.opendata.sources.core.pcaet_codes import Pollutant, Quantity

_RATIOS = (
    "electricity_per_inhabitant",
    "electricity_residential_per_dwelling",
    "gas_residential_per_dwelling",
    "ghg_per_inhabitant",
    "ghg_residential_per_dwelling",
    "renewable_to_consumption",
    "production_to_consumption",
    "production_renewable_per_inhabitant",
)
_PRODUCTION = ("production_renewable", "production_non_renewable", "capacity_renewable", "installations_renewable")
_BILL = ("bill_homes", "bill_homes_electricity", "bill_homes_gas", "bill_homes_per_dwelling")
_CARBON = tuple(f"carbon_{kind}_{compartment}" for kind in ("flux", "stock") for compartment in CARBON_COMPARTMENTS)
_HOUSING = ("dpe_total", "dpe_f_g", "dpe_f_g_share")
_HEAT_SERIES = "indicator.sdes-heat."
FILING_PREFIX = "pcaet-"
_SERIES_SHOWN = 2
"""Charts by year on the energy page; the others have a page of their own."""


def energy_page(siren: str) -> dict[str, Any]:
    """Everything that the energy page of a territory shows."""
    figures = figures_by_measure(siren)
    charts = territory_charts(siren)
    filings, indicators = laid_out_filings(siren), indicators_of(siren)
    return {
        "ratios": _pick(figures, _RATIOS),
        "energy_tables": [(table, credit_of(table.source)) for table in energy_tables(figures)],
        "comparisons": _comparisons(siren),
        "emission_chart": charts.get(GHG_BY_SECTOR),
        "production_chart": charts.get(PRODUCTION_BY_SOURCE),
        "label_chart": charts.get(ENERGY_LABELS),
        "emissions": _pick(figures, ("ghg_total", "ghg_international_transport")),
        "production": _pick(figures, _PRODUCTION),
        "carbon": _pick(figures, _CARBON),
        "bill": _pick(figures, _BILL),
        "housing": _pick(figures, _HOUSING),
        "filings": filings,
        "filed_energy": _totals(filings, {Quantity.ENERGY.value}),
        "unit_alerts": _unit_alerts(siren, filings),
        "sequestration": _totals(filings, {Quantity.SEQUESTRATION.value}),
        "pollutants": _totals(filings, {f"{Quantity.POLLUTANT.value}-{p.value}" for p in Pollutant}),
        "series": list(islice(topic_charts(siren), _SERIES_SHOWN)),
        "corrected": corrected_values(siren),
        "climate_terms": CLIMATE_TERMS,
        "prices": prices_used(siren),
        "price_measures": PRICE_MEASURES,
        "groups": group_lines(siren, values_side_by_side(siren)),
        "poverty": [figure for figure in indicators if is_about_poverty(figure)],
        "indicators": [figure for figure in indicators if not is_about_poverty(figure)],
        "absences": absences_of(figures, indicators),
    }


def absences_of(figures: Mapping[str, Figure], indicators: Sequence[Figure]) -> list[str]:
    """What no source at hand tells of a territory, from its figures and its indicators."""
    sources = sources_with_data(figures) | ({"poverty"} if any(map(is_about_poverty, indicators)) else set())
    if any(figure.is_known and figure.id.startswith(_HEAT_SERIES) for figure in indicators):
        sources.add("sdes-heat-networks")
    expected = (
        ("sdes-energy-epci", _("Électricité, gaz et chaleur par secteur")),
        ("sdes-heat-networks", _("Réseaux de chaleur et de froid")),
        ("rare-epci", _("Carburants, fioul, bois, émissions récentes (observatoire régional)")),
        ("aldo", _("Carbone des forêts et des sols (ALDO), hors peupleraies")),
        ("pcaet-pollutants", _("Polluants atmosphériques déposés avec le plan climat")),
        ("poverty", _("Précarité énergétique (indicateurs territoriaux)")),
    )
    return [text for source, text in expected if source not in sources]


def _comparisons(siren: str) -> dict[str, dict[str, Any]]:
    queries = (homes_comparison, energy_comparison, emission_comparison, renewable_comparison)
    comparisons = [comparison for compare in queries if (comparison := compare(siren))]
    return {comparison.code: view_comparison(comparison) for comparison in comparisons}


def _pick(figures: Mapping[str, Figure], codes: Sequence[str]) -> list[Figure]:
    """The figures of these measures, unknown ones too where at least one is known."""
    picked = [figures[code] for code in codes if code in figures and has_rows(figures[code])]
    return picked if any(figure.is_known for figure in picked) else []


def _totals(filings: Sequence[FiledGrids], codes: set[str]) -> list[tuple[FiledGrids, list[Figure]]]:
    """Figures of the diagnosis of some grids, filing by filing; filings that say nothing of them are left out."""
    totals = []
    for filing in filings:
        grids = [grid for grid in filing.grids if grid.code in codes]
        figures = [line.figures[0] for grid in grids for line in grid.lines]
        known = [figure for figure in figures if figure is not None]
        if known:
            totals.append((filing, known))
    return totals


def _unit_alerts(siren: str, filings: Sequence[FiledGrids]) -> dict[str, list[dict[str, Any]]]:
    """Alerts on the unit of what was filed, by quantity: they stand beside the numbers that they are about."""
    if not filings:
        return {}
    alerts = [alert for alert in alerts_of_territories([siren]) if alert.rule == "deposit_unit"]
    alert_views: dict[str, list[dict[str, Any]]] = {}
    for rule in group_by_rule(review_alerts(alerts)):
        for view in rule["alerts"]:
            alert_views.setdefault(view["raised"].measure.removeprefix("pcaet_"), []).append(view)
    return alert_views


def filings_page(siren: str) -> dict[str, object]:
    """The grids of each filing, with the cells that lack and the alerts."""
    alerts = [alert for alert in alerts_of_territories([siren]) if alert.source.startswith(FILING_PREFIX)]
    return {"filings": laid_out_filings(siren), "rules": group_by_rule(review_alerts(alerts))}
