"""The starting state of one territory: its cells by use, its other emissions, and what is left over."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.intervals import total_of
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.foresight.engine.core.axes import SINKS, Carrier, CellState, Sector, Use
from autan.foresight.starting_states.core.counted_stocks import counted_stocks
from autan.foresight.starting_states.core.sector_carriers import SectorCarrier, sector_carriers
from autan.foresight.starting_states.core.state_inputs import StateInputs, derived_figure
from autan.foresight.starting_states.core.state_residuals import (
    NOT_BY_ENERGY,
    REST,
    StateCell,
    non_energy,
    residual_emissions,
    residual_energy,
)
from autan.ground.wordings import Sentence, Text
from autan.opendata.sources.core.pcaet_codes import RenewableSource

SOURCES = tuple(source.value for source in RenewableSource)
_FLUXES = {
    "forest": "forest",
    "cropland": "cropland",
    "grassland": "grassland",
    "wetland": "wetland",
    "artificial_land": "artificial_soils",
    "wood_products": "wood_products",
}
"""Sinks, and how the measures of the observatory that tell them end."""
_REGISTER = {"solar_pv": "solar_pv", "onshore_wind": "wind", "hydro": "hydro"}
_REGISTER |= {"biogas_electricity": "bioenergy"}
"""Renewable sources that the register of plants tells, and how its measures end."""
_HOMES_USES = (Use.HOT_WATER, Use.COOKING)

_NO_NETWORK = Sentence(
    "L’enquête nationale sur les réseaux de chaleur n’en liste aucun ici ; s’il y en a un, donnez sa valeur."
)
_OLD_EMISSIONS = Sentence(
    "Émissions qui ne viennent pas de l’énergie : de {years}, aucune source plus récente ; ce n’est pas {year}."
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TerritoryState:
    """The starting state of one territory; two are the same when they are one object, so that one keys a cache.

    Attributes:
        emissions: emissions observed, by sector; what is unknown is absent.
        non_energy: emissions that do not come from energy, by sector; unknown where its value is None.
        residual_tco2e: observed emissions less those of the cells by direct factors, by sector.
        residual_mwh: observed energy of a sector less the sum of its carriers, where a source tells the whole.
        sinks: carbon that leaves soils, forests and wood in a year, by sink; negative where it is taken in.
        stocks: carbon that they hold, by sink, negative too.
        pivots: population, dwellings and other quantities, by code.
    """

    siren: str
    year: int
    carriers: tuple[SectorCarrier, ...]
    cells: tuple[StateCell, ...]
    emissions: Mapping[str, Figure]
    non_energy: Mapping[str, Figure]
    residual_tco2e: Mapping[str, Figure]
    residual_mwh: Mapping[str, Figure]
    production: Mapping[str, Figure]
    sinks: Mapping[str, Figure]
    pivots: Mapping[str, Figure]
    stocks: Mapping[str, Figure] = field(default_factory=dict)
    cautions: tuple[Text, ...] = ()

    @property
    def complete_sectors(self) -> tuple[str, ...]:
        """Sectors that use energy and of which every cell and the other emissions are known."""
        missing = {cell.sector.value for cell in self.cells if cell.state is CellState.UNKNOWN}
        missing |= {code for code, figure in self.non_energy.items() if figure.value is None}
        values = {cell.sector.value for cell in self.cells}
        values -= {sector.value for sector in REST if sector.value not in self.non_energy}
        values |= {sector.value for sector in NOT_BY_ENERGY if sector.value in self.non_energy}
        return tuple(sector.value for sector in Sector if sector.value in values - missing)

    @property
    def figures(self) -> Iterator[Figure]:
        """Every figure of the state; one that stands at two places comes twice."""
        yield from (cell.figure for cell in self.cells)
        yield from (carrier.figure for carrier in self.carriers)
        groups = (self.emissions, self.non_energy, self.residual_tco2e, self.residual_mwh, self.production, self.sinks)
        for group in (*groups, self.pivots, self.stocks):
            yield from group.values()


def territory_state(inputs: StateInputs) -> TerritoryState:
    """Make the starting state of a territory from what is known of it."""
    rows = sector_carriers(inputs)
    cells = tuple(_with_own(inputs, [cell for row in rows for cell in _by_use(inputs, row)]))
    carriers = tuple(_with_own_sums(inputs, rows, cells))
    emissions = _emissions(inputs)
    residual = dict(residual_emissions(inputs, carriers, cells, emissions))
    return TerritoryState(
        siren=inputs.place,
        year=inputs.year,
        carriers=carriers,
        cells=cells,
        emissions=emissions,
        non_energy=dict(non_energy(inputs, emissions, residual)),
        residual_tco2e=residual,
        residual_mwh=dict(residual_energy(inputs, carriers)),
        production=dict(_production(inputs)) | _own_quantities(inputs, "production"),
        sinks=dict(_sinks(inputs)) | _own_quantities(inputs, "sink"),
        pivots=dict(counted_stocks(inputs)) | _own_quantities(inputs, "pivot"),
        stocks=inputs.land_stocks,
        cautions=_cautions(inputs),
    )


def _own_quantities(inputs: StateInputs, kind: str) -> dict[str, Figure]:
    """Quantities of a kind that the territory gave."""
    return dict(inputs.own_rows.get(kind, {}))


def _emissions(inputs: StateInputs) -> dict[str, Figure]:
    """Observed emissions by sector; what the territory gave comes first."""
    own = _own_quantities(inputs, "emissions")
    figures = {sector.value: own.get(sector.value) or inputs.known(f"ghg_{sector.value}") for sector in Sector}
    return {code: figure for code, figure in figures.items() if figure is not None}


def _by_use(inputs: StateInputs, sector_carrier: SectorCarrier) -> Iterator[StateCell]:
    shares = _shares(inputs, sector_carrier)
    if sector_carrier.figure.value is None or len(shares) == 1:
        use = next(iter(shares))
        yield StateCell(
            sector=sector_carrier.sector,
            use=use,
            carrier=sector_carrier.carrier,
            state=sector_carrier.state,
            figure=sector_carrier.figure,
        )
        return
    state = (
        max(sector_carrier.state, CellState.ESTIMATED)
        if sector_carrier.state is not CellState.OWN
        else CellState.ESTIMATED
    )
    for use, (share, keys) in shares.items():
        yield StateCell(
            sector=sector_carrier.sector,
            use=use,
            carrier=sector_carrier.carrier,
            state=state,
            figure=_part(inputs, sector_carrier, use, share, keys, state),
        )


def _part(
    inputs: StateInputs,
    sector_carrier: SectorCarrier,
    use: Use,
    share: float,
    keys: tuple[Figure, ...],
    state: CellState,
) -> Figure:
    whole = sector_carrier.figure
    return derived_figure(
        inputs,
        f"{sector_carrier.sector.value}-{use.value}-{sector_carrier.carrier.value}",
        label=_part_label(sector_carrier.carrier, use, sector_carrier.sector),
        compute=lambda carrier, *_keys: carrier.times(share),
        unit=get_unit("MWh"),
        formula=Sentence("{whole} × part de l’usage ({share:.3f})", whole=whole.label, share=share),
        parts=(whole, *keys),
        state=state.value_state,
    )


@cache
def _part_label(carrier: Carrier, use: Use, sector: Sector) -> Text:
    fr, en = (
        f"{carrier.label.in_language(code)}, {use.label.in_language(code)} ({sector.label.in_language(code)})"
        for code in ("fr", "en")
    )
    return Text(fr, en)


type _Shares = dict[Use, tuple[float, tuple[Figure, ...]]]


def _shares(inputs: StateInputs, sector_carrier: SectorCarrier) -> _Shares:
    """Part of each use of a carrier in a sector, with the keys that it comes from; the parts add up to 1."""
    if sector_carrier.sector is Sector.RESIDENTIAL:
        return _of_homes(inputs, sector_carrier.carrier)
    if sector_carrier.sector is Sector.ROAD_TRANSPORT:
        key = inputs.key("road_freight_share")
        freight = key.value or 0.0
        return {Use.PASSENGERS: (1 - freight, (key,)), Use.FREIGHT: (freight, (key,))}
    if sector_carrier.sector is Sector.TERTIARY and sector_carrier.carrier is not Carrier.ELECTRICITY:
        key = inputs.key("tertiary_heating_share")
        heating = key.value or 0.0
        return {Use.HEATING: (heating, (key,)), Use.OTHER: (1 - heating, (key,))}
    return {Use.OTHER: (1.0, ())}


def _of_homes(inputs: StateInputs, carrier: Carrier) -> _Shares:
    """Heating is what other uses leave; for electricity, it has a key of its own and the rest is other uses."""
    by_code = inputs.assumptions.by_code
    keys = {use: inputs.key(code) for use in _HOMES_USES if (code := f"homes_{carrier.value}_{use.value}") in by_code}
    heating = inputs.key(f"homes_{carrier.value}_heating")
    shares: _Shares = {use: (key.value or 0.0, (key,)) for use, key in keys.items()}
    allotted = sum(share for share, _ in shares.values())
    if carrier is Carrier.ELECTRICITY:
        amount = heating.value or 0.0
        return {
            Use.HEATING: (amount, (heating,)),
            **shares,
            Use.OTHER: (1 - amount - allotted, (heating, *keys.values())),
        }
    return {Use.HEATING: (1 - allotted, (heating, *keys.values())), **shares}


def _with_own(inputs: StateInputs, cells: list[StateCell]) -> Iterator[StateCell]:
    """Put the cells that the territory gave in the place of those that were found, and add those that were not."""
    left = dict(inputs.own)
    for cell in cells:
        own = left.pop((cell.sector.value, cell.use.value, cell.carrier.value), None)
        is_replaced = own is None and cell.state is CellState.UNKNOWN and _has_own(inputs, cell)
        if own is not None:
            yield StateCell(sector=cell.sector, use=cell.use, carrier=cell.carrier, state=CellState.OWN, figure=own)
        elif not is_replaced:
            yield cell
    for (sector, use, carrier), figure in left.items():
        yield StateCell(
            sector=Sector(sector), use=Use(use), carrier=Carrier(carrier), state=CellState.OWN, figure=figure
        )


def _with_own_sums(
    inputs: StateInputs, rows: tuple[SectorCarrier, ...], cells: tuple[StateCell, ...]
) -> Iterator[SectorCarrier]:
    """Carriers by sector, summed again over their uses where the territory gave one of them."""
    own_pairs = dict.fromkeys((cell.sector, cell.carrier) for cell in cells if cell.state is CellState.OWN)
    yield from (row for row in rows if (row.sector, row.carrier) not in own_pairs)
    for sector, carrier in own_pairs:
        pair_cells = [cell for cell in cells if (cell.sector, cell.carrier) == (sector, carrier)]
        yield SectorCarrier(sector=sector, carrier=carrier, state=CellState.OWN, figure=_own_sum(inputs, pair_cells))


def _own_sum(inputs: StateInputs, state_cells: list[StateCell]) -> Figure:
    if len(state_cells) == 1:
        return state_cells[0].figure
    sector, carrier = state_cells[0].sector, state_cells[0].carrier
    return derived_figure(
        inputs,
        f"{sector.value}-{carrier.value}",
        label=Sentence.joined(", ", (carrier.label, sector.label)),
        compute=lambda *uses: total_of(uses),
        unit=get_unit("MWh"),
        formula=Sentence("somme des usages"),
        parts=tuple(cell.figure for cell in state_cells),
        state=ValueState.OBSERVED,
    )


def _has_own(inputs: StateInputs, cell: StateCell) -> bool:
    """Say whether the territory gave another use of a carrier that no source gives."""
    return any((sector, carrier) == (cell.sector.value, cell.carrier.value) for sector, _, carrier in inputs.own)


def _production(inputs: StateInputs) -> Iterator[tuple[str, Figure]]:
    for source, measure in _REGISTER.items():
        figure = inputs.known(f"production_{measure}")
        if figure is not None:
            yield source, figure


def _sinks(inputs: StateInputs) -> Iterator[tuple[str, Figure]]:
    """Yield the carbon flow of each sink; a measure of the territory comes before the national table."""
    for sink in SINKS:
        measure = inputs.known(f"carbon_flux_{_FLUXES[sink]}") if sink in _FLUXES else None
        figure = measure or inputs.land_flows.get(sink)
        if figure is not None:
            yield sink, figure


def _cautions(inputs: StateInputs) -> tuple[Text, ...]:
    """Return the cautions on the whole state."""
    cautions = () if inputs.heat is not None else (_NO_NETWORK,)
    observed = (inputs.known(f"ghg_{sector.value}") for sector in Sector)
    years = sorted({figure.period.label for figure in observed if figure} - {str(inputs.year)})
    if not years:
        return cautions
    fields = {"years": ", ".join(years), "year": inputs.year}
    return (*cautions, Text(_OLD_EMISSIONS.fr.format(**fields), _OLD_EMISSIONS.en.format(**fields)))
