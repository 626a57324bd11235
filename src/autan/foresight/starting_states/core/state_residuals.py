"""What energy and emissions do not explain of one another, sector by sector: shown, never hidden."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import batched

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.intervals import Interval, total_of
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.foresight.engine.core.axes import Carrier, CellState, Sector, Use
from autan.foresight.starting_states.core.sector_carriers import SectorCarrier
from autan.foresight.starting_states.core.state_inputs import StateInputs, derived_figure, rest_of_one
from autan.ground.wordings import Sentence

_DIRECT = {Carrier.GAS: "direct_factor_gas", Carrier.OIL: "direct_factor_heating_oil"}
REST = (Sector.OTHER_TRANSPORT, Sector.INDUSTRY)
"""Sectors of which what energy does not explain is emitted otherwise: processes, leaks."""
NOT_BY_ENERGY = (Sector.WASTE, Sector.ENERGY_BRANCH)
"""Sectors whose emissions are kept whole: they use no final energy in the accounts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateCell:
    """Energy of one sector, use and carrier. `figure`: how much, in MWh; its value is None when unknown."""

    sector: Sector
    use: Use
    carrier: Carrier
    state: CellState
    figure: Figure


def non_energy(
    inputs: StateInputs, emissions: Mapping[str, Figure], residual: Mapping[str, Figure]
) -> Iterator[tuple[str, Figure]]:
    """Emissions that no energy makes: waste, the energy branch, the rest of farming, what industry emits otherwise."""
    for sector in REST:
        left = residual.get(sector.value)
        if left is not None and left.value is not None:
            yield sector.value, _at_least_nothing(inputs, sector, left)
    for sector in NOT_BY_ENERGY:
        if sector.value in emissions:
            yield sector.value, emissions[sector.value]
    if Sector.AGRICULTURE.value in emissions:
        whole, key = emissions[Sector.AGRICULTURE.value], inputs.key("agriculture_energy_share")
        yield (
            Sector.AGRICULTURE.value,
            derived_figure(
                inputs,
                "agriculture-non-energy",
                label=Sentence("Émissions non énergétiques, agriculture"),
                compute=lambda emitted, share: emitted.times(rest_of_one(share)),
                unit=get_unit("tCO2e"),
                formula=Sentence("émissions × (1 − part de l’énergie)"),
                parts=(whole, key),
            ),
        )


def _at_least_nothing(inputs: StateInputs, sector: Sector, left: Figure) -> Figure:
    return derived_figure(
        inputs,
        f"{sector.value}-non-energy",
        label=Sentence("Émissions non énergétiques, {sector}", sector=sector.label),
        compute=lambda gap: gap.at_least(0.0),
        unit=get_unit("tCO2e"),
        formula=Sentence("ce que l’énergie n’explique pas, jamais moins que rien"),
        parts=(left,),
    )


def residual_emissions(
    inputs: StateInputs,
    carriers: tuple[SectorCarrier, ...],
    cells: tuple[StateCell, ...],
    emissions: Mapping[str, Figure],
) -> Iterator[tuple[str, Figure]]:
    """Observed emissions less those that the cells give by direct factors; unknown where a cell is."""
    using = {carrier.sector.value for carrier in carriers if carrier.carrier in _DIRECT}
    for code, observed in emissions.items():
        direct_cells = [cell for cell in cells if cell.sector.value == code and cell.carrier in _DIRECT]
        if code not in using and not direct_cells:
            continue
        computed = [(cell, inputs.key(_factor_of(cell))) for cell in direct_cells]
        share = inputs.key("agriculture_energy_share") if code == Sector.AGRICULTURE.value else None
        parts = [part for cell, key in computed for part in (cell.figure, key)]
        yield (
            code,
            derived_figure(
                inputs,
                f"{code}-residual",
                label=Sentence("Écart aux émissions observées, {sector}", sector=Sector(code).label),
                compute=_less_direct if share is None else _share_less_direct,
                unit=get_unit("tCO2e"),
                formula=Sentence("émissions observées − énergies × facteurs directs"),
                parts=(observed, *((share,) if share else ()), *parts),
            ),
        )


def _less_direct(emitted: Interval, *cells: Interval) -> Interval:
    """Emissions less energies times their factors, which come in pairs."""
    return emitted.minus(total_of([energy.times(factor) for energy, factor in batched(cells, 2)]))


def _share_less_direct(emitted: Interval, share: Interval, *cells: Interval) -> Interval:
    return _less_direct(emitted.times(share), *cells)


def _factor_of(cell: StateCell) -> str:
    is_road = cell.sector is Sector.ROAD_TRANSPORT and cell.carrier is Carrier.OIL
    return "direct_factor_road_fuel" if is_road else _DIRECT[cell.carrier]


def residual_energy(inputs: StateInputs, carriers: tuple[SectorCarrier, ...]) -> Iterator[tuple[str, Figure]]:
    """The whole of a sector, where a source tells it, less the sum of its carriers."""
    for sector in Sector:
        whole = inputs.known(f"rare_energy_{sector.value}_total")
        figures = [carrier.figure for carrier in carriers if carrier.sector is sector]
        if whole is None or not figures or any(figure.value is None for figure in figures):
            continue
        yield (
            sector.value,
            derived_figure(
                inputs,
                f"{sector.value}-residual-energy",
                label=Sentence("Écart à l’énergie observée, {sector}", sector=sector.label),
                compute=lambda all_carriers, *carriers: all_carriers.minus(total_of(carriers)),
                unit=get_unit("MWh"),
                formula=Sentence("total observé − somme des énergies"),
                parts=(whole, *figures),
                state=ValueState.ESTIMATED,
            ),
        )
