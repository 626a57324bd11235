"""Which closed lists do the accounts use: sectors, carriers, sources of electricity, energy labels.

The codes of the eight sectors are those of the order of 4 August 2016 (NOR DEVR1622619A); they never change once
published, because files, addresses and colours rely on them.
"""

from enum import StrEnum

from autan.evidence.core.texts import Text


class Sector(StrEnum):
    """The eight legal sectors, in the order of the order of 4 August 2016."""

    RESIDENTIAL = "residential"
    TERTIARY = "tertiary"
    ROAD_TRANSPORT = "road_transport"
    OTHER_TRANSPORT = "other_transport"
    AGRICULTURE = "agriculture"
    WASTE = "waste"
    INDUSTRY_EXCL_ENERGY = "industry_excl_energy"
    ENERGY_INDUSTRY = "energy_industry"

    @property
    def label(self) -> Text:
        """Wording shown to readers."""
        return _SECTOR_LABELS[self]

    @property
    def is_found_everywhere(self) -> bool:
        """True when every commune emits something in this sector, so that an empty cell is a gap, not a nil.

        Everybody heats, drives, farms a little and throws away; not every commune has a railway or a factory.
        """
        return self in _FOUND_EVERYWHERE


_SECTOR_LABELS = {
    Sector.RESIDENTIAL: Text("Résidentiel", "Homes"),
    Sector.TERTIARY: Text("Tertiaire", "Services"),
    Sector.ROAD_TRANSPORT: Text("Transport routier", "Road transport"),
    Sector.OTHER_TRANSPORT: Text("Autres transports", "Other transport"),
    Sector.AGRICULTURE: Text("Agriculture", "Farming"),
    Sector.WASTE: Text("Déchets", "Waste"),
    Sector.INDUSTRY_EXCL_ENERGY: Text("Industrie hors énergie", "Industry except energy"),
    Sector.ENERGY_INDUSTRY: Text("Branche énergie", "Energy industry"),
}

_FOUND_EVERYWHERE = frozenset(
    {Sector.RESIDENTIAL, Sector.TERTIARY, Sector.ROAD_TRANSPORT, Sector.AGRICULTURE, Sector.WASTE}
)

TOTAL = "total"  # the row of a file that holds all sectors together; never added to a sector


class Carrier(StrEnum):
    """Energy carriers, in the order of the tables."""

    ELECTRICITY = "electricity"
    NATURAL_GAS = "natural_gas"
    OIL_PRODUCTS = "oil_products"
    WOOD_BIOMASS = "wood_biomass"
    HEAT_NETWORK = "heat_network"
    COLD_NETWORK = "cold_network"
    COAL = "coal"
    OTHER_RENEWABLE = "other_renewable"

    @property
    def label(self) -> Text:
        """Wording shown to readers."""
        return _CARRIER_LABELS[self]


_CARRIER_LABELS = {
    Carrier.ELECTRICITY: Text("Électricité", "Electricity"),
    Carrier.NATURAL_GAS: Text("Gaz naturel", "Natural gas"),
    Carrier.OIL_PRODUCTS: Text("Produits pétroliers", "Oil products"),
    Carrier.WOOD_BIOMASS: Text("Bois et biomasse", "Wood and biomass"),
    Carrier.HEAT_NETWORK: Text("Réseaux de chaleur", "Heat networks"),
    Carrier.COLD_NETWORK: Text("Réseaux de froid", "Cold networks"),
    Carrier.COAL: Text("Charbon", "Coal"),
    Carrier.OTHER_RENEWABLE: Text("Autres renouvelables", "Other renewables"),
}


class Accounting(StrEnum):
    """How greenhouse gases are counted; two ways are never added, nor compared without saying so."""

    REGULATORY = "regulatory"
    CADASTRAL = "cadastral"
    FOOTPRINT = "footprint"

    @property
    def label(self) -> Text:
        """Wording shown to readers."""
        return _ACCOUNTING_LABELS[self]

    @property
    def short(self) -> Text:
        """One word for a label that has no room."""
        return _ACCOUNTING_WORDS[self]


_ACCOUNTING_WORDS = {
    Accounting.REGULATORY: Text("réglementaire", "regulatory"),
    Accounting.CADASTRAL: Text("cadastrale", "cadastral"),
    Accounting.FOOTPRINT: Text("empreinte", "footprint"),
}
_ACCOUNTING_LABELS = {
    Accounting.REGULATORY: Text(
        "réglementaire (émissions directes, électricité et chaleur comptées chez qui les consomme)",
        "regulatory (direct emissions, electricity and heat booked with their consumers)",
    ),
    Accounting.CADASTRAL: Text(
        "cadastrale (inventaire national réparti, émissions comptées là où elles sortent)",
        "cadastral (national inventory shared out, emissions booked where they are released)",
    ),
    Accounting.FOOTPRINT: Text(
        "empreinte (émissions de ce que le territoire consomme, où qu’elles aient lieu)",
        "footprint (emissions of what the territory consumes, wherever they take place)",
    ),
}


class ProductionSource(StrEnum):
    """What an electricity plant runs on, as the national register groups it, biggest families first."""

    SOLAR_PV = "solar_pv"
    HYDRO = "hydro"
    WIND = "wind"
    BIOENERGY = "bioenergy"
    GEOTHERMAL = "geothermal"
    MARINE = "marine"
    THERMAL_NON_RENEWABLE = "thermal_non_renewable"
    NUCLEAR = "nuclear"
    STORAGE = "storage"
    OTHER = "other"

    @property
    def label(self) -> Text:
        """Wording shown to readers."""
        return _PRODUCTION_LABELS[self]


_PRODUCTION_LABELS = {
    ProductionSource.SOLAR_PV: Text("Solaire photovoltaïque", "Solar photovoltaic"),
    ProductionSource.HYDRO: Text("Hydraulique", "Hydro"),
    ProductionSource.WIND: Text("Éolien", "Wind"),
    ProductionSource.BIOENERGY: Text("Bioénergies", "Bioenergy"),
    ProductionSource.GEOTHERMAL: Text("Géothermie", "Geothermal"),
    ProductionSource.MARINE: Text("Énergies marines", "Marine"),
    ProductionSource.THERMAL_NON_RENEWABLE: Text("Thermique non renouvelable", "Non-renewable thermal"),
    ProductionSource.NUCLEAR: Text("Nucléaire", "Nuclear"),
    ProductionSource.STORAGE: Text("Stockage", "Storage"),
    ProductionSource.OTHER: Text("Autre", "Other"),
}

RENEWABLE_SOURCES = (
    ProductionSource.SOLAR_PV,
    ProductionSource.HYDRO,
    ProductionSource.WIND,
    ProductionSource.BIOENERGY,
    ProductionSource.GEOTHERMAL,
    ProductionSource.MARINE,
)


class EnergyLabel(StrEnum):
    """Labels of the energy performance certificate, from the best to the worst."""

    A = "a"
    B = "b"
    C = "c"
    D = "d"
    E = "e"
    F = "f"
    G = "g"

    @property
    def label(self) -> Text:
        """Wording shown to readers."""
        return Text(f"Étiquette {self.value.upper()}", f"Label {self.value.upper()}")
