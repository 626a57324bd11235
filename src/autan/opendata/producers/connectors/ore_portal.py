"""Agence ORE: the communal table as its portal publishes it, by sector and operator, and how the portal is asked.

The portal speaks data-fair; clients written for its former self speak Explore v2.1 at the same host: tried second.
"""

from collections.abc import Callable

import polars as pl

from autan.ground.wordings import Sentence
from autan.opendata.producers.connectors import ore_communes
from autan.opendata.producers.connectors.ore_communes import CARRIERS, FIRST_YEAR, SOURCE, tidy
from autan.opendata.sources.connectors.columns import CELL, read_each
from autan.opendata.sources.connectors.connector import Connector, one_by_one
from autan.opendata.sources.connectors.fetching import (
    FetchedEdition,
    FetchRequest,
    check_columns,
    csv_pages,
    first_or_second,
    join_tables,
)
from autan.opendata.sources.connectors.headings import find_headings, is_near, near_headings
from autan.opendata.sources.connectors.raw_table import RawTable
from autan.opendata.sources.connectors.responses import Response, ResponseFormat
from autan.opendata.sources.connectors.source_errors import SourceChangedError
from autan.opendata.sources.connectors.states import sum_known
from autan.opendata.sources.connectors.transport import Transport
from autan.opendata.sources.core.readings import Expectation, Reading

HOST = "https://opendata.agenceore.fr"
DATASET = "consommation-annuelle-d-electricite-et-gaz-par-commune"
DATA_FAIR = f"{HOST}/data-fair/api/v1/datasets/{DATASET}"
EXPLORE = f"{HOST}/api/explore/v2.1/catalog/datasets/{DATASET}"
PAGE_ROWS = 10_000
NAMES = {
    "commune": ("code_commune",),
    "year": ("annee",),
    "carrier": ("filiere",),
    "sector": ("code_grand_secteur", "code_categorie_consommation"),
    "consumption": ("conso_totale_mwh",),
    "points": ("nb_sites",),
    "meshes": ("nombre_de_mailles_secretisees",),
    "operator": ("operateur",),
}
OTHERS = {
    "category": ("code_categorie_consommation",),
    "branch": ("code_secteur_naf2", "code_naf2", "naf2", "code_naf"),
}
"""Columns that tell rows of one sector apart, in the files that have them: two branches may be masked alike."""

SELECT = (
    *("code_commune", "annee", "filiere", "code_categorie_consommation", "conso_totale_mwh"),
    *("nb_sites", "nombre_de_mailles_secretisees", "operateur"),
)
KEYS = ("insee_code", "carrier", "year")
REFUSED = "(400"
HOMES = ("residentiel", "résidentiel", "res", "r")


def read(content: bytes, *, file: str, expectation: Expectation) -> Reading:
    """Read the published table, adding up operators and sectors; two tidy rows for each commune, carrier and year.

    The service gives a year at a time, and a file taken by hand holds them all: a reading for each is made of it.
    """
    names = near_headings(content, NAMES)
    others = find_headings(content, OTHERS)
    raw = RawTable(content, file=file, columns=(*names.values(), *others.values()), expectation=expectation)
    raw.leave_years_before(names["year"], FIRST_YEAR, "une autre méthode, jamais raccordée")
    year = raw.whole_years(names["year"], first=FIRST_YEAR)
    raw.unique(*names.values(), *others.values())
    columns = {
        "insee_code": raw.commune(names["commune"]),
        "year": year,
        "carrier": raw.choice(names["carrier"], CARRIERS),
        "is_home": raw.is_one_of(names["sector"], HOMES),
        "value": raw.number(names["consumption"]),
        "is_secret": raw.secret(names["consumption"]),
        "points": raw.number(names["points"], is_whole=True),
        "meshes": raw.number(names["meshes"], is_whole=True),
        "operator": raw.text(names["operator"]),
    }
    years = year.drop_nulls().unique()
    return raw.finish(lambda frame: tidy(_by_commune(frame)), columns, str(years[0]) if len(years) == 1 else "")


def _by_commune(frame: pl.DataFrame) -> pl.DataFrame:
    """Add up operators and sectors.

    A masked cell is one masked mesh at least, so that the total of its commune is known for a lower bound; the homes of
    a commune with a masked cell are masked, for nothing tells how much of them is.
    """
    at_home = pl.col("is_home")
    split = frame.with_columns(
        pl.when(at_home).then("value").alias("home_value"),
        pl.when(at_home).then("points").alias("home_points"),
        (at_home & pl.col("is_secret")).alias("is_secret_home"),
        read_each(frame["operator"], rank=pl.col(CELL).rank("dense"))["rank"].alias("operator_rank"),
    )
    sums = split.group_by(KEYS).agg(
        sum_known("home_value").alias("residential_mwh"),
        pl.col("is_secret_home").any().alias("residential_secret"),
        sum_known("value").alias("total_mwh"),
        pl.col("is_secret").all().alias("total_secret"),
        sum_known("home_points").alias("delivery_points"),
        pl.max_horizontal(pl.col("meshes").sum(), pl.col("is_secret").sum().cast(pl.Int64)).alias("masked_meshes"),
        pl.col("operator").first().alias("operators"),
        (pl.col("operator_rank").min() != pl.col("operator_rank").max()).alias("has_several"),
    )
    masked = pl.when("residential_secret").then(None).otherwise("residential_mwh").alias("residential_mwh")
    return _with_operators(sums, frame).with_columns(masked, pl.col("operators").fill_null(""))


def _with_operators(sums: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
    """The names of every operator, where a commune has several; the others have the name of theirs already."""
    several = sums.filter(pl.col("has_several").fill_null(value=False) | pl.col("operators").is_null()).select(KEYS)
    operators = frame.select(*KEYS, "operator").join(several, on=KEYS, how="semi").drop_nulls("operator").unique()
    joined = operators.sort("operator").group_by(KEYS).agg(pl.col("operator").str.join(" | ").alias("joined"))
    return sums.join(joined, on=KEYS, how="left").with_columns(pl.coalesce("joined", "operators").alias("operators"))


def fetch(transport: Transport, request: FetchRequest) -> tuple[FetchedEdition, ...]:
    """Bring back the latest year, or every year from the one asked for; one edition for each.

    Raises SourceChangedError: neither address gives this table.
    """
    return first_or_second(
        lambda: _fetch_years(transport, request, _latest_of_data_fair, _ask_data_fair),
        lambda: _fetch_years(transport, request, _latest_of_explore, _ask_explore),
    )


def _fetch_years(
    transport: Transport,
    request: FetchRequest,
    find_latest: Callable[[Transport], int],
    ask: Callable[[Transport, int], tuple[Response, ...]],
) -> tuple[FetchedEdition, ...]:
    latest = find_latest(transport)
    first = min(latest, max(request.from_year or latest, FIRST_YEAR))
    return tuple(_edition(year, ask(transport, year)) for year in range(first, latest + 1))


def _edition(year: int, responses: tuple[Response, ...]) -> FetchedEdition:
    content = join_tables(responses)
    check_columns(responses[0].url, content, NAMES)
    return FetchedEdition(name=f"{SOURCE}-{year}.csv", content=content, data_date=str(year), responses=responses)


def _latest_of_data_fair(transport: Transport) -> int:
    response = transport.get(f"{DATA_FAIR}/values_agg", {"field": "annee", "size": 1, "sort": "-annee"})
    return read_year(response, ("aggs", 0, "value"))


def _latest_of_explore(transport: Transport) -> int:
    parameters = {"select": "annee", "group_by": "annee", "order_by": "annee desc", "limit": 1}
    return read_year(transport.get(f"{EXPLORE}/records", parameters), ("results", 0, "annee"))


def read_year(response: Response, path: tuple[str | int, ...]) -> int:
    """The year at a place of a JSON response."""
    node = response.json
    try:
        for step in path:
            node = node[step]
        # a year, or a date that begins with it
        return int(str(node)[:4])
    except (LookupError, TypeError, ValueError) as error:
        place = ".".join(map(str, path))
        raise SourceChangedError(
            response.url, "une réponse sans année", expected=Sentence("une année en {place}", place=place)
        ) from error


def _ask_data_fair(transport: Transport, year: int) -> tuple[Response, ...]:
    parameters = {"qs": f"annee:{year}", "size": PAGE_ROWS, "format": "csv", "select": ",".join(SELECT)}
    return tuple(csv_pages(transport, f"{DATA_FAIR}/lines", parameters))


def _ask_explore(transport: Transport, year: int) -> tuple[Response, ...]:
    parameters = {"where": f"annee={year}", "delimiter": ";", "use_labels": "false", "select": ",".join(SELECT)}
    try:
        return (transport.get(f"{EXPLORE}/exports/csv", parameters, form=ResponseFormat.CSV),)
    except SourceChangedError as error:
        if REFUSED not in error.response:
            raise
    parameters["where"] = f"year(annee)={year}"  # a field of dates is not compared with a number
    return (transport.get(f"{EXPLORE}/exports/csv", parameters, form=ResponseFormat.CSV),)


ORE_COMMUNES = Connector(
    source=SOURCE,
    read=one_by_one(ore_communes.read, recognises=lambda content: is_near(content, NAMES), published=read),
    fetch=fetch,
)
