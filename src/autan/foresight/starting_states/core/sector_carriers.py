"""Energy of each carrier in each sector: measured where a source tells it, from what is counted, or split by a key.

Order of preference: a value that tells the sector (regional observatory, local files, operators); homes, kilometres or
hectares that are counted, times what one of them uses; a split of what operators deliver, by the shares of the
department; emissions of the same year divided by a direct factor. Nothing else: emissions of one year less the energy
of another say nothing of either.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from autan.evidence.figures.core.figures import OWN_CHOICE, Figure
from autan.evidence.figures.core.intervals import Interval, total_of
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.foresight.engine.core.axes import Carrier, CellState, Sector
from autan.foresight.starting_states.core.counted_stocks import car_km, homes_on_oil
from autan.foresight.starting_states.core.state_inputs import (
    Formula,
    StateInputs,
    derived_figure,
    product_of,
    rest_of_one,
)
from autan.ground.texts.core.periods import Period
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text

_UNSTATED = "MWh_unstated"
_KWH_PER_MWH = Interval.exactly(1000.0)
_OTHERS = (Sector.TERTIARY, Sector.INDUSTRY, Sector.AGRICULTURE)
"""Sectors that share what is not delivered to homes."""
_OBSERVATORY = {Carrier.ELECTRICITY: "electricity", Carrier.GAS: "natural_gas", Carrier.OIL: "oil_products"}
_OBSERVATORY |= {Carrier.WOOD: "wood_biomass", Carrier.DISTRICT_HEAT: "heat_network", Carrier.COAL: "coal"}
_DELIVERED = {Carrier.ELECTRICITY: "electricity", Carrier.GAS: "gas"}
_NO_SPLIT = Sentence("Aucun partage de l’énergie livrée hors logements n’est connu ici : donnez vos valeurs.")
_LOCAL_INDUSTRY = Sentence(
    "Fioul, charbon, bois et chaleur de l’industrie dépendent de chaque site : aucune règle nationale ne les devine."
)
_RAIL = Sentence("L’électricité du rail n’est dans aucune source locale.")
_TOO_SMALL = Sentence("Les émissions observées sont plus petites que celles du gaz seul : rien n’en est déduit.")
_NO_EMISSIONS = Sentence("Ni parc compté, ni émissions de la même année que l’énergie : donnez votre valeur.")
_NO_CENSUS = Sentence("Maisons ou degrés-jours inconnus.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorCarrier:
    """Energy of one carrier in one sector, all uses together."""

    sector: Sector
    carrier: Carrier
    state: CellState
    figure: Figure
    note: Text = NO_TEXT

    @property
    def mwh(self) -> float | None:
        """Energy in MWh, or None."""
        return self.figure.value


def sector_carriers(inputs: StateInputs) -> tuple[SectorCarrier, ...]:
    """Return every carrier that each sector uses, in the order of the sectors.

    A carrier that a sector is not known to use is not in the list; one whose quantity nobody knows is in it, unknown.
    """
    computed: dict[tuple[Sector, Carrier], SectorCarrier] = {}
    for sector, carriers in _RULES.items():
        for carrier, rule in carriers.items():
            measured = _measured_carrier(inputs, sector, carrier)
            # a rule may read what came before it: the order of the rules counts
            figure = measured if measured is not None else rule(inputs, sector, carrier, computed)
            if figure is not None:
                computed[(sector, carrier)] = figure
    return tuple(computed.values())


type _Computed = Mapping[tuple[Sector, Carrier], SectorCarrier]
type _Rule = Callable[[StateInputs, Sector, Carrier, _Computed], SectorCarrier | None]


@cache
def _label(sector: Sector, carrier: Carrier) -> Text:
    return Sentence.joined(", ", (carrier.label, sector.label))


def _measured_carrier(inputs: StateInputs, sector: Sector, carrier: Carrier) -> SectorCarrier | None:
    """Return the carrier of a sector as a source gives it, or None."""
    codes = [f"rare_energy_{sector.value}_{_OBSERVATORY[carrier]}"] if carrier in _OBSERVATORY else []
    if carrier in _DELIVERED:
        codes.append(f"sdes_{_OBSERVATORY[carrier]}_{sector.value}")
        codes += [f"{_DELIVERED[carrier]}_residential"] if sector is Sector.RESIDENTIAL else []
    figure = next((known for code in codes if (known := inputs.known(code))), None)
    if figure is None and carrier in _DELIVERED:
        figure = inputs.base.get(f"{_DELIVERED[carrier]}_{sector.value}")
    if figure is None:
        return None
    if figure.unit.code == _UNSTATED:
        return _estimated_carrier(sector, carrier, _net_gas(inputs, figure, f"{sector.value}-{carrier.value}"))
    state = CellState.OWN if figure.method.name == OWN_CHOICE else CellState.MEASURED
    return SectorCarrier(sector=sector, carrier=carrier, state=state, figure=figure, note=figure.note or NO_TEXT)


def _estimated_carrier(sector: Sector, carrier: Carrier, figure: Figure) -> SectorCarrier:
    return SectorCarrier(sector=sector, carrier=carrier, state=CellState.ESTIMATED, figure=figure)


def _net_gas(inputs: StateInputs, gross: Figure, code: str) -> Figure:
    """Gas read as a higher calorific value, brought to the lower one that factors are on."""
    key = inputs.key("gas_net_per_gross")
    return derived_figure(
        inputs, code, label=gross.label, unit=get_unit("MWh"), parts=(gross, key), state=ValueState.ESTIMATED
    )


def _unknown_carrier(inputs: StateInputs, sector: Sector, carrier: Carrier, note: Text) -> SectorCarrier:
    label = _label(sector, carrier)
    figure = derived_figure(
        inputs,
        f"{sector.value}-{carrier.value}",
        label=label,
        unit=get_unit("MWh"),
        formula=Sentence("rien ne la donne"),
        parts=(),
        state=ValueState.MISSING,
        note=note,
    )
    return SectorCarrier(sector=sector, carrier=carrier, state=CellState.UNKNOWN, figure=figure, note=note)


def _always_unknown(note: Text) -> _Rule:
    def rule(inputs: StateInputs, sector: Sector, carrier: Carrier, _computed: _Computed) -> SectorCarrier | None:
        return _unknown_carrier(inputs, sector, carrier, note)

    return rule


def _by_department(inputs: StateInputs, sector: Sector, carrier: Carrier, _computed: _Computed) -> SectorCarrier | None:
    """Return what is not delivered to homes, times the part of the sector in its department."""
    word, name = _DELIVERED[carrier], f"{sector.value}-{carrier.value}"
    whole, homes = inputs.known(f"{word}_total"), inputs.known(f"{word}_residential")
    shares = [inputs.department.get((_OBSERVATORY[carrier], other.value)) for other in _OTHERS]
    value = inputs.department.get((_OBSERVATORY[carrier], sector.value))
    known_shares = [share for share in shares if share is not None and share.value is not None]
    if whole is None or homes is None or value is None or not any(share.value for share in known_shares):
        return _unknown_carrier(inputs, sector, carrier, _NO_SPLIT)
    if value not in known_shares:
        return _unknown_carrier(inputs, sector, carrier, _NO_SPLIT)
    rank = known_shares.index(value)

    def share_out(all_uses: Interval, of_homes: Interval, *shares: Interval) -> Interval:
        return all_uses.minus(of_homes).at_least(0.0).times(shares[rank]).over(total_of(shares))

    figure = derived_figure(
        inputs,
        f"{name}-delivered" if whole.unit.code == _UNSTATED else name,
        label=_label(sector, carrier),
        compute=share_out,
        unit=whole.unit,
        formula=Sentence(
            "({whole} − {homes}) × part du secteur dans le département", whole=whole.label, homes=homes.label
        ),
        parts=(whole, homes, *known_shares),
        state=ValueState.ESTIMATED,
    )
    # gas is delivered in higher calorific value: the net figure has the plain name, this one is its input
    if whole.unit.code == _UNSTATED:
        figure = _net_gas(inputs, figure, name)
    return _estimated_carrier(sector, carrier, figure)


def _heat(inputs: StateInputs, sector: Sector, carrier: Carrier, _computed: _Computed) -> SectorCarrier | None:
    """Heat that networks deliver, split between homes and services nationally; None where none is listed."""
    if inputs.heat is None or inputs.heat.value is None:
        return None
    key = inputs.key("heat_network_homes_share")
    is_of_homes = sector is Sector.RESIDENTIAL
    mark: Text = Sentence("part des logements")
    if not is_of_homes:
        mark = Text(f"(1 − {mark.fr})", f"(1 − {mark.en})")
    return _derived_carrier(
        inputs,
        sector,
        carrier,
        parts=(inputs.heat, key),
        compute=lambda heat, share: heat.times(share if is_of_homes else rest_of_one(share)),
        formula=Sentence.joined(" × ", (inputs.heat.label, mark)),
        how=CellState.ESTIMATED,
    )


def _wood_of_homes(inputs: StateInputs, sector: Sector, carrier: Carrier, _computed: _Computed) -> SectorCarrier | None:
    """National wood per house, times houses and degree days."""
    if inputs.houses is None or inputs.degree_days is None:
        return _unknown_carrier(inputs, sector, carrier, _NO_CENSUS)
    parts = (inputs.houses, inputs.key("wood_per_house_mwh"), inputs.degree_days)
    return _derived_carrier(inputs, sector, carrier, parts=parts)


def _derived_carrier(
    inputs: StateInputs,
    sector: Sector,
    carrier: Carrier,
    *,
    parts: tuple[Figure, ...],
    compute: Formula = product_of,
    formula: Text = NO_TEXT,
    how: CellState = CellState.MODELLED,
) -> SectorCarrier:
    """The energy that some figures give: their product, where nothing else is said."""
    figure = derived_figure(
        inputs,
        f"{sector.value}-{carrier.value}",
        label=_label(sector, carrier),
        unit=get_unit("MWh"),
        parts=parts,
        compute=compute,
        formula=formula,
        state=how.value_state,
    )
    state = how if figure.is_known else CellState.UNKNOWN
    return SectorCarrier(sector=sector, carrier=carrier, state=state, figure=figure, note=figure.note or NO_TEXT)


def _by_ratio(key: str, other: Carrier) -> _Rule:
    """A national ratio times another carrier of the same sector."""

    def rule(inputs: StateInputs, sector: Sector, carrier: Carrier, computed: _Computed) -> SectorCarrier | None:
        base = computed[(sector, other)].figure
        if base.value is None:
            return _unknown_carrier(inputs, sector, carrier, _NO_SPLIT)
        return _derived_carrier(inputs, sector, carrier, parts=(base, inputs.key(key)))

    return rule


def _oil_of_homes(inputs: StateInputs, sector: Sector, carrier: Carrier, computed: _Computed) -> SectorCarrier | None:
    """Homes heated by oil times what a house of the nation uses, by degree days; else emissions of the same year."""
    homes = homes_on_oil(inputs)
    if homes is None or inputs.degree_days is None:
        return _by_emissions("direct_factor_heating_oil")(inputs, sector, carrier, computed)
    keys = (inputs.key("surface_house"), inputs.key("heating_intensity_oil"), inputs.key("homes_oil_heating"))

    def used(homes: Interval, surface: Interval, by_m2: Interval, heating: Interval, days: Interval) -> Interval:
        return product_of(homes, surface, by_m2, days).over(heating).over(_KWH_PER_MWH)

    formula = Sentence("logements × surface d’une maison × chauffage d’un m² × degrés-jours ÷ part du chauffage")
    parts = (homes, *keys, inputs.degree_days)
    figure = _derived_carrier(inputs, sector, carrier, parts=parts, compute=used, formula=formula)
    return replace(figure, note=homes.note or figure.note)


def _road_fuel(inputs: StateInputs, sector: Sector, carrier: Carrier, computed: _Computed) -> SectorCarrier | None:
    """Fuel of the kilometres of residents, and of freight by its national share; else emissions of the same year."""
    driven = car_km(inputs)
    if driven is None:
        return _by_emissions("direct_factor_road_fuel")(inputs, sector, carrier, computed)
    per_km, freight = inputs.key("car_kwh_per_km"), inputs.key("road_freight_share")

    def burnt(km: Interval, per_km: Interval, freight: Interval) -> Interval:
        return product_of(km, per_km).over(rest_of_one(freight)).over(_KWH_PER_MWH)

    formula = Text(
        f"{driven.label.fr} × {per_km.label.fr} ÷ (1 − {freight.label.fr})",
        f"{driven.label.en} × {per_km.label.en} ÷ (1 − {freight.label.en})",
    )
    return _derived_carrier(inputs, sector, carrier, parts=(driven, per_km, freight), compute=burnt, formula=formula)


def _oil_of_farms(inputs: StateInputs, sector: Sector, carrier: Carrier, computed: _Computed) -> SectorCarrier | None:
    """National oil of farming per hectare, times the farmed area; else emissions of the same year."""
    farmed = inputs.base.get("farmed_ha")
    if farmed is None:
        return _by_emissions("direct_factor_heating_oil", "agriculture_energy_share")(inputs, sector, carrier, computed)
    return _derived_carrier(inputs, sector, carrier, parts=(farmed, inputs.key("farm_oil_per_ha_mwh")))


def _by_emissions(factor: str, share: str = "") -> _Rule:
    """Emissions of the sector that gas of the same year does not explain, divided by a direct factor."""

    def rule(inputs: StateInputs, sector: Sector, carrier: Carrier, computed: _Computed) -> SectorCarrier | None:
        emissions = inputs.known(f"ghg_{sector.value}")
        if emissions is None or emissions.period != Period.year(inputs.year):
            return _unknown_carrier(inputs, sector, carrier, _NO_EMISSIONS)
        gas = computed.get((sector, Carrier.GAS))
        if gas is not None and gas.mwh is None:
            return _unknown_carrier(inputs, sector, carrier, _NO_SPLIT)
        return _inverted_carrier(inputs, sector, carrier, emissions, gas.figure if gas else None, factor, share)

    return rule


def _inverted_carrier(
    inputs: StateInputs,
    sector: Sector,
    carrier: Carrier,
    emissions: Figure,
    gas: Figure | None,
    factor: str,
    share: str,
) -> SectorCarrier:
    below, part, gas_factor = inputs.key(factor), inputs.key(share) if share else None, inputs.key("direct_factor_gas")

    def invert(emitted: Interval, *others: Interval) -> Interval:
        *before, direct = others
        of_energy = emitted.times(before.pop(0)) if part else emitted
        return (of_energy.minus(product_of(*before)) if before else of_energy).over(direct)

    formula = Sentence("(émissions du secteur × part de l’énergie − gaz × son facteur direct) ÷ facteur direct")
    parts = (emissions, *((part,) if part else ()), *((gas, gas_factor) if gas else ()), below)
    figure = _derived_carrier(inputs, sector, carrier, parts=parts, compute=invert, formula=formula)
    return (
        _unknown_carrier(inputs, sector, carrier, _TOO_SMALL) if figure.mwh is not None and figure.mwh < 0 else figure
    )


_RULES: dict[Sector, dict[Carrier, _Rule]] = {
    Sector.RESIDENTIAL: {
        Carrier.ELECTRICITY: _always_unknown(_NO_SPLIT),
        Carrier.GAS: _always_unknown(_NO_SPLIT),
        Carrier.DISTRICT_HEAT: _heat,
        Carrier.WOOD: _wood_of_homes,
        Carrier.OIL: _oil_of_homes,
    },
    Sector.TERTIARY: {
        Carrier.ELECTRICITY: _by_department,
        Carrier.GAS: _by_department,
        Carrier.DISTRICT_HEAT: _heat,
        Carrier.WOOD: _by_ratio("renewable_heat_tertiary", Carrier.ELECTRICITY),
        Carrier.OIL: _by_ratio("oil_tertiary", Carrier.ELECTRICITY),
    },
    Sector.ROAD_TRANSPORT: {Carrier.OIL: _road_fuel},
    Sector.OTHER_TRANSPORT: {
        Carrier.OIL: _by_emissions("direct_factor_heating_oil"),
        Carrier.ELECTRICITY: _always_unknown(_RAIL),
    },
    Sector.AGRICULTURE: {
        Carrier.ELECTRICITY: _by_department,
        Carrier.GAS: _by_department,
        Carrier.OIL: _oil_of_farms,
        Carrier.WOOD: _by_ratio("renewable_heat_agriculture", Carrier.OIL),
    },
    Sector.INDUSTRY: {
        Carrier.ELECTRICITY: _by_department,
        Carrier.GAS: _by_department,
        Carrier.OIL: _always_unknown(_LOCAL_INDUSTRY),
        Carrier.COAL: _always_unknown(_LOCAL_INDUSTRY),
        Carrier.WOOD: _always_unknown(_LOCAL_INDUSTRY),
        Carrier.DISTRICT_HEAT: _always_unknown(_LOCAL_INDUSTRY),
    },
}
"""How each carrier of each sector is found where no source tells it; waste and the energy branch use none."""
