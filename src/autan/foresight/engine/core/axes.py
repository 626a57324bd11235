"""Closed lists of the state of a territory: sectors, uses, carriers, how each cell is known; what a scenario measures.

Sectors and renewable sources are those of the order of 4 August 2016 on climate plans.
"""

from enum import IntEnum

from autan.evidence.figures.core.states import ValueState
from autan.ground.texts.core.labelled import Labelled


class Sector(Labelled):
    """Who uses energy, as climate plans count it."""

    RESIDENTIAL = "residential", "résidentiel", "homes"
    TERTIARY = "tertiary", "tertiaire", "services"
    ROAD_TRANSPORT = "road_transport", "transport routier", "road transport"
    OTHER_TRANSPORT = "other_transport", "autres transports", "other transport"
    AGRICULTURE = "agriculture", "agriculture", "farming"
    WASTE = "waste", "déchets", "waste"
    INDUSTRY = "industry_excl_energy", "industrie hors branche énergie", "industry except energy"
    ENERGY_BRANCH = "energy_industry", "branche énergie", "energy industry"


class Use(Labelled):
    """What energy is used for."""

    HEATING = "heating", "chauffage", "heating"
    HOT_WATER = "hot_water", "eau chaude", "hot water"
    COOKING = "cooking", "cuisson", "cooking"
    OTHER = "other", "autres usages", "other uses"
    PASSENGERS = "passengers", "déplacements des personnes", "travel of people"
    FREIGHT = "freight", "transport de marchandises", "freight"


class Carrier(Labelled):
    """The energy that is delivered to the user."""

    ELECTRICITY = "electricity", "électricité", "electricity"
    GAS = "natural_gas", "gaz naturel", "natural gas"
    BIOMETHANE = "biomethane", "biométhane", "biomethane"
    OIL = "oil", "produits pétroliers", "oil products"
    WOOD = "wood", "bois", "wood"
    DISTRICT_HEAT = "district_heat", "réseau de chaleur", "district heat"
    AMBIENT_HEAT = "ambient_heat", "chaleur de l’air et du sol", "ambient heat"
    SOLAR_THERMAL = "solar_thermal", "solaire thermique", "solar thermal"
    COAL = "coal", "charbon", "coal"
    HYDROGEN = "hydrogen", "hydrogène", "hydrogen"


class Sink(Labelled):
    """What holds carbon: kinds of land, and wood products."""

    FOREST = "forest", "forêts", "forests"
    CROPLAND = "cropland", "cultures", "cropland"
    GRASSLAND = "grassland", "prairies", "grassland"
    VINEYARD_ORCHARD = "vineyard_orchard", "vignes et vergers", "vineyards and orchards"
    WETLAND = "wetland", "zones humides", "wetlands"
    ARTIFICIAL_LAND = "artificial_land", "sols artificialisés", "artificial land"
    WOOD_PRODUCTS = "wood_products", "produits bois", "wood products"


SECTORS = tuple(sector.value for sector in Sector)
USES = tuple(use.value for use in Use)
CARRIERS = tuple(carrier.value for carrier in Carrier)
SINKS = tuple(sink.value for sink in Sink)


class CellState(IntEnum):
    """How one cell of a starting state is known; kept as small integers beside the quantities."""

    NOT_USED = 0
    """The sector does not use this carrier for this: a true zero."""
    MEASURED = 1
    ESTIMATED = 2
    """A measure split by a published key."""
    MODELLED = 3
    """Computed from something else, such as emissions divided by a factor."""
    OWN = 4
    """Given by the territory."""
    UNKNOWN = 5
    """The quantity is not a number; what it enters is unknown too."""

    @property
    def value_state(self) -> ValueState:
        """The state that a figure resting on this cell has."""
        return _VALUE_STATES[self]


_VALUE_STATES = {
    CellState.NOT_USED: ValueState.NOT_APPLICABLE,
    CellState.MEASURED: ValueState.OBSERVED,
    CellState.ESTIMATED: ValueState.ESTIMATED,
    CellState.MODELLED: ValueState.MODELLED,
    CellState.OWN: ValueState.OBSERVED,
    CellState.UNKNOWN: ValueState.MISSING,
}


class ScenarioMeasure(Labelled):
    """A quantity of a trajectory that is split, ranged and compared."""

    ENERGY = "energy_mwh", "consommation finale d’énergie", "final energy consumption"
    EMISSIONS = "emissions_tco2e", "émissions de gaz à effet de serre", "greenhouse gas emissions"
    NET_EMISSIONS = "net_emissions_tco2e", "émissions nettes du carbone stocké", "emissions net of carbon stored"
    RENEWABLES = "renewables_mwh", "production renouvelable", "renewable production"
    BILL = "bill_eur", "facture d’énergie", "energy bill"

    @property
    def unit(self) -> str:
        """Code of its unit."""
        if self is ScenarioMeasure.BILL:
            return "EUR"
        return "MWh" if self in {ScenarioMeasure.ENERGY, ScenarioMeasure.RENEWABLES} else "tCO2e"
