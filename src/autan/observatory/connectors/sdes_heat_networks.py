"""SDES, networks of heat and cold: what each delivers, by sector, in its commune."""

import polars as pl

from autan.evidence.core.states import ValueState
from autan.observatory.connectors.dido import DataFile, below_headings, fetch_file
from autan.observatory.connectors.harvest import Harvest, Wish
from autan.observatory.connectors.published import find_headings
from autan.observatory.connectors.raw_table import Expectation, RawTable, Reading
from autan.observatory.connectors.sdes_energy_epci import UNALLOCATED
from autan.observatory.connectors.transport import Transport
from autan.observatory.core.codes import TOTAL, Carrier, Sector

SOURCE = "sdes-heat-networks"
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
    source=SOURCE,
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


def recognises(content: bytes) -> bool:  # noqa: ARG001 - one form only
    """Never another form than that of `read`."""
    return False


def fetch(transport: Transport, wish: Wish) -> tuple[Harvest, ...]:
    """Bring back the latest published millésime; see `dido.fetch_file`."""
    return fetch_file(transport, wish, FILE)


def read(content: bytes, *, file: str, expectation: Expectation) -> Reading:
    """Read the file as the service gives it; one tidy row for each network, year and sector, and one for its total."""
    table, above = below_headings(content, FILE.names)
    names = {key: given[0].upper() for key, given in FILE.names.items()} | find_headings(table, FILE.names)
    raw = RawTable(table, file=file, columns=tuple(names.values()), expectation=expectation, lines_above=above)
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
            _state(pl.col(sector), pl.col(f"{sector}_secret")),
        )
        for sector in SECTOR_COLUMNS.values()
    ]
    return pl.concat(rows)


def _state(value: pl.Expr, is_secret: pl.Expr) -> pl.Expr:
    return (
        pl.when(is_secret)
        .then(pl.lit(ValueState.CONFIDENTIAL.value))
        .when(value.is_null())
        .then(pl.lit(ValueState.MISSING.value))
        .when(value == 0)
        .then(pl.lit(ValueState.CONFIRMED_ZERO.value))
        .otherwise(pl.lit(ValueState.OBSERVED.value))
        .alias("state")
    )
