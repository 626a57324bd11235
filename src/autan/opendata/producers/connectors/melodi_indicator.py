"""INSEE, Melodi: any measure of any of its data sets as a territorial indicator, for given territories.

`melodi:DS_FILOSOFI_CC:PR_MD60` is the poverty rate: a data set and one word of its dimension of measures. Only the
observations where every other dimension is the whole (`_T`) are kept. Values are those of INSEE, and are never added.
"""

from collections.abc import Mapping, Sequence

from autan.ground.wordings import Sentence
from autan.opendata.producers.connectors.melodi import ANY, COMMUNE, EPCI, HOST, Observation, ask_data, observations
from autan.opendata.sources.connectors.fetching import FetchedEdition, FetchRequest, Identity, PlacesNeededError, as_csv
from autan.opendata.sources.connectors.headings import plain_name
from autan.opendata.sources.connectors.responses import Response
from autan.opendata.sources.connectors.source_errors import SourceChangedError
from autan.opendata.sources.connectors.transport import Transport
from autan.opendata.sources.core.source_cards import INDICATOR_PREFIX, IndicatorTraits

MARK = "melodi:"
CATALOGUE = f"{HOST}/melodi/catalog/all"
NOT_SPLITS = ("GEO", "FREQ", "TIME_PERIOD", "UNIT_MEASURE", "UNIT_MULT")
WHOLE = (ANY, "_Z")
UNITS = {"PC": "%", "PT": "%", "EUR_YR": "€ par an", "EUR": "€"}
MESHES = {EPCI: "epci", COMMUNE: "commune"}


def fetch_measure(transport: Transport, request: FetchRequest, source: str) -> tuple[FetchedEdition, ...]:
    """Bring back one measure for territories and their communes, every year.

    Raises SourceUnreachableError: no whole response came.
    """
    if not request.sirens:
        raise PlacesNeededError(source)
    dataset, _, measure = request.dataset.removeprefix(MARK).partition(":")
    catalogue = transport.get(CATALOGUE)
    title = _title(catalogue, dataset)
    places = [place for siren in request.sirens for place in (f"EPCI-{siren}", f"EPCI-{siren}*COM")]
    responses = [response for place in places for response in ask_data(transport, dataset, {"GEO": place})]
    values = [item for item in observations(responses) if item.kind in MESHES and _is_asked(item.dimensions, measure)]
    if not values:
        raise SourceChangedError(
            responses[0].url,
            Sentence("aucune valeur de {measure}", measure=measure),
            expected=Sentence("une mesure de {dataset}", dataset=dataset),
        )
    unit = values[0].dimensions.get("UNIT_MEASURE", "")
    short = plain_name(f"{dataset}_{measure}").replace("_", "-")[:54]
    identity = Identity(
        source=f"{INDICATOR_PREFIX}insee-{short}",
        title=f"{title} ({measure})",
        producer="INSEE",
        licence="",
        url="https://www.insee.fr/",
        traits=IndicatorTraits(dataset=request.dataset, unit=UNITS.get(unit, unit)),
    )
    return (
        FetchedEdition(
            name=f"{identity.source}.csv",
            responses=(catalogue, *responses),
            geography_vintage=max(item.vintage for item in values),
            sirens=request.sirens,
            parts=tuple(_parts(values)),
            identity=identity,
        ),
    )


def _title(catalogue: Response, dataset: str) -> str:
    """Title of a data set in French; one that Melodi does not hold is refused before it answers 500."""
    listed = catalogue.json if isinstance(catalogue.json, list) else []
    for item in listed:
        if isinstance(item, dict) and item.get("identifier") == dataset:
            titles = {str(text.get("lang")): str(text.get("content")) for text in item.get("title") or []}
            return titles.get("fr", dataset)
    raise SourceChangedError(
        catalogue.url, Sentence("aucun jeu {dataset}", dataset=dataset), expected="un jeu de données de Melodi"
    )


def _is_asked(dimensions: Mapping[str, str], measure: str) -> bool:
    others = {name: value for name, value in dimensions.items() if name not in NOT_SPLITS}
    measures = [name for name in others if name.endswith("_MEASURE")]
    splits = [value for name, value in others.items() if name not in measures]
    return any(others[name] == measure for name in measures) and all(value in WHOLE for value in splits)


def _parts(values: Sequence[Observation]) -> list[tuple[str, bytes]]:
    """One file for each mesh, in the form of the files of indicators; what is not told is masked."""
    parts = []
    for kind, mesh in MESHES.items():
        rows = [
            {
                "date_mesure": item.year,
                f"geocode_{mesh}": item.code,
                "valeur": "secret" if item.value is None else str(item.value),
            }
            for item in values
            if item.kind == kind
        ]
        if rows:
            parts.append((f"{mesh}.csv", as_csv(rows)))
    return parts
