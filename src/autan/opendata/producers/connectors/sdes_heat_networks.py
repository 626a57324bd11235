"""SDES, networks of heat and cold: what each delivers, by sector, in its commune."""

import polars as pl

from autan.opendata.producers.connectors.dido import DataFile, data_file_connector, open_file
from autan.opendata.sources.connectors.states import state_of
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
FILE = DataFile(
    source="sdes-heat-networks",
    words=("reseaux", "chaleur", "froid"),
    rid="b0c273bb-1578-42f3-b22b-074d78de3ca3",
    names={
        "commune": ("commune_code", "code_commune"),
        "year": ("annee",),
        "kind": ("filiere",),
        "network": ("id", "id_reseau"),
        "operator": ("operateur",),
        **{code: (code,) for code in SECTOR_COLUMNS},
    },
    optional={},
)


def read(content: bytes, *, file: str, expectation: Expectation) -> Reading:
    """Read the file as the service gives it; one tidy row for each network, year and sector, and one for its total."""
    opened = open_file(content, FILE, file=file, expectation=expectation)
    raw, names = opened.raw, opened.names
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
    return raw.finish(_tidy, values, "")


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
