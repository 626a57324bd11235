"""ADEME: the communal inventory of greenhouse gas as its data-fair portal publishes it, one column for each sector."""

import polars as pl

from autan.opendata.producers.connectors import igt_ghg
from autan.opendata.producers.connectors.igt_ghg import OUTSIDE_TOTAL, SECTOR_COLUMNS, SOURCE, tidy
from autan.opendata.sources.connectors.connector import Connector, one_by_one
from autan.opendata.sources.connectors.fetching import (
    FetchedEdition,
    FetchRequest,
    as_csv,
    check_columns,
    member_of,
    pages,
    rows_of,
)
from autan.opendata.sources.connectors.headings import is_near, near_headings
from autan.opendata.sources.connectors.raw_table import RawTable
from autan.opendata.sources.connectors.transport import Transport
from autan.opendata.sources.core.codes import TOTAL, Sector
from autan.opendata.sources.core.readings import Expectation, Reading

HOST = "https://data.ademe.fr"
LINES = f"{HOST}/data-fair/api/v1/datasets/igt-pouvoir-de-rechauffement-global/lines"
PAGE_ROWS = 10_000
YEAR = 2016  # one edition was ever published, and its rows have no column for the year
OWN_COLUMNS = "_"  # data-fair adds _id, _i and _rand to each row
NAMES = {
    "commune": ("insee_commune", "code_insee", "code_commune"),
    Sector.AGRICULTURE.value: ("agriculture",),
    Sector.OTHER_TRANSPORT.value: ("autres_transports",),
    OUTSIDE_TOTAL["tco2e_transports_internationaux"]: ("autres_transports_international",),
    OUTSIDE_TOTAL["tco2e_co2_biomasse_hors_total"]: ("co2_biomasse_hors_total",),
    Sector.WASTE.value: ("dechets",),
    Sector.ENERGY_INDUSTRY.value: ("energie",),
    Sector.INDUSTRY_EXCL_ENERGY.value: ("industrie_hors_energie",),
    Sector.RESIDENTIAL.value: ("residentiel",),
    Sector.ROAD_TRANSPORT.value: ("routier",),
    Sector.TERTIARY.value: ("tertiaire",),
}


def read(content: bytes, *, file: str, expectation: Expectation) -> Reading:
    """Read the published table; its total is the sum of the eight sectors, for it has no column of its own."""
    names = near_headings(content, NAMES)
    raw = RawTable(content, file=file, columns=tuple(names.values()), expectation=expectation)
    raw.unique(names["commune"])
    values = {"insee_code": raw.commune(names["commune"])}
    values |= {code: raw.number(names[code]) for code in NAMES if code != "commune"}
    parts = pl.DataFrame([values[code].alias(code) for code in SECTOR_COLUMNS.values()])
    is_known = pl.any_horizontal(pl.all().is_not_null())
    total = parts.select(pl.when(is_known).then(pl.sum_horizontal(pl.all()))).to_series()
    year = pl.Series([YEAR]).new_from_index(0, raw.height)
    return raw.finish(tidy, {**values, "year": year, TOTAL: total}, str(YEAR))


def fetch(transport: Transport, _request: FetchRequest) -> tuple[FetchedEdition, ...]:
    """Bring back the inventory of all France, following the `next` of each page.

    Raises SourceChangedError: the responses are not pages of this table.
    """
    parameters = {"size": PAGE_ROWS, "format": "json"}
    responses = tuple(pages(transport, LINES, parameters, next_of=lambda page: page.follow(member_of(page, "next"))))
    rows = rows_of(responses, "results", total=["total"])
    content = as_csv({name: value for name, value in row.items() if not name.startswith(OWN_COLUMNS)} for row in rows)
    check_columns(LINES, content, NAMES)
    return (FetchedEdition(name=f"{SOURCE}.csv", content=content, data_date=str(YEAR), responses=responses),)


IGT_GHG = Connector(
    source=SOURCE,
    read=one_by_one(igt_ghg.read, recognises=lambda content: is_near(content, NAMES), published=read),
    fetch=fetch,
)
