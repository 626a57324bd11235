"""DiDo, the service of the statistics of the ministry (SDES): a data file found, asked for and opened.

A data file is found by words of its title in the list of data sets, else by the identifier that it was last seen with.
Its millésimes are announced before they are published: one announced for later, or refused (400), is passed over for
the one before. A table has up to three lines of headings (names, descriptions, units), and "secret" in numbers.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from autan.ground.tables.importers.delimited import BYTE_ORDER_MARK, first_line
from autan.opendata.sources.connectors.connector import Connector, ReadFile, one_by_one
from autan.opendata.sources.connectors.fetching import FetchedEdition, FetchRequest, check_columns, member_of, pages
from autan.opendata.sources.connectors.headings import Names, find_headings, plain_name
from autan.opendata.sources.connectors.raw_table import OUTSIDE_ANY_EPCI, RawTable
from autan.opendata.sources.connectors.responses import Response, ResponseFormat
from autan.opendata.sources.connectors.source_errors import ServiceError, SourceChangedError
from autan.opendata.sources.connectors.states import state_of_sum, sum_known
from autan.opendata.sources.connectors.transport import Transport
from autan.opendata.sources.core.codes import UNALLOCATED, Carrier, Sector
from autan.opendata.sources.core.readings import Expectation, Reading

HOST = "https://data.statistiques.developpement-durable.gouv.fr"
API = f"{HOST}/dido/api/v1"
PAGE_DATASETS = 100
MOST_HEADING_LINES = 3
REFUSED = "(400"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """One data file of the service.

    Attributes:
        words: words that its title holds, without accents or capitals.
        rid: identifier that it was last seen with.
        names: columns that we read, and their names there.
        optional: columns that tell rows apart where they are there.
    """

    source: str
    words: tuple[str, ...]
    rid: str
    names: Names
    optional: Names


def data_file_connector(file: DataFile, read: ReadFile) -> Connector:
    """The connector of a source that is one data file of the service."""
    return Connector(
        source=file.source,
        read=one_by_one(read),
        fetch=lambda transport, request: fetch_file(transport, request, file),
    )


def fetch_file(transport: Transport, request: FetchRequest, file: DataFile) -> tuple[FetchedEdition, ...]:
    """Bring back the latest published millésime of a data file.

    Raises SourceUnreachableError: no whole response came.
    """
    data_file, described = _find(transport, file)
    rid, millesimes = str(data_file["rid"]), _published_vintages(data_file, request.today)
    if not millesimes:
        raise SourceChangedError(described.url, "aucun millésime publié", expected="un millésime déjà diffusé")
    response, millesime = _fetch_table(transport, rid, millesimes)
    content, _ = below_headings(response.body, file.names)
    check_columns(response.url, content, file.names)
    name = f"{file.source}-{millesime}.csv"
    return (FetchedEdition(name=name, content=response.body, responses=(described, response)),)


def below_headings(content: bytes, names: Names) -> tuple[bytes, int]:
    r"""A table whose only line of headings is that of its column names, and how many lines were left out.

    The lines of descriptions and of units, in any order, are left out; a table with one line stays as it is.

    >>> text = "Année;Consommation\nANNEE;CONSO\n;MWh\n2023;12\n"
    >>> below_headings(text.encode(), {"year": ("annee",), "consumption": ("conso",)})
    (b'ANNEE;CONSO\n2023;12\n', 2)
    """
    lines = content.removeprefix(BYTE_ORDER_MARK).split(b"\n", MOST_HEADING_LINES)
    rows = [first_line(line) for line in lines[:MOST_HEADING_LINES]]
    headings = [row for row in rows if row and not any(cell.strip().isdecimal() for cell in row)]
    if len(headings) < 2:
        return content, 0
    known_headings = {name for spellings in names.values() for name in spellings}
    known = [sum(plain_name(cell) in known_headings for cell in row) for row in headings]
    names_line = lines[rows.index(headings[known.index(max(known))])]
    return names_line + b"\n" + b"\n".join(lines[len(headings) :]), len(headings) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFile:
    """A data file opened below its headings."""

    raw: RawTable
    names: Mapping[str, str]
    others: tuple[str, ...]


def open_file(
    content: bytes,
    data_file: DataFile,
    *,
    file: str,
    expectation: Expectation,
    more: Callable[[bytes], Iterable[str]] = lambda _table: (),
) -> OpenFile:
    """Open a data file as the service gives it. Raises ImportFileError: it is not this file."""
    table, above = below_headings(content, data_file.names)
    names = {key: name[0].upper() for key, name in data_file.names.items()} | find_headings(table, data_file.names)
    others = tuple(find_headings(table, data_file.optional).values())
    columns = (*names.values(), *others, *more(table))
    raw = RawTable(table, file=file, columns=columns, expectation=expectation, lines_above=above)
    return OpenFile(raw=raw, names=names, others=others)


def _find(transport: Transport, file: DataFile) -> tuple[Mapping[str, Any], Response]:
    """The description of a data file: by its title among the data sets, else by its identifier."""
    try:
        parameters = {"page": 1, "pageSize": PAGE_DATASETS}
        listed = pages(
            transport, f"{API}/datasets", parameters, next_of=lambda page: page.follow(member_of(page, "nextPage"))
        )
        for response in list(listed):
            for entry in _files_of(response):
                if all(word in plain_name(str(entry.get("title", ""))) for word in file.words):
                    return entry, response
    except ServiceError:
        pass  # the list is a way to the file; its identifier is another
    response = transport.get(f"{API}/datafiles/{file.rid}")
    if not isinstance(response.json, dict) or "rid" not in response.json:
        raise SourceChangedError(response.url, "un fichier d’une autre forme", expected="«\u202frid\u202f»")
    return response.json, response


def _files_of(response: Response) -> list[Mapping[str, Any]]:
    try:
        return [file for dataset in response.json["data"] for file in dataset.get("datafiles") or [] if file.get("rid")]
    except (LookupError, TypeError, AttributeError) as error:
        raise SourceChangedError(response.url, "une liste d’une autre forme", expected="«\u202fdata\u202f»") from error


def _published_vintages(description: Mapping[str, Any], today: date | None) -> list[str]:
    """Millésimes already published on a day, the latest first."""
    listed = description.get("millesimes")
    items = [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    out = [
        str(item["millesime"])
        for item in items
        if item.get("millesime") and (today is None or str(item.get("date_diffusion") or "")[:10] <= today.isoformat())
    ]
    return sorted(out, reverse=True)


def _fetch_table(transport: Transport, rid: str, millesimes: Sequence[str]) -> tuple[Response, str]:
    """The table of the first millésime that the service gives."""
    parameters = {"withColumnName": "true", "withColumnDescription": "false", "withColumnUnit": "false"}
    for place, millesime in enumerate(millesimes):
        try:
            url = f"{API}/datafiles/{rid}/csv"
            return transport.get(url, {"millesime": millesime, **parameters}, form=ResponseFormat.CSV), millesime
        except SourceChangedError as error:
            if REFUSED not in error.response or place == len(millesimes) - 1:
                raise
    raise AssertionError  # there is at least one millésime


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
