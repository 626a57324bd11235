"""Agence ORE: the network operators of each municipality, and so which ones a gas network serves."""

from collections.abc import Iterable

import polars as pl

from autan.evidence.figures.core.states import ValueState
from autan.opendata.producers.connectors.ore_portal import HOST, PAGE_ROWS
from autan.opendata.sources.connectors.connector import Connector, one_by_one
from autan.opendata.sources.connectors.fetching import (
    FetchedEdition,
    FetchRequest,
    check_columns,
    csv_pages,
    first_or_second,
    join_tables,
)
from autan.opendata.sources.connectors.headings import near_headings
from autan.opendata.sources.connectors.raw_table import RawTable
from autan.opendata.sources.connectors.responses import Response, ResponseFormat
from autan.opendata.sources.connectors.transport import Transport
from autan.opendata.sources.core.codes import Carrier
from autan.opendata.sources.core.readings import Expectation, Reading

SOURCE = "ore-operators"
DATASET = "distributeurs-denergie-par-commune"
DATA_FAIR = f"{HOST}/data-fair/api/v1/datasets/{DATASET}/lines"
EXPLORE = f"{HOST}/api/explore/v2.1/catalog/datasets/{DATASET}/exports/csv"
NAMES = {
    "commune": ("codeinseecommune", "code_insee_commune", "code_insee", "code_commune"),
    "electricity": ("grd_elec", "gestionnaire_electricite"),
    "gas": ("grd_gaz", "gestionnaire_gaz"),
}
_CARRIERS = {"electricity": Carrier.ELECTRICITY.value, "gas": Carrier.NATURAL_GAS.value}


def read(content: bytes, *, file: str, expectation: Expectation) -> Reading:
    """Read the operators; one tidy row for each municipality and carrier. The day is that of the reading."""
    names = near_headings(content, NAMES)
    raw = RawTable(content, file=file, columns=tuple(names.values()), expectation=expectation)
    columns = {
        "insee_code": raw.commune(names["commune"]),
        **{name: raw.text(names[name]) for name in _CARRIERS},
    }
    return raw.finish(_tidy, columns, expectation.today.isoformat())


def _tidy(frame: pl.DataFrame) -> pl.DataFrame:
    """A municipality on several rows has the operators of all of them; one without any is not served."""
    parts = [
        frame.group_by("insee_code").agg(
            pl.lit(carrier).first().alias("carrier"),
            pl.col(name).drop_nulls().unique().sort().str.join(" | ").alias("operators"),
            pl.col(name).is_not_null().any().cast(pl.Int64).alias("is_served"),
        )
        for name, carrier in _CARRIERS.items()
    ]
    return pl.concat(parts).with_columns(pl.lit(ValueState.OBSERVED.value).alias("state"))


def fetch(transport: Transport, request: FetchRequest) -> tuple[FetchedEdition, ...]:
    """Bring back the operators of the whole country.

    Raises SourceChangedError: neither address gives this table.
    """
    page, export = {"size": PAGE_ROWS, "format": "csv"}, {"delimiter": ";", "use_labels": "false"}
    return first_or_second(
        lambda: _join_editions(csv_pages(transport, DATA_FAIR, page), request),
        lambda: _join_editions([transport.get(EXPLORE, export, form=ResponseFormat.CSV)], request),
    )


def _join_editions(pages: Iterable[Response], request: FetchRequest) -> tuple[FetchedEdition, ...]:
    responses = tuple(pages)
    content = join_tables(responses)
    check_columns(responses[0].url, content, NAMES)
    day = request.today.isoformat() if request.today else ""
    return (FetchedEdition(name=f"{SOURCE}.csv", content=content, data_date=day, responses=responses),)


ORE_OPERATORS = Connector(source=SOURCE, read=one_by_one(read), fetch=fetch)
