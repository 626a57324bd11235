"""Contours of a GeoJSON file, whether it ships or somebody gave it."""

import json
from pathlib import Path
from typing import Any

from autan.ground.errors import Fault, ImportFileError
from autan.territories.perimeters.core.geojson import Contour, read_features


def read_geojson(path: Path) -> list[Contour]:
    """Read the contours of a GeoJSON file, in its order.

    Raises ImportFileError: the file cannot be read; see `parse_geojson` for the rest.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        fault = Fault(value=error.strerror, expected="un fichier qui existe et que l’on peut lire")
        raise ImportFileError(path.name, [fault]) from error
    return parse_geojson(data, path.name)


def parse_geojson(data: bytes, file: str) -> list[Contour]:
    """Read the contours of a GeoJSON document, in its order.

    Raises ImportFileError when it is not GeoJSON, is in another projection, or has features without code or with a
    wrong geometry; a fault's `row` is the number of the feature.
    """
    contours, faults = read_features(_parse(data, file))
    if faults:
        raise ImportFileError(file, faults)
    return contours


def _parse(data: bytes, file: str) -> Any:
    try:
        return json.loads(data)
    except json.JSONDecodeError as error:
        fault = Fault(row=error.lineno, value=error.msg, expected="du JSON bien formé ; cette ligne ne l’est pas")
    except UnicodeDecodeError as error:
        fault = Fault(value=f"octet {error.start}", expected="un texte en UTF-8")
    except (ValueError, RecursionError):  # a number without end, lists one in the other without end
        fault = Fault(expected="du JSON aux nombres et aux listes de taille ordinaire")
    raise ImportFileError(file, [fault])
