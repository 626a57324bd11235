"""Where territories are: the contours that ship with the product, and those of a file that the user gives.

What ships is written by `tools/build_contours.py`; its card says where it comes from and how exact it is.
"""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from autan.errors import Fault, ImportFileError
from autan.evidence.core.sources import Source
from autan.territories.core.contours import Contour
from autan.territories.core.geojson import read_features
from autan.territories.register import LATEST, members_of

FOLDER = Path(__file__).parent / "contours"


@cache
def contours_card() -> dict[str, Any]:
    """The card of the contours that ship: producer, licence, date, what was done, limits, checksums."""
    card: dict[str, Any] = yaml.safe_load((FOLDER / "card.yaml").read_text(encoding="utf-8"))
    return card


def contours_source() -> Source:
    """The source of the contours that ship, as their card says."""
    card = contours_card()
    return Source(
        slug="contours-administratifs",
        title=card["title"],
        producer=card["producer"],
        licence=card["licence"],
        published=card["published"],
        document=card["republished_by"],
    )


@cache
def _shipped(name: str) -> dict[str, Contour]:
    return {contour.code: contour for contour in read_geojson(FOLDER / name)}


def epci_contours(sirens: Iterable[str]) -> list[Contour]:
    """Return the contours of EPCI, in the order asked; those that do not ship are left out."""
    shipped = _shipped("epci.geojson")
    return [shipped[siren] for siren in sirens if siren in shipped]


def commune_contours(siren: str) -> list[Contour]:
    """Return the contours of the communes of an EPCI, sorted by code; none when they do not ship.

    Raises:
        UnknownTerritoryError: the register has no such EPCI.
    """
    shipped = _shipped("communes.geojson")
    return [shipped[code] for code in members_of(siren, LATEST)["insee_code"] if code in shipped]


def read_geojson(path: Path) -> list[Contour]:
    """Read the contours of a GeoJSON file, in its order.

    Raises:
        ImportFileError: the file cannot be read, is not GeoJSON, is in another projection, or has features without
            code or with a wrong geometry; a fault's `row` is the number of the feature.
    """
    contours, faults = read_features(_parse(path))
    if faults:
        raise ImportFileError(path.name, faults)
    return contours


def _parse(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except OSError as error:
        fault = Fault(value=error.strerror, expected="un fichier qui existe et que l’on peut lire")
    except json.JSONDecodeError as error:
        fault = Fault(row=error.lineno, value=error.msg, expected="du JSON bien formé ; cette ligne ne l’est pas")
    except UnicodeDecodeError as error:
        fault = Fault(value=f"octet {error.start}", expected="un texte en UTF-8")
    raise ImportFileError(path.name, [fault])
