"""INSEE: inhabitants and dwellings of the communes of given territories, from the Melodi service.

Melodi is asked place by place, thirty times a minute at most, and answers 500 for a dataset that it does not know. Its
`paging` can be trusted only when the first page was asked for by its number. `GEO` carries the year of the geographic
code: it is kept, and must be one for the whole answer.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from autan.observatory.connectors import insee_files
from autan.observatory.connectors.answers import Answer, Form
from autan.observatory.connectors.harvest import Harvest, PlacesNeededError, Wish, member_of, pages
from autan.observatory.connectors.insee_dwellings import COLUMNS, SOURCE, read
from autan.observatory.connectors.raw_table import Expectation, Reading
from autan.observatory.connectors.source_errors import SourceChangedError
from autan.observatory.connectors.transport import Transport
from autan.observatory.core.cards import Card

__all__ = ["SOURCE", "fetch", "read", "read_many", "recognises"]

HOST = "https://api.insee.fr"
DATA = f"{HOST}/melodi/data"
MOST_RESULTS = 100_000
ANY = "_T"
POPULATION = ("DS_POPULATIONS_REFERENCE", {"POPREF_MEASURE": "PMUN"})
DWELLINGS = ("DS_RP_LOGEMENT_PRINC", {"RP_MEASURE": "DWELLINGS"})
SPLITS = ("OCS", "TDW")
COLUMN_OF_SPLIT = {
    (ANY, ANY): "logements",
    ("DW_MAIN", ANY): "residences_principales",
    ("DW_SEC_DW_OCC", ANY): "residences_secondaires",
    ("DW_VAC", ANY): "logements_vacants",
    (ANY, "1"): "maisons",
    (ANY, "2"): "appartements",
}
"""Which column of our file holds the dwellings of an occupation (`OCS`) and a kind (`TDW`: 1 house, 2 flat)."""
_ALWAYS_THERE = ("GEO", "FREQ", "TIME_PERIOD", "RP_MEASURE", "POPREF_MEASURE", *SPLITS)


@dataclass(frozen=True, slots=True)
class _Cell:
    """One value of a commune in a year, with the column that it belongs to."""

    vintage: int
    commune: str
    year: int
    column: str
    value: float


def recognises(content: bytes) -> bool:
    """True for a table of an archive of Melodi; what `fetch` makes is the file of `insee_dwellings`."""
    return insee_files.recognises(content)


def read_many(files: Mapping[str, bytes], *, card: Card, expectation: Expectation) -> Reading:  # noqa: ARG001 - the card is that of the source
    """Read the tables of archives of Melodi; see `insee_files`."""
    return insee_files.read_many(files, expectation=expectation)


def fetch(transport: Transport, wish: Wish) -> tuple[Harvest, ...]:
    """Bring back the latest year that has both inhabitants and dwellings, or every year from the one wished for.

    Raises:
        PlacesNeededError: no territory was given.
        SourceUnreachableError: no whole answer came.
        SourceChangedError: the answers are of another form.
    """
    if not wish.sirens:
        raise PlacesNeededError(SOURCE)
    answers = [
        answer
        for siren in wish.sirens
        for dataset, filters in (POPULATION, DWELLINGS)
        for answer in ask_places(transport, siren, dataset, filters)
    ]
    cells = [cell for answer in answers for cell in _cells(answer)]
    vintages = {cell.vintage for cell in cells}
    if len(vintages) != 1:
        said = f"des communes des années {sorted(vintages)}"
        raise SourceChangedError(answers[0].url, said, expected="les communes d’une seule année")
    years = sorted(
        {c.year for c in cells if c.column == "population"} & {c.year for c in cells if c.column != "population"}
    )
    if not years:
        raise SourceChangedError(answers[0].url, "aucune année commune", expected="population et logements d’une année")
    kept = [year for year in years if year >= (wish.from_year or years[-1])] or years[-1:]
    return tuple(
        Harvest(
            name=f"{SOURCE}-{year}.csv",
            content=_write((cell for cell in cells if cell.year == year), answers[0].url),
            data_date=str(year),
            answers=tuple(answers),
            geography_vintage=cells[0].vintage,
            sirens=wish.sirens,
        )
        for year in kept
    )


def ask_places(transport: Transport, siren: str, dataset: str, filters: Mapping[str, str]) -> Iterator[Answer]:
    """Pages of a data set about the communes of an EPCI."""
    return ask_data(transport, dataset, {"GEO": f"EPCI-{siren}*COM", **filters})


def ask_data(transport: Transport, dataset: str, filters: Mapping[str, str]) -> Iterator[Answer]:
    """Pages of a data set, to the one that says that it is the last."""
    parameters = {**filters, "maxResult": MOST_RESULTS, "page": 1}
    return pages(transport, f"{DATA}/{dataset}", parameters, form=Form.JSON, next_of=_next_page)


def _next_page(answer: Answer) -> str:
    return "" if member_of(answer, "paging", "isLast") else answer.follow(member_of(answer, "paging", "next"))


def _cells(answer: Answer) -> Iterator[_Cell]:
    try:
        observations = answer.json["observations"]
        for item in observations:
            dimensions = item["dimensions"]
            column = _column(dimensions)
            vintage, _, commune = dimensions["GEO"].partition("-COM-")
            said = item["measures"]["OBS_VALUE_NIVEAU"]["value"]
            if column and commune and said is not None:  # a value that is not told leaves its cell empty
                value = _finite(said)
                yield _Cell(int(vintage), commune, int(dimensions["TIME_PERIOD"]), column, value)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        expected = "des observations avec GEO, TIME_PERIOD et OBS_VALUE_NIVEAU"
        raise SourceChangedError(
            answer.url, f"une observation d’une autre forme ({error!r})", expected=expected
        ) from error


def _finite(said: Any) -> float:
    """A number that is one: JSON of some servers holds NaN.

    Raises:
        ValueError: it is none.
    """
    value = float(said)
    if not math.isfinite(value):
        raise ValueError(said)
    return value


def _column(dimensions: dict[str, str]) -> str | None:
    """The column of an observation; None when it is about a part that we do not keep, as dwellings with one car."""
    if dimensions.get("POPREF_MEASURE"):
        return "population" if dimensions["POPREF_MEASURE"] == "PMUN" else None
    if any(value != ANY for name, value in dimensions.items() if name not in _ALWAYS_THERE):
        return None
    occupation, kind = (dimensions.get(name, ANY) for name in SPLITS)
    return COLUMN_OF_SPLIT.get((occupation, kind))


def _write(cells: Iterable[_Cell], url: str) -> bytes:
    """One row for each commune; dwellings, which the census estimates with decimals, are rounded."""
    rows: dict[str, dict[str, str]] = {}
    for cell in cells:
        row = rows.setdefault(cell.commune, {"code_commune": cell.commune, "annee": str(cell.year)})
        if cell.column in row:
            said = f"deux valeurs de {cell.column} pour {cell.commune} en {cell.year}"
            raise SourceChangedError(url, said, expected="une seule")
        row[cell.column] = str(round(cell.value))
    table = pl.DataFrame([rows[code] for code in sorted(rows)], schema=dict.fromkeys(COLUMNS, pl.String))
    return table.write_csv().encode()
