"""SDES, local energy data: electricity, gas, heat and cold delivered in each EPCI, by sector and network operator.

The file has a row for each operator, category, branch of industry (NAF) and sector: the branches are added up. The word
"secret" masks a number: what is known of the rest is a lower bound.
"""

import polars as pl

from autan.opendata.producers.connectors.dido import DataFile, data_file_connector, open_file
from autan.opendata.sources.connectors.raw_table import OUTSIDE_ANY_EPCI
from autan.opendata.sources.connectors.states import state_of_sum, sum_known
from autan.opendata.sources.core.codes import UNALLOCATED, Carrier, Sector
from autan.opendata.sources.core.readings import Expectation, Reading

CARRIERS = {
    **dict.fromkeys(("e", "electricite", "électricité", "elec"), Carrier.ELECTRICITY.value),
    **dict.fromkeys(("g", "gaz"), Carrier.NATURAL_GAS.value),
    **dict.fromkeys(("c", "chaleur"), Carrier.HEAT_NETWORK.value),
    **dict.fromkeys(("f", "froid"), Carrier.COLD_NETWORK.value),
}
SECTORS = {
    **dict.fromkeys(("r", "residentiel", "résidentiel"), Sector.RESIDENTIAL.value),
    **dict.fromkeys(("t", "tertiaire"), Sector.TERTIARY.value),
    **dict.fromkeys(("i", "industrie"), Sector.INDUSTRY_EXCL_ENERGY.value),
    **dict.fromkeys(("a", "agriculture"), Sector.AGRICULTURE.value),
    **dict.fromkeys(("u", "inconnu", "na", "non affecté"), UNALLOCATED),
}
FILE = DataFile(
    source="sdes-energy-epci",
    words=("consommation", "epci"),
    rid="d676a3a5-4eca-417d-bebc-754de9c1ca1c",
    names={
        "epci": ("code_epci_code", "epci_code", "code_epci"),
        "year": ("annee",),
        "carrier": ("filiere",),
        "sector": ("code_grand_secteur",),
        "operator": ("operateur",),
        "consumption": ("conso",),
        "points": ("pdl",),
        "meshes": ("nb_iris_masques",),
    },
    optional={
        "eic": ("code_eic",),
        "category": ("code_categorie_consommation",),
        "branch": ("code_secteur_naf2_code", "code_secteur_naf2"),
    },
)


def read(content: bytes, *, file: str, expectation: Expectation) -> Reading:
    """Read the file as the service gives it; one tidy row for each EPCI, year, carrier, sector and operator."""
    opened = open_file(content, FILE, file=file, expectation=expectation)
    raw, names = opened.raw, opened.names
    raw.unique(*(names[key] for key in ("epci", "year", "carrier", "sector", "operator")), *opened.others)
    values = {
        "siren": raw.siren(names["epci"], outside=OUTSIDE_ANY_EPCI),
        "year": raw.years(names["year"], first=2008),
        "carrier": raw.choice(names["carrier"], CARRIERS),
        "sector": raw.choice(names["sector"], SECTORS),
        "operator": raw.text(names["operator"], is_required=True),
        "consumption_mwh": raw.number(names["consumption"]),
        "is_secret": raw.secret(names["consumption"]),
        "points": raw.number(names["points"]),
        "meshes": raw.number(names["meshes"]),
    }
    return raw.finish(_tidy, values, "")


def _tidy(frame: pl.DataFrame) -> pl.DataFrame:
    known = frame.filter(pl.col("siren").is_not_null())
    groups = known.group_by("siren", "year", "carrier", "sector", "operator", maintain_order=True)
    return groups.agg(
        sum_known("consumption_mwh"),
        sum_known("points").round().cast(pl.Int64).alias("delivery_points"),
        pl.col("meshes").sum().round().cast(pl.Int64).alias("masked_meshes"),
        state_of_sum("consumption_mwh", lower=pl.col("meshes").sum() > 0),
    )


SDES_ENERGY_EPCI = data_file_connector(FILE, read)
