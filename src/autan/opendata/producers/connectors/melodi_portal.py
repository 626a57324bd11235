"""INSEE: inhabitants and dwellings of the communes of given territories, from the Melodi service or its archives."""

import math
from collections.abc import Iterable, Mapping, Sequence

from autan.ground.wordings import Sentence
from autan.opendata.producers.connectors import insee_dwellings, insee_files
from autan.opendata.producers.connectors.insee_dwellings import ANY, COLUMN_OF_SPLIT, COLUMNS, SOURCE
from autan.opendata.producers.connectors.melodi import COMMUNE, Observation, ask_communes, observations, one_vintage
from autan.opendata.sources.connectors.connector import Connector, one_by_one
from autan.opendata.sources.connectors.fetching import FetchedEdition, FetchRequest, as_csv
from autan.opendata.sources.connectors.source_errors import SourceChangedError
from autan.opendata.sources.connectors.transport import Transport
from autan.opendata.sources.core.readings import Expectation, Reading
from autan.opendata.sources.core.source_cards import SourceCard

POPULATION = "population"
DATASETS = (
    ("DS_POPULATIONS_REFERENCE", {"POPREF_MEASURE": "PMUN"}),
    ("DS_RP_LOGEMENT_PRINC", {"RP_MEASURE": "DWELLINGS"}),
)
SPLITS = ("OCS", "TDW")
_ALWAYS_THERE = ("GEO", "FREQ", "TIME_PERIOD", "RP_MEASURE", "POPREF_MEASURE", *SPLITS)


def fetch(transport: Transport, request: FetchRequest) -> tuple[FetchedEdition, ...]:
    """Bring back the latest year that has both inhabitants and dwellings, or every year from the one asked for.

    Raises:
        PlacesNeededError: no territory was given.
        SourceUnreachableError: no whole response came.
    """
    responses = tuple(ask_communes(transport, request, SOURCE, DATASETS))
    values = [item for item in observations(responses) if item.kind == COMMUNE]
    vintage, url = one_vintage(values, responses), responses[0].url
    pairs = [(item, column) for item in values if item.value is not None and (column := _column(item.dimensions))]
    people, homes = ({item.year for item, column in pairs if (column == POPULATION) is both} for both in (True, False))
    years = sorted(people & homes)
    if not years:
        raise SourceChangedError(url, "aucune année commune", expected="population et logements d’une année")
    # the year asked for may have only one of the two yet
    selected = [year for year in years if year >= str(request.from_year or years[-1])] or years[-1:]
    return tuple(
        FetchedEdition(
            name=f"{SOURCE}-{year}.csv",
            content=_write(((item, column) for item, column in pairs if item.year == year), url),
            data_date=year,
            responses=responses,
            geography_vintage=vintage,
            sirens=request.sirens,
        )
        for year in selected
    )


def _column(dimensions: Mapping[str, str]) -> str:
    """Our column of an observation; empty when it is about a part that we do not keep, as dwellings with one car."""
    if dimensions.get("POPREF_MEASURE"):
        return POPULATION if dimensions["POPREF_MEASURE"] == "PMUN" else ""
    if any(value != ANY for name, value in dimensions.items() if name not in _ALWAYS_THERE):
        return ""
    occupation, kind = (dimensions.get(name, ANY) for name in SPLITS)
    return COLUMN_OF_SPLIT.get((occupation, kind), "")


def _write(pairs: Iterable[tuple[Observation, str]], url: str) -> bytes:
    """One row for each commune; dwellings, which the census estimates with decimals, are rounded."""
    rows: dict[str, dict[str, str]] = {}
    for item, column in pairs:
        row = rows.setdefault(item.code, {"code_commune": item.code, "annee": item.year})
        if column in row:
            message = Sentence(
                "deux valeurs de {column} pour {code} en {year}", column=column, code=item.code, year=item.year
            )
            raise SourceChangedError(url, message, expected="une seule")
        row[column] = str(round(_finite(item.value, url)))
    return as_csv((rows[code] for code in sorted(rows)), COLUMNS)


def _finite(raw: object, url: str) -> float:
    """A number that is one: JSON of some servers holds NaN."""
    try:
        value = float(str(raw))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise SourceChangedError(url, Sentence("une valeur «\u202f{said!s:.40}\u202f»", said=raw), expected="un nombre")
    return value


def _read_files(files: Mapping[str, bytes], card: SourceCard, expectation: Expectation) -> Sequence[Reading]:
    """Tables of archives of Melodi where there are some, else files in the form that `fetch` makes."""
    if any(insee_files.recognises(content) for content in files.values()):
        return [insee_files.read_tables(files, expectation=expectation)]
    return one_by_one(insee_dwellings.read)(files, card, expectation)


INSEE_DWELLINGS = Connector(source=SOURCE, read=_read_files, fetch=fetch, needs_places=True)
