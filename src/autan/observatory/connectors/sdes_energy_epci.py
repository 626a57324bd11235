"""SDES, local energy data: electricity, gas, heat and cold delivered in each EPCI, by sector and network operator.

The file has a row for each operator, category, branch of industry (NAF) and sector: the branches are added up. The word
"secret" masks a number: what is known of the rest is a lower bound.
"""

import polars as pl

from autan.evidence.core.states import ValueState
from autan.observatory.connectors.dido import DataFile, below_headings, fetch_file
from autan.observatory.connectors.harvest import Harvest, Wish
from autan.observatory.connectors.ore_homes_epci import OUTSIDE_ANY_EPCI
from autan.observatory.connectors.published import find_headings
from autan.observatory.connectors.raw_table import Expectation, RawTable, Reading, counted
from autan.observatory.connectors.transport import Transport
from autan.observatory.core.codes import Carrier, Sector

SOURCE = "sdes-energy-epci"
UNALLOCATED = "unallocated"
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
    source=SOURCE,
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


def recognises(content: bytes) -> bool:  # noqa: ARG001 - one form only
    """Never another form than that of `read`."""
    return False


def fetch(transport: Transport, wish: Wish) -> tuple[Harvest, ...]:
    """Bring back the latest published millésime; see `dido.fetch_file`."""
    return fetch_file(transport, wish, FILE)


def read(content: bytes, *, file: str, expectation: Expectation) -> Reading:
    """Read the file as the service gives it; one tidy row for each EPCI, year, carrier, sector and operator."""
    table, above = below_headings(content, FILE.names)
    names = {key: given[0].upper() for key, given in FILE.names.items()} | find_headings(table, FILE.names)
    others = find_headings(table, FILE.optional)
    columns = (*names.values(), *others.values())
    raw = RawTable(table, file=file, columns=columns, expectation=expectation, lines_above=above)
    raw.unique(*(names[key] for key in ("epci", "year", "carrier", "sector", "operator")), *others.values())
    siren = raw.siren(names["epci"], outside=OUTSIDE_ANY_EPCI)
    if siren.null_count():
        said = counted(siren.null_count(), "ligne hors de tout EPCI", "lignes hors de tout EPCI")
        raw.remarks.append(f"{said}, de côté")
    values = {
        "siren": siren,
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
        state_of_sum("consumption_mwh", pl.col("meshes").sum() > 0),
    )


def sum_known(column: str) -> pl.Expr:
    """Sum of the values that are known; null, and not zero, when none is."""
    return pl.when(pl.col(column).count() > 0).then(pl.col(column).sum()).alias(column)


def state_of_sum(column: str, is_lower_bound: pl.Expr) -> pl.Expr:
    """State of a sum of rows, some of which may be masked (`is_secret`) or empty."""
    known, rows = pl.col(column).count(), pl.len()
    return (
        pl.when((known == 0) & pl.col("is_secret").any())
        .then(pl.lit(ValueState.CONFIDENTIAL.value))
        .when(known == 0)
        .then(pl.lit(ValueState.MISSING.value))
        .when((known < rows) | is_lower_bound)
        .then(pl.lit(ValueState.LOWER_BOUND.value))
        .when(pl.col(column).sum() == 0)
        .then(pl.lit(ValueState.CONFIRMED_ZERO.value))
        .otherwise(pl.lit(ValueState.OBSERVED.value))
        .alias("state")
    )
