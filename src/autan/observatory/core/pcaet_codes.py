"""Which closed lists the filings of climate plans use: quantities, pollutants, sinks, renewable sources, periods.

The lists are those of the order of 4 August 2016 (NOR DEVR1622619A) and of the code book of the filings' exports.
"""

from enum import StrEnum

from autan.evidence.core.texts import Text

DIAGNOSIS = 1
PERIOD_YEARS: dict[str, dict[int, int | None]] = {
    "pcaet-v1": {1: None, 2: None, 3: None, 4: None, 5: None},
    "pcaet-v2": {1: None, 3: 2026, 6: 2030, 7: 2050},
}
"""Periods of each version of the filings, with the year of a target; version 1 does not state its years."""


class Quantity(StrEnum):
    """What a filing declares, in the order of the page."""

    GHG = "ghg"
    ENERGY = "energy"
    POLLUTANT = "pollutant"
    RENEWABLE_PRODUCTION = "renewable_production"
    RENEWABLE_CONSUMPTION = "renewable_consumption"
    RECOVERY = "recovery"
    STORAGE = "storage"
    SEQUESTRATION = "sequestration"
    SEQUESTRATION_POTENTIAL = "sequestration_potential"

    @property
    def label(self) -> Text:
        """Wording shown to readers."""
        return _QUANTITIES[self][0]

    @property
    def unit(self) -> str:
        """Code of the unit of the code book."""
        return _QUANTITIES[self][1]


REGULATORY = (
    Quantity.GHG,
    Quantity.ENERGY,
    Quantity.POLLUTANT,
    Quantity.RENEWABLE_PRODUCTION,
    Quantity.SEQUESTRATION,
)
"""Quantities that the order wants of every plan."""

_QUANTITIES = {
    Quantity.GHG: (Text("Émissions de gaz à effet de serre", "Greenhouse gas emissions"), "tCO2e"),
    Quantity.ENERGY: (Text("Consommation d’énergie finale", "Final energy consumption"), "GWh"),
    Quantity.POLLUTANT: (Text("Polluants atmosphériques", "Air pollutants"), "t"),
    Quantity.RENEWABLE_PRODUCTION: (Text("Production d’énergie renouvelable", "Renewable energy production"), "GWh"),
    Quantity.RENEWABLE_CONSUMPTION: (Text("Consommation d’énergie renouvelable", "Renewable energy use"), "GWh"),
    Quantity.RECOVERY: (Text("Énergie de récupération", "Recovered energy"), "GWh"),
    Quantity.STORAGE: (Text("Stockage d’énergie", "Energy storage"), "GWh"),
    Quantity.SEQUESTRATION: (Text("Séquestration nette de CO₂ par an", "Net CO₂ sequestration a year"), "tCO2e"),
    Quantity.SEQUESTRATION_POTENTIAL: (
        Text("Possibilité de développer la séquestration", "Possible growth of sequestration"),
        "tCO2e",
    ),
}


class Pollutant(StrEnum):
    """The six pollutants, in the order of the order."""

    PM10 = "pm10"
    PM25 = "pm25"
    NOX = "nox"
    SO2 = "so2"
    VOC = "voc"
    NH3 = "nh3"

    @property
    def label(self) -> Text:
        """Wording shown to readers."""
        return _POLLUTANTS[self]


_POLLUTANTS = {
    Pollutant.PM10: Text("PM₁₀", "PM₁₀"),
    Pollutant.PM25: Text("PM₂,₅", "PM₂.₅"),
    Pollutant.NOX: Text("oxydes d’azote", "nitrogen oxides"),
    Pollutant.SO2: Text("dioxyde de soufre", "sulphur dioxide"),
    Pollutant.VOC: Text("composés organiques volatils", "volatile organic compounds"),
    Pollutant.NH3: Text("ammoniac", "ammonia"),
}


class Sink(StrEnum):
    """What takes carbon from the air, as the filings group it."""

    FOREST = "forest"
    CROPLAND_GRASSLAND = "cropland_grassland"
    OTHER_SOILS = "other_soils"

    @property
    def label(self) -> Text:
        """Wording shown to readers."""
        return _SINKS[self]


_SINKS = {
    Sink.FOREST: Text("Forêt", "Forest"),
    Sink.CROPLAND_GRASSLAND: Text("Cultures et prairies", "Crops and grassland"),
    Sink.OTHER_SOILS: Text("Autres sols", "Other soils"),
}


class RenewableSource(StrEnum):
    """The fourteen renewable sources of a filing."""

    ONSHORE_WIND = "onshore_wind"
    SOLAR_PV = "solar_pv"
    SOLAR_THERMODYNAMIC = "solar_thermodynamic"
    HYDRO = "hydro"
    SOLID_BIOMASS_ELECTRICITY = "solid_biomass_electricity"
    BIOGAS_ELECTRICITY = "biogas_electricity"
    GEOTHERMAL_ELECTRICITY = "geothermal_electricity"
    SOLID_BIOMASS_HEAT = "solid_biomass_heat"
    HEAT_PUMP = "heat_pump"
    GEOTHERMAL_HEAT = "geothermal_heat"
    SOLAR_THERMAL = "solar_thermal"
    BIOGAS_HEAT = "biogas_heat"
    BIOMETHANE = "biomethane"
    BIOFUEL = "biofuel"

    @property
    def label(self) -> Text:
        """Wording shown to readers."""
        return _RENEWABLES[self]


_RENEWABLES = {
    RenewableSource.ONSHORE_WIND: Text("Éolien terrestre", "Onshore wind"),
    RenewableSource.SOLAR_PV: Text("Solaire photovoltaïque", "Solar photovoltaic"),
    RenewableSource.SOLAR_THERMODYNAMIC: Text("Solaire thermodynamique", "Concentrated solar"),
    RenewableSource.HYDRO: Text("Hydraulique", "Hydro"),
    RenewableSource.SOLID_BIOMASS_ELECTRICITY: Text("Biomasse solide, électricité", "Solid biomass, electricity"),
    RenewableSource.BIOGAS_ELECTRICITY: Text("Biogaz, électricité", "Biogas, electricity"),
    RenewableSource.GEOTHERMAL_ELECTRICITY: Text("Géothermie, électricité", "Geothermal, electricity"),
    RenewableSource.SOLID_BIOMASS_HEAT: Text("Biomasse solide, chaleur", "Solid biomass, heat"),
    RenewableSource.HEAT_PUMP: Text("Pompes à chaleur", "Heat pumps"),
    RenewableSource.GEOTHERMAL_HEAT: Text("Géothermie, chaleur", "Geothermal, heat"),
    RenewableSource.SOLAR_THERMAL: Text("Solaire thermique", "Solar thermal"),
    RenewableSource.BIOGAS_HEAT: Text("Biogaz, chaleur", "Biogas, heat"),
    RenewableSource.BIOMETHANE: Text("Biométhane", "Biomethane"),
    RenewableSource.BIOFUEL: Text("Biocarburants", "Biofuels"),
}
