"""INSEE, Melodi: how the service is asked, and what its observations say.

Melodi is asked place by place, thirty times a minute at most, and answers 500 for a data set that it does not know. Its
`paging` can be trusted only when the first page was asked for by its number. `GEO` carries the year of the geographic
code: `2025-COM-31555`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autan.ground.wordings import Sentence
from autan.opendata.sources.connectors.fetching import FetchRequest, PlacesNeededError, member_of, pages
from autan.opendata.sources.connectors.responses import Response
from autan.opendata.sources.connectors.source_errors import SourceChangedError
from autan.opendata.sources.connectors.transport import Transport

HOST = "https://api.insee.fr"
DATA = f"{HOST}/melodi/data"
MOST_RESULTS = 100_000
ANY, COMMUNE, EPCI = "_T", "COM", "EPCI"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One value of a data set.

    Attributes:
        kind: kind of place: `COM`, `EPCI`...
        value: the value as the service writes it; None when it is not told.
        status: why, as the service says it; empty where it says nothing.
    """

    vintage: int
    kind: str
    code: str
    year: str
    dimensions: Mapping[str, str]
    value: Any
    status: str


def ask_data(transport: Transport, dataset: str, filters: Mapping[str, str]) -> Iterator[Response]:
    """Pages of a data set, to the one that says that it is the last."""
    parameters = {**filters, "maxResult": MOST_RESULTS, "page": 1}

    def next_of(page: Response) -> str:
        return "" if member_of(page, "paging", "isLast") else page.follow(member_of(page, "paging", "next"))

    return pages(transport, f"{DATA}/{dataset}", parameters, next_of=next_of)


def ask_communes(
    transport: Transport, request: FetchRequest, source: str, datasets: Sequence[tuple[str, Mapping[str, str]]]
) -> list[Response]:
    """Pages of data sets about the communes of every EPCI asked for."""
    if not request.sirens:
        raise PlacesNeededError(source)
    return [
        response
        for siren in request.sirens
        for dataset, filters in datasets
        for response in ask_data(transport, dataset, {"GEO": f"EPCI-{siren}*COM", **filters})
    ]


def observations(responses: Sequence[Response]) -> list[Observation]:
    """Observations of pages. Raises SourceChangedError: one is of another form."""
    return [observation for response in responses for observation in _observations(response)]


def _observations(response: Response) -> Iterator[Observation]:
    try:
        for item in response.json["observations"]:
            dimensions = {str(name): str(value) for name, value in item["dimensions"].items()}
            vintage, kind, code = dimensions["GEO"].split("-", 2)
            yield Observation(
                vintage=int(vintage),
                kind=kind,
                code=code,
                year=str(int(dimensions["TIME_PERIOD"][:4])),
                dimensions=dimensions,
                value=(item.get("measures") or {}).get("OBS_VALUE_NIVEAU", {}).get("value"),
                status=str((item.get("attributes") or {}).get("OBS_STATUS", "")),
            )
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        message = Sentence("une observation d’une autre forme ({error!r})", error=error)
        raise SourceChangedError(response.url, message, expected="des observations avec GEO et TIME_PERIOD") from error


def one_vintage(rows: Sequence[Observation], responses: Sequence[Response]) -> int:
    """Year of the geographic code of observations, one for all."""
    vintages = sorted({observation.vintage for observation in rows})
    if len(vintages) != 1:
        message = Sentence("des communes des années {vintages}", vintages=vintages)
        raise SourceChangedError(responses[0].url, message, expected="les communes d’une seule année")
    return vintages[0]
