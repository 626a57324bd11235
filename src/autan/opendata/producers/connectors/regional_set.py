"""The common set of the regional observatories (RARE, OREC): energy and greenhouse gas by sector and carrier.

Observatories publish the same quantities under many forms; this is one plain form that each of them can be put in. One
row for each territory, year, sector and carrier; a territory is a SIREN or a commune code, never both in one file.
"""

import polars as pl

from autan.evidence.figures.core.states import ValueState
from autan.opendata.sources.connectors.connector import Connector, ReadFile, one_by_one
from autan.opendata.sources.connectors.headings import near_headings
from autan.opendata.sources.connectors.raw_table import RawTable
from autan.opendata.sources.connectors.states import state_of
from autan.opendata.sources.core.codes import TOTAL, Accounting, Carrier, Sector
from autan.opendata.sources.core.readings import Expectation, Reading

NAMES = {
    "year": ("annee", "year"),
    "sector": ("secteur", "sector"),
    "carrier": ("vecteur", "energie_finale", "carrier"),
    "energy": ("energie_mwh", "energy_mwh"),
    "ghg": ("ges_tco2e", "ghg_tco2e"),
    "accounting": ("methode", "methode_comptable", "accounting"),
}
PLACES = {"siren": ("siren", "code_epci"), "insee_code": ("insee", "code_commune", "code_insee")}
EVERYTHING = ("total", "tous", "toutes")
SECTOR_WORDS = {
    **{sector.value: sector.value for sector in Sector},
    **{sector.label.fr.lower(): sector.value for sector in Sector},
    "residentiel": Sector.RESIDENTIAL.value,
    "routier": Sector.ROAD_TRANSPORT.value,
    "dechets": Sector.WASTE.value,
    "industrie": Sector.INDUSTRY_EXCL_ENERGY.value,
    "industrie hors energie": Sector.INDUSTRY_EXCL_ENERGY.value,
    "branche energie": Sector.ENERGY_INDUSTRY.value,
    **dict.fromkeys(EVERYTHING, TOTAL),
}
CARRIER_WORDS = {
    **{carrier.value: carrier.value for carrier in Carrier},
    **{carrier.label.fr.lower(): carrier.value for carrier in Carrier},
    "electricite": Carrier.ELECTRICITY.value,
    "gaz": Carrier.NATURAL_GAS.value,
    "produits petroliers": Carrier.OIL_PRODUCTS.value,
    "bois": Carrier.WOOD_BIOMASS.value,
    "biomasse": Carrier.WOOD_BIOMASS.value,
    "chaleur": Carrier.HEAT_NETWORK.value,
    "froid": Carrier.COLD_NETWORK.value,
    "enr": Carrier.OTHER_RENEWABLE.value,
    "non énergétique": "non_energy",
    "non energetique": "non_energy",
    **dict.fromkeys(EVERYTHING, TOTAL),
}
ACCOUNTING_WORDS = {
    **{accounting.value: accounting.value for accounting in Accounting},
    **dict.fromkeys(("réglementaire", "reglementaire", "pcaet"), Accounting.REGULATORY.value),
    **dict.fromkeys(("cadastrale", "cadastral", "inventaire"), Accounting.CADASTRAL.value),
    "empreinte": Accounting.FOOTPRINT.value,
}


def reader_of(place: str) -> ReadFile:
    """The reader of files whose territories are given by `siren` or by `insee_code`."""

    def read(content: bytes, *, file: str, expectation: Expectation) -> Reading:
        """Read a file of the common set; a reading for each year is made of it."""
        wanted = {"place": PLACES[place], **NAMES}
        names = near_headings(content, wanted)
        raw = RawTable(content, file=file, columns=tuple(names.values()), expectation=expectation)
        raw.unique(*(names[key] for key in ("place", "year", "sector", "carrier", "accounting")))
        code = raw.siren(names["place"]) if place == "siren" else raw.commune(names["place"])
        values = {
            place: code,
            "year": raw.years(names["year"], first=1990),
            "sector": raw.choice(names["sector"], SECTOR_WORDS),
            "carrier": raw.choice(names["carrier"], CARRIER_WORDS),
            "accounting": raw.choice(names["accounting"], ACCOUNTING_WORDS),
            "energy_mwh": raw.number(names["energy"]),
            "energy_secret": raw.secret(names["energy"]),
            "emissions_tco2e": raw.number(names["ghg"], minimum=None),
            "ghg_secret": raw.secret(names["ghg"]),
        }
        return raw.finish(_tidy, values, "")

    return read


def _tidy(frame: pl.DataFrame) -> pl.DataFrame:
    ghg = state_of("emissions_tco2e", masked="ghg_secret", usual=ValueState.ESTIMATED)
    energy = state_of("energy_mwh", masked="energy_secret", usual=ValueState.ESTIMATED)
    return frame.with_columns(energy, ghg.alias("ghg_state"))


RARE_EPCI = Connector(source="rare-epci", read=one_by_one(reader_of("siren")))
RARE_COMMUNES = Connector(source="rare-communes", read=one_by_one(reader_of("insee_code")))
