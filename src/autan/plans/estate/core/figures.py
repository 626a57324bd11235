"""What an estate consumes and costs, as figures: what one asset does not tell makes a lower bound, never a zero."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.amounts import amount_within, unknown_amount
from autan.evidence.figures.core.arithmetic import divide_figures
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.intervals import NON_NEGATIVE, Interval, total_of
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text
from autan.plans.estate.core.assets import ESTATE, AssetKind, EnergyCarrier, EnergyUse, EstateAsset, Inventory

ENERGY, COST, PER_M2, PER_INHABITANT, COST_PER_INHABITANT, CHANGE, RENOVATED, EMISSIONS = (
    "energy",
    "cost",
    "per_m2",
    "per_inhabitant",
    "cost_per_inhabitant",
    "change",
    "renovated",
    "emissions",
)
_LABELS = {
    ENERGY: Sentence("Énergie du patrimoine"),
    COST: Sentence("Facture d’énergie du patrimoine"),
    PER_M2: Sentence("Énergie des bâtiments, par m²"),
    PER_INHABITANT: Sentence("Énergie du patrimoine, par habitant"),
    COST_PER_INHABITANT: Sentence("Facture d’énergie, par habitant"),
    CHANGE: Sentence("Énergie, par rapport à l’année d’avant"),
    RENOVATED: Sentence("Part de la surface rénovée dans l’année"),
    EMISSIONS: Sentence("Émissions de l’énergie du patrimoine"),
}
_UNITS = {ENERGY: "MWh", COST: "EUR", PER_M2: "kWh_per_m2", CHANGE: "pct", RENOVATED: "pct", EMISSIONS: "tCO2e"}
_GOODS = Sentence("biens")
_EMITTED = Sentence(
    "énergie × facteur d’émission de chaque source d’énergie, en cycle de vie, le même pour toutes les années ; "
    "un réseau de chaleur a le sien, qui n’est pas connu ici : son énergie n’y compte pas"
)
_MIXED = Sentence("rapporté à la population la plus récente")
_SAME_ASSETS = Sentence("les seuls biens dont les deux termes sont connus")


def estate_figures(inventory: Inventory, year: int, population: Figure | None) -> tuple[Figure, ...]:
    """Return what an estate consumes and costs in a year, per m², per inhabitant, and against the year before."""
    energy = _sum(inventory, ENERGY, year, lambda asset: asset.energy_of(year))
    cost = _sum(inventory, COST, year, lambda asset: asset.cost_of(year))
    buildings = inventory.of_kind(AssetKind.BUILDING)
    per_m2 = _ratio(
        inventory, PER_M2, year, buildings, lambda asset: asset.energy_of(year), lambda asset: asset.area_m2, 1000
    )
    consuming = inventory.of_kind(None)
    change = _ratio(
        inventory,
        CHANGE,
        year,
        consuming,
        lambda asset: _rise(asset, year),
        lambda asset: asset.energy_of(year - 1),
        100,
    )
    renovated = _renovated_share(inventory, year)
    by_head = [
        divide_figures(
            total,
            population,
            figure_id=_address(inventory, quantity, year),
            label=_LABELS[quantity],
            unit=get_unit(unit),
            scale=scale,
            mixed_years=_MIXED,
        )
        for total, quantity, unit, scale in (
            (energy, PER_INHABITANT, "kWh_per_inhabitant", 1000.0),
            (cost, COST_PER_INHABITANT, "EUR_per_inhabitant", 1.0),
        )
        if population is not None
    ]
    return energy, cost, per_m2, *by_head, change, renovated


class EmissionFactor(NamedTuple):
    """What one MWh of a carrier emits over its life cycle, in t CO2e, between two ends, and who says so."""

    low: float
    high: float
    source: str


def emission_figure(inventory: Inventory, year: int, factors: Mapping[EnergyCarrier, EmissionFactor]) -> Figure:
    """Return what the energy of an estate emitted in a year; at least that where an energy or its factor is not known.

    `factors` has none of a carrier whose emissions depend on a network that is not known here.
    """
    parts = [_emissions_of(asset, year, factors) for asset in inventory.of_kind(None)]
    known = [part for part in parts if part is not None and part.high < math.inf]
    unknown = [] if inventory.is_complete else [NON_NEGATIVE]
    total = total_of([*(NON_NEGATIVE if part is None else part for part in parts), *unknown])
    amount = amount_within(total, [ValueState.ESTIMATED], within=NON_NEGATIVE, rounding=lambda number: round(number, 6))
    if all(part is None for part in parts):
        amount = unknown_amount(ValueState.MISSING)
    parameters = tuple(
        (carrier.value, f"{one.low}-{one.high} tCO2e/MWh ({one.source})") for carrier, one in factors.items()
    )
    empty = _figure(inventory, EMISSIONS, year, None, amount.state, (len(known), len(parts)), _EMITTED)
    return replace(empty, **amount._asdict(), method=replace(empty.method, parameters=parameters))


def _emissions_of(asset: EstateAsset, year: int, factors: Mapping[EnergyCarrier, EmissionFactor]) -> Interval | None:
    """What the energy of an asset emitted; None when nothing is told of its year."""
    parts = [_emissions_of_use(use, factors) for use in asset.energy if use.year == year]
    return total_of(parts) if parts else None


def _emissions_of_use(use: EnergyUse, factors: Mapping[EnergyCarrier, EmissionFactor]) -> Interval:
    factor = factors.get(use.carrier) if use.carrier else None
    return NON_NEGATIVE if factor is None or use.mwh is None else Interval(factor.low, factor.high).times(use.mwh)


def _sum(inventory: Inventory, quantity: str, year: int, amount: Callable[[EstateAsset], float | None]) -> Figure:
    """Add over what consumes; a lower bound while an asset does not tell, or while there may be other assets."""
    assets = inventory.of_kind(None)
    known = [value for value in map(amount, assets) if value is not None]
    is_whole = inventory.is_complete and len(known) == len(assets)
    state = ValueState.MISSING if not known else ValueState.OBSERVED if is_whole else ValueState.LOWER_BOUND
    formula = Sentence("somme de ce que chaque bien a consommé ; ce qui n’est pas connu n’y compte pas")
    value = round(sum(known), 6) if known else None
    return _figure(inventory, quantity, year, value, state, (len(known), len(assets)), formula)


def change_of(inventory: Inventory, year: int, base: int) -> Figure:
    """Return by how much energy changed from the year before, in percent of what the same assets consumed in `base`."""
    assets = inventory.of_kind(None)
    change = _ratio(inventory, CHANGE, year, assets, lambda one: _rise(one, year), lambda one: one.energy_of(base), 100)
    address = FigureAddress.of(ESTATE, inventory.siren, CHANGE, str(year), str(base))
    return replace(
        change, id=str(address), label=Sentence("Énergie, d’une année à la suivante, en part de {base}", base=base)
    )


def _ratio(
    inventory: Inventory,
    quantity: str,
    year: int,
    assets: Sequence[EstateAsset],
    numerator: Callable[[EstateAsset], float | None],
    denominator: Callable[[EstateAsset], float | None],
    scale: float = 1,
) -> Figure:
    """Divide two sums over the same assets: those of which both are known."""
    pairs = [(numerator(asset), denominator(asset)) for asset in assets]
    known = [(top, bottom) for top, bottom in pairs if top is not None and bottom]
    value = round(sum(top for top, _ in known) / sum(bottom for _, bottom in known) * scale, 6) if known else None
    is_whole = inventory.is_complete and len(known) == len(assets)
    state = ValueState.MISSING if not known else ValueState.OBSERVED if is_whole else ValueState.ESTIMATED
    return _figure(inventory, quantity, year, value, state, (len(known), len(assets)), _SAME_ASSETS)


def _figure(
    inventory: Inventory,
    quantity: str,
    year: int,
    value: float | None,
    state: ValueState,
    coverage: tuple[int, int],
    formula: Text,
) -> Figure:
    return Figure(
        id=_address(inventory, quantity, year),
        label=_LABELS[quantity],
        value=value,
        unit=get_unit(_UNITS[quantity]),
        period=Period.year(year),
        territories=(inventory.siren,),
        known=coverage[0],
        total=coverage[1],
        part=_GOODS,
        boundary="own_estate",
        state=state,
        method=Method(name=f"estate_{quantity}", formula=formula),
        evidence=(EvidenceRef(kind=ESTATE, key=inventory.siren),),
    )


def what_of(figure: Figure) -> str:
    """Return what a figure of an estate measures, such as `ENERGY`."""
    return FigureAddress.parse(figure.id).part(1)


def _address(inventory: Inventory, quantity: str, year: int) -> str:
    return str(FigureAddress.of(ESTATE, inventory.siren, quantity, str(year)))


def _rise(asset: EstateAsset, year: int) -> float | None:
    now, before = asset.energy_of(year), asset.energy_of(year - 1)
    return None if now is None or before is None else now - before


def _renovated_share(inventory: Inventory, year: int) -> Figure:
    """At least what the works that are told make of the whole area; nothing bounds it while an area is not known."""
    buildings = inventory.of_kind(AssetKind.BUILDING)
    areas = [asset.area_m2 for asset in buildings if asset.area_m2]
    works = [works for asset in buildings for works in asset.works if works.year == year]
    renovated = [one.renovated_m2 for one in works if one.renovated_m2 is not None]
    share = round(sum(renovated) / sum(areas) * 100, 6) if renovated and areas else None
    is_bound = inventory.is_complete and len(areas) == len(buildings)
    state = ValueState.LOWER_BOUND if is_bound else ValueState.NOT_ESTABLISHED
    if share is None:
        state = ValueState.MISSING
    formula = Sentence("surface des travaux énoncés ÷ surface des bâtiments")
    coverage = (len(areas), len(buildings))
    value = share if state is ValueState.LOWER_BOUND else None
    shown = _figure(inventory, RENOVATED, year, value, state, coverage, formula)
    return replace(shown, indication=share) if state is ValueState.NOT_ESTABLISHED else shown
