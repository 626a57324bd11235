"""Contours that ship with the product, and the files of those of communes that it was given.

What ships is written by `tools/build_contours.py`; its card says where it comes from and how exact it is. The files
that were given are written by `actions/contours.py`; contours of EPCI that were given are in the database.
"""

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from autan.ground.errors import Fault, ImportFileError
from autan.ground.wordings import Sentence, Text
from autan.territories.perimeters.core.departments import department_of
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


FOLDER = Path(__file__).parent / "contours"
SHIPPED_CREDIT = Sentence("Contours : IGN, Etalab, 2023, simplifiés.")
UNTOLD_CREDIT = Sentence("Contours donnés ici, sans nom d’auteur.")


@cache
def shipped_epci() -> Mapping[str, Contour]:
    """Return the contours of EPCI that ship, by SIREN."""
    return {contour.code: contour for contour in read_geojson(FOLDER / "epci.geojson")}


@cache
def shipped_communes() -> Mapping[str, Contour]:
    """Return the contours of communes that ship, by code."""
    return {contour.code: contour for contour in read_geojson(FOLDER / "communes.geojson")}


def commune_file(code: str) -> Path:
    """Return the file of the contours that were given for the communes of a department; it may not exist."""
    return Path(settings.AUTAN_HOME) / "contours" / f"communes-{department_of(code)}.geojson"


def given_communes(path: Path) -> Mapping[str, Contour]:
    """Return the contours of one file that was given, by code; it is read again when it changes."""
    try:
        return _given_communes(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return {}


@lru_cache(maxsize=16)
def _given_communes(path: Path, _written: int) -> Mapping[str, Contour]:
    return {contour.code: contour for contour in read_geojson(path)}


def credits_file(path: Path) -> Path:
    """Return the file beside that of given communes that says who drew each."""
    return path.with_suffix(".credits.json")


def given_credits(path: Path) -> dict[str, Text]:
    """Return who drew the communes of one file that was given, by code; empty for a file that does not say."""
    try:
        data = json.loads(credits_file(path).read_bytes())
    except (OSError, ValueError):
        return {}
    return {code: Text(*words) for code, words in data.items()}
