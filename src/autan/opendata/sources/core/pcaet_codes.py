"""The closed lists of the filings of climate plans: quantities, pollutants, sinks, renewable sources, periods.

The lists, in their order, are those of the order of 4 August 2016 (NOR DEVR1622619A) and of the code book of the
filings' exports.
"""

from autan.ground.texts.core.labelled import Labelled

DIAGNOSIS = 1
PERIOD_YEARS: dict[str, dict[int, int | None]] = {
    "pcaet-v1": {1: None, 2: None, 3: None, 4: None, 5: None},
    "pcaet-v2": {1: None, 3: 2026, 6: 2030, 7: 2050},
}
"""Periods of each version of the filings, with the year of a target; version 1 does not state its years."""


class Quantity(Labelled):
    """What a filing declares, in the order of the page."""

    GHG = "ghg", "Émissions de gaz à effet de serre", "Greenhouse gas emissions"
    ENERGY = "energy", "Consommation d’énergie finale", "Final energy consumption"
    POLLUTANT = "pollutant", "Polluants atmosphériques", "Air pollutants"
    RENEWABLE_PRODUCTION = "renewable_production", "Production d’énergie renouvelable", "Renewable energy production"
    RENEWABLE_CONSUMPTION = "renewable_consumption", "Consommation d’énergie renouvelable", "Renewable energy use"
    RECOVERY = "recovery", "Énergie de récupération", "Recovered energy"
    STORAGE = "storage", "Stockage d’énergie", "Energy storage"
    SEQUESTRATION = "sequestration", "Séquestration nette de CO₂ par an", "Net CO₂ sequestration a year"
    SEQUESTRATION_POTENTIAL = (
        "sequestration_potential",
        "Possibilité de développer la séquestration",
        "Possible growth of sequestration",
    )

    @property
    def unit(self) -> str:
        """Code of the unit of the code book."""
        if self is Quantity.POLLUTANT:
            return "t"
        return "tCO2e" if self is Quantity.GHG or self in SINK_QUANTITIES else "GWh"


SECTOR_QUANTITIES = frozenset({Quantity.GHG, Quantity.ENERGY, Quantity.POLLUTANT})
SINK_QUANTITIES = frozenset({Quantity.SEQUESTRATION, Quantity.SEQUESTRATION_POTENTIAL})
RENEWABLE_QUANTITIES = frozenset({Quantity.RENEWABLE_PRODUCTION, Quantity.RENEWABLE_CONSUMPTION})
REGULATORY = (
    Quantity.GHG,
    Quantity.ENERGY,
    Quantity.POLLUTANT,
    Quantity.RENEWABLE_PRODUCTION,
    Quantity.SEQUESTRATION,
)
"""Quantities that the order wants of every plan."""


class Pollutant(Labelled):
    """The six pollutants, in the order of the order."""

    PM10 = "pm10", "PM₁₀", "PM₁₀"
    PM25 = "pm25", "PM₂,₅", "PM₂.₅"
    NOX = "nox", "oxydes d’azote", "nitrogen oxides"
    SO2 = "so2", "dioxyde de soufre", "sulphur dioxide"
    VOC = "voc", "composés organiques volatils", "volatile organic compounds"
    NH3 = "nh3", "ammoniac", "ammonia"


class Sink(Labelled):
    """What takes carbon from the air, as the filings group it."""

    FOREST = "forest", "Forêt", "Forest"
    CROPLAND_GRASSLAND = "cropland_grassland", "Cultures et prairies", "Crops and grassland"
    OTHER_SOILS = "other_soils", "Autres sols", "Other soils"


class RenewableSource(Labelled):
    """The fourteen renewable sources of a filing."""

    ONSHORE_WIND = "onshore_wind", "Éolien terrestre", "Onshore wind"
    SOLAR_PV = "solar_pv", "Solaire photovoltaïque", "Solar photovoltaic"
    SOLAR_THERMODYNAMIC = "solar_thermodynamic", "Solaire thermodynamique", "Concentrated solar"
    HYDRO = "hydro", "Hydraulique", "Hydro"
    SOLID_BIOMASS_ELECTRICITY = (
        "solid_biomass_electricity",
        "Biomasse solide, électricité",
        "Solid biomass, electricity",
    )
    BIOGAS_ELECTRICITY = "biogas_electricity", "Biogaz, électricité", "Biogas, electricity"
    GEOTHERMAL_ELECTRICITY = "geothermal_electricity", "Géothermie, électricité", "Geothermal, electricity"
    SOLID_BIOMASS_HEAT = "solid_biomass_heat", "Biomasse solide, chaleur", "Solid biomass, heat"
    HEAT_PUMP = "heat_pump", "Pompes à chaleur", "Heat pumps"
    GEOTHERMAL_HEAT = "geothermal_heat", "Géothermie, chaleur", "Geothermal, heat"
    SOLAR_THERMAL = "solar_thermal", "Solaire thermique", "Solar thermal"
    BIOGAS_HEAT = "biogas_heat", "Biogaz, chaleur", "Biogas, heat"
    BIOMETHANE = "biomethane", "Biométhane", "Biomethane"
    BIOFUEL = "biofuel", "Biocarburants", "Biofuels"
