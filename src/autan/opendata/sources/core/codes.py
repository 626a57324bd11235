"""The closed lists of the accounts: sectors, carriers, accountings, sources of electricity, energy labels.

The codes of the eight sectors are those of the order of 4 August 2016 (NOR DEVR1622619A); they never change once
published, because files, addresses and colours rely on them.
"""

from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Text


class Sector(Labelled):
    """The eight legal sectors, in the order of the order of 4 August 2016."""

    RESIDENTIAL = "residential", "Résidentiel", "Homes"
    TERTIARY = "tertiary", "Tertiaire", "Services"
    ROAD_TRANSPORT = "road_transport", "Transport routier", "Road transport"
    OTHER_TRANSPORT = "other_transport", "Autres transports", "Other transport"
    AGRICULTURE = "agriculture", "Agriculture", "Farming"
    WASTE = "waste", "Déchets", "Waste"
    INDUSTRY_EXCL_ENERGY = "industry_excl_energy", "Industrie hors énergie", "Industry except energy"
    ENERGY_INDUSTRY = "energy_industry", "Branche énergie", "Energy industry"

    @property
    def is_found_everywhere(self) -> bool:
        """True when every commune emits something in this sector, so that an empty cell is a gap, not a nil.

        Everybody heats, drives, farms a little and throws away; not every commune has a railway or a factory.
        """
        return self not in {Sector.OTHER_TRANSPORT, Sector.INDUSTRY_EXCL_ENERGY, Sector.ENERGY_INDUSTRY}


TOTAL = "total"  # the row of a file that holds all sectors together; never added to a sector
UNALLOCATED = "unallocated"  # what a source tells of no sector
INTERNATIONAL_TRANSPORT, BIOMASS_CO2 = "international_transport", "biomass_co2"
"""Rows of the inventory that its total leaves out."""


class Carrier(Labelled):
    """Energy carriers, in the order of the tables."""

    ELECTRICITY = "electricity", "Électricité", "Electricity"
    NATURAL_GAS = "natural_gas", "Gaz naturel", "Natural gas"
    OIL_PRODUCTS = "oil_products", "Produits pétroliers", "Oil products"
    WOOD_BIOMASS = "wood_biomass", "Bois et biomasse", "Wood and biomass"
    HEAT_NETWORK = "heat_network", "Réseaux de chaleur", "Heat networks"
    COLD_NETWORK = "cold_network", "Réseaux de froid", "Cold networks"
    COAL = "coal", "Charbon", "Coal"
    OTHER_RENEWABLE = "other_renewable", "Autres renouvelables", "Other renewables"


class Accounting(Labelled):
    """How greenhouse gases are counted; two ways are never added, nor compared without saying so."""

    REGULATORY = (
        "regulatory",
        "réglementaire (émissions directes, électricité et chaleur comptées chez qui les consomme)",
        "regulatory (direct emissions, electricity and heat booked with their consumers)",
    )
    CADASTRAL = (
        "cadastral",
        "cadastrale (inventaire national réparti, émissions comptées là où elles sortent)",
        "cadastral (national inventory shared out, emissions booked where they are released)",
    )
    FOOTPRINT = (
        "footprint",
        "empreinte (émissions de ce que le territoire consomme, où qu’elles aient lieu)",
        "footprint (emissions of what the territory consumes, wherever they take place)",
    )

    @property
    def short(self) -> Text:
        """One word for a label that has no room."""
        return Text(self.label.fr.partition(" ")[0], self.label.en.partition(" ")[0])


class ProductionSource(Labelled):
    """What an electricity plant runs on, as the national register groups it, biggest families first."""

    SOLAR_PV = "solar_pv", "Solaire photovoltaïque", "Solar photovoltaic"
    HYDRO = "hydro", "Hydraulique", "Hydro"
    WIND = "wind", "Éolien", "Wind"
    BIOENERGY = "bioenergy", "Bioénergies", "Bioenergy"
    GEOTHERMAL = "geothermal", "Géothermie", "Geothermal"
    MARINE = "marine", "Énergies marines", "Marine"
    THERMAL_NON_RENEWABLE = "thermal_non_renewable", "Thermique non renouvelable", "Non-renewable thermal"
    NUCLEAR = "nuclear", "Nucléaire", "Nuclear"
    STORAGE = "storage", "Stockage", "Storage"
    OTHER = "other", "Autre", "Other"


RENEWABLE_SOURCES = tuple(ProductionSource)[:6]  # from solar to marine
NON_RENEWABLE_SOURCES = (ProductionSource.THERMAL_NON_RENEWABLE, ProductionSource.NUCLEAR)


class EnergyLabel(Labelled):
    """Labels of the energy performance certificate, from the best to the worst."""

    A = "a", "Étiquette A", "Label A"
    B = "b", "Étiquette B", "Label B"
    C = "c", "Étiquette C", "Label C"
    D = "d", "Étiquette D", "Label D"
    E = "e", "Étiquette E", "Label E"
    F = "f", "Étiquette F", "Label F"
    G = "g", "Étiquette G", "Label G"
