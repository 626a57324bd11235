"""SDES, networks of heat and cold: what each delivers, by sector, in its commune."""

import polars as pl

from autan.opendata.producers.connectors.dido import DataFile, data_file_connector, open_file
from autan.opendata.sources.connectors.headings import match_headings
from autan.opendata.sources.connectors.raw_table import RawTable
from autan.opendata.sources.connectors.states import state_of, state_of_sum, sum_known
from autan.opendata.sources.core.codes import TOTAL, UNALLOCATED, Carrier, Sector
from autan.opendata.sources.core.readings import Expectation, Reading

KINDS = {
    **dict.fromkeys(("c", "chaleur"), Carrier.HEAT_NETWORK.value),
    **dict.fromkeys(("f", "froid"), Carrier.COLD_NETWORK.value),
}
SECTOR_COLUMNS = {
    "consor": Sector.RESIDENTIAL.value,
    "consot": Sector.TERTIARY.value,
    "consoi": Sector.INDUSTRY_EXCL_ENERGY.value,
    "consoa": Sector.AGRICULTURE.value,
    "consona": UNALLOCATED,
    "consotot": TOTAL,
}
_WORDS = {
    "consor": "conso_residentiel_mwh",
    "consot": "conso_tertiaire_mwh",
    "consoi": "conso_industrie_mwh",
    "consoa": "conso_agriculture_mwh",
    "consona": "conso_non_affectee_mwh",
    "consotot": "conso_mwh",
}
"""Names of the same columns in the national file of networks."""
BY_MESH = {
    "commune": ("code_commune_2026", "code_commune", "commune_code"),
    "mesh": ("code_iris",),
    "year": ("annee",),
    "kind": ("filiere", "type"),
    "operator": ("operateur",),
    "sector": ("secteur",),
    "value": ("mwh", "conso"),
    "secret": ("secret",),
}
"""Columns of the file by mesh, which has a row for each operator, mesh and sector, and names few networks."""
SECTOR_WORDS = {
    **dict.fromkeys(("residentiel", "résidentiel", "r"), Sector.RESIDENTIAL.value),
    **dict.fromkeys(("tertiaire", "t"), Sector.TERTIARY.value),
    **dict.fromkeys(("industrie", "i"), Sector.INDUSTRY_EXCL_ENERGY.value),
    **dict.fromkeys(("agriculture", "a"), Sector.AGRICULTURE.value),
    **dict.fromkeys(("inconnu", "u"), UNALLOCATED),
}
FILE = DataFile(
    source="sdes-heat-networks",
    words=("reseaux", "chaleur", "froid"),
    rid="b0c273bb-1578-42f3-b22b-074d78de3ca3",
    names={
        "commune": ("commune_code", "code_commune"),
        "year": ("annee",),
        "kind": ("filiere", "type"),
        "network": ("id", "id_reseau"),
        "operator": ("operateur", "nom_reseau"),
        **{code: (code, words) for code, words in _WORDS.items()},
    },
    optional={"secret": ("valeur_secrete",)},
)


def read(content: bytes, *, file: str, expectation: Expectation) -> Reading:
    """Read the file of networks, or that of meshes; a tidy row for each network, year and sector, one for its total."""
    if names := match_headings(content, BY_MESH):
        return _read_meshes(content, names, file, expectation)
    opened = open_file(content, FILE, file=file, expectation=expectation)
    raw, names = opened.raw, dict(opened.names)
    raw.unique(names["network"], names["year"], names["commune"])
    values = {
        "insee_code": raw.commune(names["commune"]),
        "year": raw.years(names["year"], first=2008),
        "carrier": raw.choice(names["kind"], KINDS),
        "network_id": raw.text(names["network"], is_required=True),
        "operator": raw.text(names["operator"]),
        **{sector: raw.number(names[code]) for code, sector in SECTOR_COLUMNS.items()},
        **{f"{sector}_secret": raw.secret(names[code]) for code, sector in SECTOR_COLUMNS.items()},
    }
    if opened.others:
        is_secret = raw.is_one_of(opened.others[0], ["oui"])
        values |= {f"{sector}_secret": is_secret & values[sector].is_null() for sector in SECTOR_COLUMNS.values()}
    return raw.finish(_tidy, values, "")


def _read_meshes(content: bytes, names: dict[str, str], file: str, expectation: Expectation) -> Reading:
    """Add the meshes of each operator in a commune: it stands for the network, which the file seldom names."""
    raw = RawTable(content, file=file, columns=tuple(names.values()), expectation=expectation)
    operator = raw.text(names["operator"], is_required=True)
    values = {
        "insee_code": raw.commune(names["commune"]),
        "year": raw.years(names["year"], first=2008),
        "carrier": raw.choice(names["kind"], KINDS),
        "network_id": operator,
        "operator": operator,
        "sector": raw.choice(names["sector"], SECTOR_WORDS),
        "consumption_mwh": raw.number(names["value"]),
        "is_secret": raw.is_one_of(names["secret"], ["oui"]),
    }
    return raw.finish(_by_network, values, "")


def _by_network(frame: pl.DataFrame) -> pl.DataFrame:
    keys = ["insee_code", "year", "carrier", "network_id", "operator"]
    rows = pl.concat([frame, frame.with_columns(pl.lit(TOTAL).alias("sector"))])
    return rows.group_by(*keys, "sector").agg(sum_known("consumption_mwh"), state_of_sum("consumption_mwh"))


def _tidy(frame: pl.DataFrame) -> pl.DataFrame:
    keys = ["insee_code", "year", "carrier", "network_id", "operator"]
    rows = [
        frame.select(
            *keys,
            pl.lit(sector).alias("sector"),
            pl.col(sector).alias("consumption_mwh"),
            state_of(sector, masked=f"{sector}_secret", tells_zero=True),
        )
        for sector in SECTOR_COLUMNS.values()
    ]
    return pl.concat(rows)


SDES_HEAT_NETWORKS = data_file_connector(FILE, read)
