"""ADEME / IGN, ALDO: carbon in soils and forests of each EPCI, by compartment, as stock and as yearly flux.

Four forms are read: one row for each EPCI, compartment and kind (what is taken from the ALDO workbook of an EPCI), and
three tables of its repository: poplar plantations, which holds some rows twice, forests by composition, wood products.
The growth of forests is told twice, for compositions and for the whole, and the two differ up to twofold: both are kept
apart. A flux is negative where carbon is taken from the air.
"""

import polars as pl

from autan.evidence.figures.core.states import ValueState
from autan.opendata.sources.connectors.connector import Connector, one_by_one
from autan.opendata.sources.connectors.headings import match_headings
from autan.opendata.sources.connectors.raw_table import RawTable
from autan.opendata.sources.connectors.states import state_of
from autan.opendata.sources.core.readings import Expectation, Reading

SOURCE = "aldo"
STOCK, FLUX = "stock", "flux"
POPLAR = "forest_poplar"
POPLAR_YEAR = 2024  # the repository is of November 2024; the surveys of trees behind it are older, and not dated there
FORESTS_YEAR = 2022  # tables of the repository's history of 2022, from surveys of trees of 2012-2018
CO2_BY_CARBON = 44 / 12  # t CO2 for a t of carbon: molar masses
COLUMNS = ("siren", "annee", "compartiment", "nature", "valeur_tco2e")
POPLAR_NAMES = {
    "siren": ("code_epci",),
    "stock": ("stock_carbone_tc",),
    "flux": ("bilan_tco2_an",),
    "area": ("surface_ha",),
}
FOREST_NAMES = {
    "siren": ("code_epci",),
    "composition": ("composition",),
    "stock": ("stock_biomasse_tc_ha",),
    "flux": ("bilan_tco2_an",),
    "area": ("surface_ha",),
}
WOOD_NAMES = {
    "siren": ("code_epci",),
    "composition": ("composition",),
    "stock": ("stock_produits_bois_tco2",),
    "flux": ("puits_produits_bois_tco2_an",),
}
FOREST_PARTS = {
    **dict.fromkeys(("feuillu", "conifere", "mixte"), "forest_compositions"),
    "total_toutes_compositions": "forest_whole",
}
WOOD_PARTS = dict.fromkeys(("feuillus", "coniferes"), "wood_products")
COMPARTMENTS = {
    **dict.fromkeys(("forêt", "foret", "forest"), "forest"),
    **dict.fromkeys(("peupleraie", "peupleraies", POPLAR), POPLAR),
    **dict.fromkeys(("cultures", "cropland"), "cropland"),
    **dict.fromkeys(("prairies", "grassland"), "grassland"),
    **dict.fromkeys(("vignes", "vineyard"), "vineyard"),
    **dict.fromkeys(("vergers", "orchard"), "orchard"),
    **dict.fromkeys(("zones humides", "wetland"), "wetland"),
    **dict.fromkeys(("sols artificiels", "artificial_soils"), "artificial_soils"),
    **dict.fromkeys(("produits bois", "wood_products"), "wood_products"),
    **dict.fromkeys(("haies", "hedges"), "hedges"),
    **dict.fromkeys(("total",), "total"),
}
KINDS = {"stock": STOCK, "flux": FLUX}


def read(content: bytes, *, file: str, expectation: Expectation) -> Reading:
    """Read a file of ALDO; one tidy row for each EPCI, compartment and kind."""
    names = match_headings(content, POPLAR_NAMES)
    if names:
        return _read_poplars(content, names, file, expectation)
    for form, parts in ((FOREST_NAMES, FOREST_PARTS), (WOOD_NAMES, WOOD_PARTS)):
        if names := match_headings(content, form):
            return _read_compositions(content, names, parts, file, expectation)
    raw = RawTable(content, file=file, columns=COLUMNS, expectation=expectation)
    raw.unique("siren", "annee", "compartiment", "nature")
    values = {
        "siren": raw.siren("siren"),
        "year": raw.years("annee", first=1990),
        "compartment": raw.choice("compartiment", COMPARTMENTS),
        "kind": raw.choice("nature", KINDS),
        "carbon_tco2e": raw.number("valeur_tco2e", minimum=None),
    }
    return raw.finish(_with_state, values, "")


def _read_poplars(content: bytes, names: dict[str, str], file: str, expectation: Expectation) -> Reading:
    raw = RawTable(content, file=file, columns=tuple(names.values()), expectation=expectation)
    raw.read_repeats_once()
    raw.unique(names["siren"])
    values = {
        "siren": raw.siren(names["siren"]),
        STOCK: raw.number(names["stock"]),
        FLUX: raw.number(names["flux"], minimum=None),
    }
    raw.remarks.append("peupleraies seules : ce n’est pas toute la forêt")
    return raw.finish(_poplars, values, str(POPLAR_YEAR))


def _read_compositions(
    content: bytes, names: dict[str, str], parts: dict[str, str], file: str, expectation: Expectation
) -> Reading:
    """Read a table by composition, whose rows are added by compartment; a stock by hectare is made whole."""
    raw = RawTable(content, file=file, columns=tuple(names.values()), expectation=expectation)
    raw.read_repeats_once()
    raw.unique(names["siren"], names["composition"])
    area = raw.number(names["area"]) if "area" in names else None
    stock = raw.number(names["stock"])
    values = {
        "siren": raw.siren(names["siren"]),
        "compartment": raw.choice(names["composition"], parts),
        STOCK: stock if area is None else stock * area * CO2_BY_CARBON,
        FLUX: raw.number(names["flux"], minimum=None),
    }
    return raw.finish(_compositions, values, str(FORESTS_YEAR))


def _compositions(frame: pl.DataFrame) -> pl.DataFrame:
    """The sum of the compositions of each compartment; not known where that of one is not."""
    rows = frame.unpivot([STOCK, FLUX], index=["siren", "compartment"], variable_name="kind", value_name="carbon")
    sums = rows.group_by("siren", "compartment", "kind", maintain_order=True).agg(
        pl.when(pl.col("carbon").null_count() == 0).then(pl.col("carbon").sum()).alias("carbon_tco2e")
    )
    return _with_state(sums.with_columns(pl.lit(FORESTS_YEAR, dtype=pl.Int64).alias("year")))


def _poplars(frame: pl.DataFrame) -> pl.DataFrame:
    by_kind = {STOCK: pl.col(STOCK) * CO2_BY_CARBON, FLUX: pl.col(FLUX)}
    rows = [
        frame.select(
            "siren",
            pl.lit(POPLAR_YEAR, dtype=pl.Int64).alias("year"),
            pl.lit(POPLAR).alias("compartment"),
            pl.lit(kind).alias("kind"),
            value.alias("carbon_tco2e"),
        )
        for kind, value in by_kind.items()
    ]
    return _with_state(pl.concat(rows))


def _with_state(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(state_of("carbon_tco2e", usual=ValueState.MODELLED))


ALDO = Connector(source=SOURCE, read=one_by_one(read))
