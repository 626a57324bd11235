"""What the energy page of a territory asks: values side by side, and sources side by side, each with the gap."""

from collections.abc import Mapping

from autan.evidence.core.figures import Figure
from autan.evidence.core.texts import Text
from autan.observatory.core.accounts import figure_id
from autan.observatory.core.catalogue import BASE_MEASURES
from autan.observatory.core.codes import Accounting, ProductionSource, Sector
from autan.observatory.core.comparison import Comparison, SourceOffer, compare_sources
from autan.observatory.core.composition import has_rows
from autan.observatory.core.own_values import HeldValue, SideBySide, own_figure
from autan.observatory.core.pcaet_codes import DIAGNOSIS, Quantity, RenewableSource
from autan.observatory.core.pcaet_grid import cell_figure, line_labels, total_figure
from autan.observatory.perimeter import current_perimeter
from autan.observatory.queries.deposits import Filing, filed_quantities, filings_of
from autan.observatory.queries.figures import figures_by_measure, lake_state, provider_figures
from autan.observatory.queries.own_values import current_holdings


def values_side_by_side(siren: str) -> list[SideBySide]:
    """Base measures with rows or with an own value, in the order of the catalogue. Two queries."""
    providers, used = provider_figures(siren), figures_by_measure(siren)
    held: dict[str, list[HeldValue]] = {}
    for value in current_holdings().get(siren, ()):
        held.setdefault(value.record.measure, []).append(value)
    found: list[SideBySide] = []
    for code in BASE_MEASURES:
        provider = providers.get(code)
        beside = [_beside(siren, value, provider, used.get(code)) for value in held.get(code, ())]
        found += beside
        is_alone = provider is not None and has_rows(provider) and all(item.provider is None for item in beside)
        if is_alone:
            found.append(SideBySide(measure=code, provider=provider, used=used.get(code)))
    return found


def value_side_by_side(siren: str, measure: str) -> list[SideBySide]:
    """The same for one measure: the provider's latest date, and every date that the territory has a value for."""
    return [item for item in values_side_by_side(siren) if item.measure == measure]


def _beside(siren: str, held: HeldValue, provider: Figure | None, used: Figure | None) -> SideBySide:
    code, place = held.record.measure, current_perimeter().place(siren)
    is_same = provider is not None and provider.id == figure_id(siren, code, held.record.date)
    return SideBySide(
        measure=code,
        provider=provider if is_same else None,
        own=own_figure(BASE_MEASURES[code], place, held, provider if is_same else None),
        held=held,
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


def told_sources(figures: Mapping[str, Figure]) -> set[str]:
    """Sources that tell something of a territory, under the names that `absences` gives them.

    Args:
        figures: its figures by measure.
    """
    found = {snapshot.card.source for snapshot in lake_state()} - set(_TOLD_BY)
    found |= {source for source, words in _TOLD_BY.items() if _has_any(figures, words)}
    if Quantity.POLLUTANT.value in filed_quantities():
        found.add("pcaet-pollutants")
    return found


def credit_of(source: str) -> Text:
    """Producer, title and date of the last edition of a source; its name when the lake holds none."""
    cards = [snapshot.card for snapshot in lake_state() if snapshot.card.source == source]
    return cards[-1].credit if cards else Text(source, source)


_HOMES = "electricity_residential"
_SAME_SOURCES = {
    ProductionSource.WIND: RenewableSource.ONSHORE_WIND,
    ProductionSource.SOLAR_PV: RenewableSource.SOLAR_PV,
    ProductionSource.HYDRO: RenewableSource.HYDRO,
    ProductionSource.GEOTHERMAL: RenewableSource.GEOTHERMAL_ELECTRICITY,
}
"""Sources that the register and the filings tell alike; bioenergy is cut otherwise and is left out."""
_INJECTED = Text(
    "électricité injectée sur le réseau en douze mois, autoconsommation exclue",
    "electricity fed into the grid in twelve months, own use excluded",
)
_FILED = Text("production déclarée par la collectivité au diagnostic", "production declared by the authority")


def emission_comparison(siren: str) -> Comparison | None:
    """Greenhouse gases by sector: the inventory, then each filing; None with fewer than two sources."""
    figures = provider_figures(siren)
    parts = {sector.value: figures[f"ghg_{sector.value}"] for sector in Sector if _has(figures, f"ghg_{sector.value}")}
    offers = [_inventory(parts, figures)] if parts else []
    offers += [_regional_offer(figures, accounting) for accounting in Accounting]
    offers += [_filing_offer(filing, Quantity.GHG) for filing in filings_of(siren)]
    labels = {sector.value: sector.label for sector in Sector}
    return _compare(
        offers,
        labels,
        "ghg",
        Text("Émissions de gaz à effet de serre par secteur", "Greenhouse gas emissions by sector"),
    )


def energy_comparison(siren: str) -> Comparison | None:
    """Final energy by sector in the filings of the authority; None with fewer than two."""
    offers = [_filing_offer(filing, Quantity.ENERGY) for filing in filings_of(siren)]
    title = Text("Consommation d’énergie finale par secteur", "Final energy consumption by sector")
    return _compare(offers, line_labels(Quantity.ENERGY), "energy", title)


def homes_comparison(siren: str) -> Comparison | None:
    """Electricity of homes in the two files of the network operators; None with fewer than two."""
    figures = provider_figures(siren)
    offers = [
        SourceOffer(
            code=code,
            title=_edition_title(figures[measure], code),
            method=Text("livraisons des gestionnaires de réseau", "deliveries of the network operators"),
            figures={_HOMES: figures[measure]},
        )
        for code, measure in (("ore-communes", _HOMES), ("ore-homes-epci", f"{_HOMES}_second_source"))
        if _has(figures, measure)
    ]
    label = BASE_MEASURES[_HOMES].label
    return _compare(offers, {_HOMES: label}, "homes", label)


def renewable_comparison(siren: str) -> Comparison | None:
    """Renewable electricity by source: the register of plants, then each filing; None with fewer than two."""
    figures = provider_figures(siren)
    codes = {source.value: f"production_{source.value}" for source in _SAME_SOURCES}
    registered = {code: figures[measure] for code, measure in codes.items() if _has(figures, measure)}
    offers = []
    if registered:
        first = next(iter(registered.values()))
        title = _edition_title(first, "odre-register")
        offers.append(SourceOffer(code="odre-register", title=title, method=_INJECTED, figures=registered))
    names = {RenewableSource(theirs).value: ours.value for ours, theirs in _SAME_SOURCES.items()}
    offers += [_filing_offer(filing, Quantity.RENEWABLE_PRODUCTION, names) for filing in filings_of(siren)]
    labels = {source.value: source.label for source in _SAME_SOURCES}
    title = Text("Électricité renouvelable par filière", "Renewable electricity by source")
    return _compare(offers, labels, "renewable", title)


def _compare(offers: list[SourceOffer], parts: Mapping[str, Text], code: str, title: Text) -> Comparison | None:
    held = [offer for offer in offers if any(figure.is_known for figure in offer.figures.values())]
    return compare_sources(held, parts, code=code, title=title) if len(held) > 1 else None


def _has(figures: Mapping[str, Figure], code: str) -> bool:
    return code in figures and has_rows(figures[code])


def _inventory(parts: Mapping[str, Figure], figures: Mapping[str, Figure]) -> SourceOffer:
    title = _edition_title(next(iter(parts.values())), "igt-ghg")
    whole = figures.get("ghg_total")
    return SourceOffer(code="igt-ghg", title=title, method=Accounting.CADASTRAL.label, figures=dict(parts), whole=whole)


def _regional_offer(figures: Mapping[str, Figure], accounting: Accounting) -> SourceOffer:
    """What the regional observatory says by sector, in one accounting; without figures where it is not at hand."""
    codes = {sector.value: f"rare_ghg_{accounting.value}_{sector.value}" for sector in Sector}
    found = {sector: figures[code] for sector, code in codes.items() if _has(figures, code)}
    first = next(iter(found.values()), None)
    title = _edition_title(first, "rare-epci") if first else Text("rare-epci", "rare-epci")
    whole = figures.get(f"rare_ghg_{accounting.value}_total")
    return SourceOffer(
        code=f"rare-{accounting.value}", title=title, method=accounting.label, figures=found, whole=whole
    )


def _filing_offer(filing: Filing, quantity: Quantity, names: Mapping[str, str] | None = None) -> SourceOffer:
    """What a filing says in its diagnosis, under our names of the parts."""
    deposit, cells = filing.deposit, filing.cells_of(quantity, DIAGNOSIS)
    figures = {
        (names or {}).get(item, item): cell_figure(deposit, cell)
        for item, cell in cells.items()
        if names is None or item in names
    }
    years = {cell.year for cell in cells.values() if cell.year}
    year = f", {years.pop()}" if len(years) == 1 else ""
    whole = total_figure(deposit, [cells.get(line) for line in line_labels(quantity)]) if names is None else None
    is_ghg = quantity is Quantity.GHG
    return SourceOffer(
        code=f"pcaet-{deposit.id}",
        title=Text(f"PCAET déposé, démarche {deposit.id}{year}", f"Climate plan filed, approach {deposit.id}{year}"),
        method=Accounting.REGULATORY.label if is_ghg else _FILED,
        figures=figures,
        whole=whole,
    )


def _edition_title(figure: Figure, source: str) -> Text:
    """Producer and date of the source of a figure."""
    cards = [snapshot.card for snapshot in lake_state() if snapshot.card.source == source]
    producer = cards[-1].producer if cards else source
    when = figure.period.words()
    return Text(f"{producer}, {when.fr}", f"{producer}, {when.en}")
