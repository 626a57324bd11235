"""Values of a territory and of the providers side by side, and sources side by side, each with the gap."""

from collections.abc import Mapping

from autan.evidence.figures.core.figures import Figure
from autan.ground.wordings import Text
from autan.opendata.measures.core.addresses import MeasureAddress
from autan.opendata.measures.core.catalogue import BASE_MEASURES
from autan.opendata.measures.core.pcaet_grid import cell_figure, line_labels, total_figure
from autan.opendata.measures.queries.editions import lake_state
from autan.opendata.measures.queries.filings import FilingContent, distinct_filings, filed_quantities
from autan.opendata.measures.queries.perimeter import current_perimeter
from autan.opendata.observatory.core.energy_table import ComparedSource, SourceComparison, compare_sources
from autan.opendata.observatory.core.own_values import HeldValue, ValueComparison, own_figure
from autan.opendata.observatory.core.sums import has_rows
from autan.opendata.observatory.queries.figures import figures_by_measure, provider_figures
from autan.opendata.observatory.queries.own_values import current_holdings
from autan.opendata.sources.core.codes import Accounting, ProductionSource, Sector
from autan.opendata.sources.core.pcaet_codes import DIAGNOSIS, Quantity, RenewableSource


def values_side_by_side(siren: str) -> list[ValueComparison]:
    """Base measures with rows or with an own value, in the order of the catalogue. Two queries."""
    providers, used = provider_figures(siren), figures_by_measure(siren)
    values: dict[str, list[HeldValue]] = {}
    for value in current_holdings().get(siren, ()):
        values.setdefault(value.record.measure, []).append(value)
    comparisons: list[ValueComparison] = []
    for code in BASE_MEASURES:
        provider = providers.get(code)
        beside = [_compare_value(siren, value, provider, used.get(code)) for value in values.get(code, ())]
        comparisons += beside
        is_alone = provider is not None and has_rows(provider) and all(item.provider is None for item in beside)
        if is_alone:
            comparisons.append(ValueComparison(measure=code, provider=provider, used=used.get(code)))
    return comparisons


def value_side_by_side(siren: str, measure: str) -> list[ValueComparison]:
    """Return the values of a measure: the provider's last date, and every date that the territory has a value for."""
    return [item for item in values_side_by_side(siren) if item.measure == measure]


def _compare_value(siren: str, value: HeldValue, provider: Figure | None, used: Figure | None) -> ValueComparison:
    code, place = value.record.measure, current_perimeter().place(siren)
    is_same = provider is not None and provider.id == str(MeasureAddress(siren, code, value.record.date))
    return ValueComparison(
        measure=code,
        provider=provider if is_same else None,
        own=own_figure(BASE_MEASURES[code], place, value, provider if is_same else None),
        held=value,
        used=used if is_same else None,
    )


_POPLARS = "carbon_flux_forest_poplar"
_TOLD_BY = {
    "sdes-energy-epci": ("sdes_",),
    "rare-epci": ("rare_",),
    "aldo": ("carbon_flux_total", "carbon_flux_forest"),
}
"""Sources that may be in the lake without a row for a territory, and how the measures that they tell begin.

Poplar plantations alone do not tell the carbon of forests and soils.
"""


def _has_any(figures: Mapping[str, Figure], words: tuple[str, ...]) -> bool:
    return any(code.startswith(words) and code != _POPLARS and has_rows(figure) for code, figure in figures.items())


def sources_with_data(figures: Mapping[str, Figure]) -> set[str]:
    """Sources that tell something of a territory, under the names that `absences` gives them."""
    sources = {snapshot.card.source for snapshot in lake_state()} - set(_TOLD_BY)
    sources |= {source for source, words in _TOLD_BY.items() if _has_any(figures, words)}
    if Quantity.POLLUTANT.value in filed_quantities():
        sources.add("pcaet-pollutants")
    return sources


_HOMES = "electricity_residential"
_SAME_SOURCES = {
    ProductionSource.WIND: RenewableSource.ONSHORE_WIND,
    ProductionSource.SOLAR_PV: RenewableSource.SOLAR_PV,
    ProductionSource.HYDRO: RenewableSource.HYDRO,
    ProductionSource.GEOTHERMAL: RenewableSource.GEOTHERMAL_ELECTRICITY,
}
"""Sources that the register and the filings tell alike; bioenergy is cut otherwise and is left out."""


def emission_comparison(siren: str) -> SourceComparison | None:
    """Greenhouse gases by sector: inventory, regional observatory, then each filing; None with fewer than two."""
    figures = provider_figures(siren)
    sources = [_by_sector("igt-ghg", "ghg", Accounting.CADASTRAL, figures)]
    sources += [_by_sector("rare-epci", f"rare_ghg_{kind.value}", kind, figures) for kind in Accounting]
    sources += [_filing_source(content, Quantity.GHG) for content in distinct_filings(siren)]
    return _compare(sources, {sector.value: sector.label for sector in Sector}, "ghg")


def energy_comparison(siren: str) -> SourceComparison | None:
    """Final energy by sector in the filings of the authority; None with fewer than two."""
    sources = [_filing_source(content, Quantity.ENERGY) for content in distinct_filings(siren)]
    return _compare(sources, line_labels(Quantity.ENERGY), "energy")


def homes_comparison(siren: str) -> SourceComparison | None:
    """Electricity of homes in the two files of the network operators; None with fewer than two."""
    figures = provider_figures(siren)
    measures = {"ore-communes": _HOMES, "ore-homes-epci": f"{_HOMES}_second_source"}
    sources = [
        ComparedSource(source=source, figures={_HOMES: figures[measure]})
        for source, measure in measures.items()
        if _has(figures, measure)
    ]
    return _compare(sources, {_HOMES: BASE_MEASURES[_HOMES].label}, "homes")


def renewable_comparison(siren: str) -> SourceComparison | None:
    """Renewable electricity by source: the register of plants, then each filing; None with fewer than two."""
    figures = provider_figures(siren)
    codes = {source.value: f"production_{source.value}" for source in _SAME_SOURCES}
    registered = {code: figures[measure] for code, measure in codes.items() if _has(figures, measure)}
    names = {theirs.value: ours.value for ours, theirs in _SAME_SOURCES.items()}
    sources = [ComparedSource(source="odre-register", figures=registered)]
    sources += [_filing_source(content, Quantity.RENEWABLE_PRODUCTION, names) for content in distinct_filings(siren)]
    return _compare(sources, {source.value: source.label for source in _SAME_SOURCES}, "renewable")


def _compare(sources: list[ComparedSource], parts: Mapping[str, Text], code: str) -> SourceComparison | None:
    with_data = [source for source in sources if any(figure.is_known for figure in source.figures.values())]
    return compare_sources(with_data, parts, code=code) if len(with_data) > 1 else None


def _has(figures: Mapping[str, Figure], code: str) -> bool:
    return code in figures and has_rows(figures[code])


def _by_sector(source: str, word: str, accounting: Accounting, figures: Mapping[str, Figure]) -> ComparedSource:
    """What a source says by sector, in one accounting; without figures where it is not at hand."""
    codes = {sector.value: f"{word}_{sector.value}" for sector in Sector}
    parts = {sector: figures[code] for sector, code in codes.items() if _has(figures, code)}
    return ComparedSource(source=source, figures=parts, whole=figures.get(f"{word}_total"), accounting=accounting)


def _filing_source(
    content: FilingContent, quantity: Quantity, names: Mapping[str, str] | None = None
) -> ComparedSource:
    """What a filing says in its diagnosis, under our names of the parts."""
    filing, cells = content.filing, content.cells_of(quantity, DIAGNOSIS)
    figures = {
        (names or {}).get(item, item): cell_figure(filing, cell)
        for item, cell in cells.items()
        if names is None or item in names
    }
    return ComparedSource(
        source=filing.source,
        figures=figures,
        whole=total_figure(filing, [cells.get(line) for line in line_labels(quantity)]) if names is None else None,
        accounting=Accounting.REGULATORY if quantity is Quantity.GHG else None,
        filing=filing.id,
        twins=filing.twins,
    )
