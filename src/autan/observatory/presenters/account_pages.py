"""What the energy pages of a territory show: figures, tables and charts put together once for each page."""

from collections.abc import Mapping, Sequence

from django.utils.translation import get_language

from autan.evidence.core.figures import Figure
from autan.evidence.core.notation import format_exactly
from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.journal.actions import SYSTEM_NAME
from autan.observatory.charts import territory_charts
from autan.observatory.core.catalogue import BASE_MEASURES
from autan.observatory.core.composition import has_rows
from autan.observatory.core.energy_measures import CARBON_COMPARTMENTS, CLIMATE_TERMS, PRICE_MEASURES
from autan.observatory.core.energy_table import energy_tables
from autan.observatory.core.pcaet_codes import Pollutant, Quantity
from autan.observatory.models import OwnValue
from autan.observatory.presenters.accounts import (
    Absence,
    ComparisonView,
    absences,
    group_lines,
    history_line,
    say_date,
    view_comparison,
    view_line,
)
from autan.observatory.presenters.doubts import DoubtView, group_by_rule, view_doubt
from autan.observatory.queries.accounts import (
    credit_of,
    emission_comparison,
    energy_comparison,
    homes_comparison,
    renewable_comparison,
    told_sources,
    value_side_by_side,
    values_side_by_side,
)
from autan.observatory.queries.deposits import LaidOutFiling, laid_out_filings
from autan.observatory.queries.figures import figures_by_measure, prices_used
from autan.observatory.queries.indicators import indicators_of, is_about_poverty
from autan.observatory.queries.own_values import choice_history, own_value_history
from autan.observatory.queries.quality import doubts_of_territories, judge_doubts
from autan.observatory.queries.trends import Trend, corrected_values, trends_of

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
FILING_PREFIX = "pcaet-"


def accounts_page(siren: str, *, base: str = "") -> dict[str, object]:
    """Everything that the energy page of a territory shows."""
    figures = figures_by_measure(siren)
    charts = {chart.id.partition("-")[2]: chart for chart in territory_charts(siren)}
    filings, indicators, trends = laid_out_filings(siren), indicators_of(siren), trends_of(siren, base)
    return {
        "ratios": _pick(figures, _RATIOS),
        "energy_tables": [(table, credit_of(table.source)) for table in energy_tables(figures)],
        "comparisons": _comparisons(siren),
        "emission_chart": charts.get("ghg-by-sector"),
        "production_chart": charts.get("production-by-source"),
        "label_chart": charts.get("energy-labels"),
        "emissions": _pick(figures, ("ghg_total", "ghg_international_transport")),
        "production": _pick(figures, _PRODUCTION),
        "carbon": _pick(figures, _CARBON),
        "bill": _pick(figures, _BILL),
        "housing": _pick(figures, _HOUSING),
        "filings": filings,
        "filed_energy": _totals(filings, {Quantity.ENERGY.value}),
        "unit_doubts": _unit_doubts(siren, filings),
        "sequestration": _totals(filings, {Quantity.SEQUESTRATION.value}),
        "pollutants": _totals(filings, {f"{Quantity.POLLUTANT.value}-{p.value}" for p in Pollutant}),
        "trends": trends,
        "bases": _bases(trends, base),
        "corrected": corrected_values(siren),
        "climate_terms": CLIMATE_TERMS,
        "prices": prices_used(siren),
        "price_measures": PRICE_MEASURES,
        "groups": group_lines(siren, values_side_by_side(siren)),
        "poverty": [figure for figure in indicators if is_about_poverty(figure)],
        "indicators": [figure for figure in indicators if not is_about_poverty(figure)],
        "absences": absences_of(figures, indicators),
    }


def absences_of(figures: Mapping[str, Figure], indicators: Sequence[Figure]) -> list[Absence]:
    """What no source at hand tells of a territory, from its figures and its indicators."""
    told = told_sources(figures)
    return absences(told | {"poverty"} if any(map(is_about_poverty, indicators)) else told)


def _bases(trends: Sequence[Trend], base: str) -> list[tuple[str, str, bool]]:
    """The dates that may be the base of the indices: each, in words, and whether it is the one asked for."""
    language = get_language() or "fr"
    dates = sorted({point.figure.id.split(".")[3] for trend in trends for point in trend.points})
    return [(date, say_date(date, language), date == base) for date in dates]


def _comparisons(siren: str) -> dict[str, ComparisonView]:
    found = (
        view_comparison(compare(siren))
        for compare in (homes_comparison, energy_comparison, emission_comparison, renewable_comparison)
    )
    return {view.code: view for view in found if view is not None}


def _pick(figures: Mapping[str, Figure], codes: Sequence[str]) -> list[Figure]:
    """The figures of these measures, unknown ones too where at least one is known."""
    held = [figures[code] for code in codes if code in figures and has_rows(figures[code])]
    return held if any(figure.is_known for figure in held) else []


def _totals(filings: Sequence[LaidOutFiling], codes: set[str]) -> list[tuple[LaidOutFiling, list[Figure]]]:
    """Figures of the diagnosis of some grids, filing by filing; filings that say nothing of them are left out."""
    found = []
    for filing in filings:
        grids = [grid for grid in filing.grids if grid.code in codes]
        held = [line.figures[0] for grid in grids for line in grid.lines]
        known = [figure for figure in held if figure is not None]
        if known:
            found.append((filing, known))
    return found


def _unit_doubts(siren: str, filings: Sequence[LaidOutFiling]) -> dict[str, list[DoubtView]]:
    """Doubts on the unit of what was filed, by quantity: they stand beside the numbers that they are about."""
    if not filings:
        return {}
    judged = judge_doubts([doubt for doubt in doubts_of_territories([siren]) if doubt.rule == "deposit_unit"])
    found: dict[str, list[DoubtView]] = {}
    for item in judged:
        found.setdefault(item.doubt.measure.removeprefix("pcaet_"), []).append(view_doubt(item)[1])
    return found


def filings_page(siren: str) -> dict[str, object]:
    """The grids of each filing, with the cells that lack and the doubts."""
    doubts = [doubt for doubt in doubts_of_territories([siren]) if doubt.source.startswith(FILING_PREFIX)]
    return {"filings": laid_out_filings(siren), "rules": group_by_rule(judge_doubts(doubts))}


def own_value_page(siren: str, measure: str) -> dict[str, object]:
    """One measure of a territory with both values and everything that was written about it."""
    values = value_side_by_side(siren, measure)
    provider = next((value.provider for value in values if value.provider), None)
    return {
        "measure": measure,
        "label": BASE_MEASURES[measure].label,
        "values": [(value, view_line(siren, value)) for value in values],
        "date": provider.id.split(".")[3] if provider else "",
        "history": _history(siren, measure),
    }


def _given_words(row: OwnValue) -> Text:
    symbol = get_unit(row.given_unit).symbol
    fr, en = (format_exactly(row.given_value, language=language) for language in ("fr", "en"))
    return Text(
        f"Valeur donnée pour {row.date}\u00a0: {fr}\u00a0{symbol.fr}".rstrip(),
        f"Value given for {row.date}: {en}\u00a0{symbol.en}".rstrip(),
    )


def _history(siren: str, measure: str) -> list[object]:
    given = [
        (
            row.at,
            history_line(
                _given_words(row),
                by=row.by.name if row.by else SYSTEM_NAME,
                at=row.at,
                reason=row.reason,
                document=row.document,
            ),
        )
        for row in own_value_history(siren)
        if row.measure == measure
    ]
    own, provider = Text("valeur propre", "own value"), Text("valeur du fournisseur", "provider’s value")
    chosen = [
        (
            row.at,
            history_line(
                Text(
                    f"Choix pour {row.date} : {(own if row.own_value_id else provider).fr}",
                    f"Choice for {row.date}: {(own if row.own_value_id else provider).en}",
                ),
                by=row.by.name if row.by else SYSTEM_NAME,
                at=row.at,
                reason=row.reason,
            ),
        )
        for row in choice_history(siren)
        if row.measure == measure
    ]
    return [line for _at, line in sorted([*given, *chosen], key=lambda item: item[0], reverse=True)]
