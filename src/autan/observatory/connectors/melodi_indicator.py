"""INSEE, Melodi: any measure of any of its data sets as a territorial indicator, for given territories.

`melodi:DS_FILOSOFI_CC:PR_MD60` is the poverty rate: a data set and one word of its dimension of measures. Only the
observations where every other dimension is the whole (`_T`) are kept. Values are those of INSEE, and are never added.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from autan.observatory.connectors.answers import Answer, Form
from autan.observatory.connectors.harvest import Harvest, Identity, PlacesNeededError, Wish
from autan.observatory.connectors.indicator_files import PREFIX, SOURCE
from autan.observatory.connectors.melodi_portal import ANY, HOST, ask_data
from autan.observatory.connectors.published import plain_name
from autan.observatory.connectors.source_errors import SourceChangedError
from autan.observatory.connectors.transport import Transport
from autan.observatory.core.cards import IndicatorTraits

MARK = "melodi:"
CATALOGUE = f"{HOST}/melodi/catalog/all"
NOT_SPLITS = ("GEO", "FREQ", "TIME_PERIOD", "UNIT_MEASURE", "UNIT_MULT")
WHOLE = (ANY, "_Z")
UNITS = {"PC": "%", "PT": "%", "EUR_YR": "€ par an", "EUR": "€"}
MESHES = {"EPCI": "epci", "COM": "commune"}


def fetch_measure(transport: Transport, wish: Wish) -> tuple[Harvest, ...]:
    """Bring back one measure for territories and their communes, every year.

    Raises:
        PlacesNeededError: no territory was given.
        SourceUnreachableError: no whole answer came.
        SourceChangedError: Melodi has no such data set or measure, or answers in another form.
    """
    if not wish.sirens:
        raise PlacesNeededError(SOURCE)
    dataset, _, measure = wish.dataset.removeprefix(MARK).partition(":")
    catalogue = transport.get(CATALOGUE, form=Form.JSON)
    title = _title(catalogue, dataset)
    places = [place for siren in wish.sirens for place in (f"EPCI-{siren}", f"EPCI-{siren}*COM")]
    answers = [answer for place in places for answer in ask_data(transport, dataset, {"GEO": place})]
    rows = [row for answer in answers for row in _rows(answer, measure)]
    if not rows:
        raise SourceChangedError(answers[0].url, f"aucune valeur de {measure}", expected=f"une mesure de {dataset}")
    traits = IndicatorTraits(dataset=wish.dataset, unit=UNITS.get(rows[0]["unit"], rows[0]["unit"]))
    short = plain_name(f"{dataset}_{measure}").replace("_", "-")[:54]
    identity = Identity(
        source=f"{PREFIX}insee-{short}",
        title=f"{title} ({measure})",
        producer="INSEE",
        licence="",
        url="https://www.insee.fr/",
        traits=traits,
    )
    parts = tuple(
        (f"{mesh}.csv", _write(mesh, rows)) for mesh in MESHES.values() if any(r["mesh"] == mesh for r in rows)
    )
    return (
        Harvest(
            name=f"{identity.source}.csv",
            content=b"",
            data_date="",
            answers=(catalogue, *answers),
            geography_vintage=max(int(row["vintage"]) for row in rows),
            sirens=wish.sirens,
            parts=parts,
            identity=identity,
        ),
    )


def _title(catalogue: Answer, dataset: str) -> str:
    """Title of a data set in French; one that Melodi does not hold is refused before it answers 500."""
    listed = catalogue.json if isinstance(catalogue.json, list) else []
    for item in listed:
        if isinstance(item, dict) and item.get("identifier") == dataset:
            said = {str(text.get("lang")): str(text.get("content")) for text in item.get("title") or []}
            return said.get("fr", dataset)
    raise SourceChangedError(catalogue.url, f"aucun jeu {dataset}", expected="un jeu de données de Melodi")


def _rows(answer: Answer, measure: str) -> Iterator[dict[str, str]]:
    try:
        for item in answer.json["observations"]:
            dimensions: Mapping[str, Any] = item["dimensions"]
            vintage, kind, code = str(dimensions["GEO"]).split("-", 2)
            if kind in MESHES and int(vintage) and _is_asked(dimensions, measure):
                value = item.get("measures", {}).get("OBS_VALUE_NIVEAU", {}).get("value")
                yield {
                    "mesh": MESHES[kind],
                    "code": code,
                    "year": str(dimensions["TIME_PERIOD"])[:4],
                    "value": "secret" if value is None else str(value),
                    "unit": str(dimensions.get("UNIT_MEASURE", "")),
                    "vintage": vintage,
                }
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        said = f"une observation d’une autre forme ({error!r})"
        raise SourceChangedError(answer.url, said, expected="des observations avec GEO et TIME_PERIOD") from error


def _is_asked(dimensions: Mapping[str, Any], measure: str) -> bool:
    others = {name: value for name, value in dimensions.items() if name not in NOT_SPLITS}
    measures = [name for name in others if name.endswith("_MEASURE")]
    splits = [value for name, value in others.items() if name not in measures]
    return any(others[name] == measure for name in measures) and all(value in WHOLE for value in splits)


def _write(mesh: str, rows: list[dict[str, str]]) -> bytes:
    kept = [row for row in rows if row["mesh"] == mesh]
    columns = {
        "date_mesure": [row["year"] for row in kept],
        f"geocode_{mesh}": [row["code"] for row in kept],
        "valeur": [row["value"] for row in kept],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)).write_csv().encode()
