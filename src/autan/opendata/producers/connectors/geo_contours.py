"""geo.api.gouv.fr: the contours of EPCI and of their communes, asked for one EPCI at a time.

The service refuses (400) a contour asked for without a filter: every question here is about one EPCI.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autan.ground.wordings import Sentence
from autan.opendata.sources.connectors.responses import Response
from autan.opendata.sources.connectors.source_errors import SourceChangedError
from autan.opendata.sources.connectors.transport import Transport
from autan.territories.perimeters.core.geojson import Contour, read_features

HOST = "https://geo.api.gouv.fr"
EPCIS = f"{HOST}/epcis"
ASKED = {"format": "geojson", "geometry": "contour", "fields": "nom,code"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedContours:
    """Contours as brought back, with the raw responses."""

    contours: tuple[Contour, ...]
    responses: tuple[Response, ...]


def fetch_contours(transport: Transport, sirens: Sequence[str]) -> FetchedContours:
    """Bring back the contour of each EPCI and those of its communes.

    Raises SourceUnreachableError: no whole response came.
    """
    responses, contours = [], []
    for siren in sirens:
        one = transport.get(f"{EPCIS}/{siren}", ASKED)
        communes = transport.get(f"{EPCIS}/{siren}/communes", ASKED)
        epci_contours = _read(one, {"type": "FeatureCollection", "features": [one.json]})
        # contours are kept under this code: another territory's must not come under it
        if [contour.code for contour in epci_contours] != [siren]:
            raise SourceChangedError(one.url, "un autre territoire", expected=Sentence("l’EPCI {siren}", siren=siren))
        contours += [*epci_contours, *_read(communes, communes.json)]
        responses += [one, communes]
    return FetchedContours(contours=tuple(contours), responses=tuple(responses))


def _read(response: Response, document: Any) -> list[Contour]:
    contours, faults = read_features(document)
    if faults:
        message = Sentence(
            "une entité {row} sans {expected} (\u202f{faults}\u202f)",
            row=faults[0].row or "",
            expected=faults[0].expected,
            faults=faults[0].value,
        )
        raise SourceChangedError(response.url, message, expected="des contours GeoJSON")
    return contours
