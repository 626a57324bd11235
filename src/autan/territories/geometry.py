"""Where territories are: the contours that ship with the product, those it was given, those of a file at hand.

What ships is written by `tools/build_contours.py`; its card says where it comes from and how exact it is. What was
given is kept by `contour_actions`.
"""

import json
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from autan.errors import Fault, ImportFileError
from autan.evidence.core.sources import Source
from autan.evidence.core.texts import Text
from autan.territories.core.contours import Contour
from autan.territories.core.geojson import read_features
from autan.territories.core.siren import is_siren
from autan.territories.france import FRANCE_CREDIT, france_contours
from autan.territories.models import Outline
from autan.territories.register import LATEST, members_of

FOLDER = Path(__file__).parent / "contours"
UNTOLD_CREDIT = Text("Contours donnés ici, sans nom d’auteur.", "Outlines given here, without the name of an author.")
SHIPPED_CREDIT = Text("Contours : IGN, Etalab, 2023, simplifiés.", "Outlines: IGN, Etalab, 2023, simplified.")


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
    """Return the contours of EPCI, in the order asked: those that ship, else those that somebody gave.

    Those that nobody has are left out. One query when some do not ship.
    """
    asked, shipped = list(sirens), _shipped("epci.geojson")
    given = _given([siren for siren in asked if siren not in shipped])
    return [shipped.get(siren) or given[siren] for siren in asked if siren in shipped or siren in given]


def contours_credit(sirens: Iterable[str]) -> Text | None:
    """Say who drew the contours of EPCI, and when; None when none of them can be drawn. One query at most.

    The first one's word when they differ. As for a map: where one is only among the national contours, all of them
    come from there.
    """
    asked, shipped = list(sirens), _shipped("epci.geojson")
    foreign = [siren for siren in asked if siren not in shipped]
    kept = Outline.objects.filter(territory__siren__in=foreign).values_list(
        "territory__siren", "credit_fr", "credit_en"
    )
    given = {siren: Text(french, english) for siren, french, english in kept} if foreign else {}
    if france_contours(siren for siren in foreign if siren not in given):
        return FRANCE_CREDIT
    return next(iter(given.values()), SHIPPED_CREDIT if len(foreign) < len(asked) else None)


def _given(sirens: list[str]) -> dict[str, Contour]:
    """Contours that the product was given, by SIREN."""
    if not sirens:
        return {}
    found = Outline.objects.filter(territory__siren__in=sirens).select_related("territory")
    return {
        outline.territory.siren: outline.as_core(outline.territory.siren, outline.territory.name) for outline in found
    }


def given_stamp(codes: Iterable[str]) -> tuple[str, ...]:
    """Return what changes when the given contours of these EPCI and communes do; empty when all of them ship.

    One query when some EPCI do not ship.
    """
    asked, shipped = set(codes), _shipped("epci.geojson").keys() | _shipped("communes.geojson").keys()
    sirens = sorted(code for code in asked - shipped if is_siren(code))
    stamps = Outline.objects.filter(territory__siren__in=sirens).values_list("territory__siren", "stamp")
    files = sorted({commune_file(code) for code in asked - shipped if not is_siren(code)})
    written = tuple(f"{path.name}@{path.stat().st_mtime_ns}" for path in files if path.is_file())
    return (tuple(f"{siren}@{stamp}" for siren, stamp in sorted(stamps)) if sirens else ()) + written


def commune_contours(siren: str) -> list[Contour]:
    """Return the contours of the communes of an EPCI, sorted by code: those that ship, else those that were given.

    Raises:
        UnknownTerritoryError: the register has no such EPCI.
    """
    shipped, found = _shipped("communes.geojson"), []
    for code in members_of(siren, LATEST)["insee_code"]:
        contour = shipped.get(code) or given_communes(commune_file(code)).get(code)
        found += [contour] if contour else []
    return found


def commune_file(code: str) -> Path:
    """File of the contours that were given for the communes of a department (97x overseas)."""
    department = code[:3] if code.startswith("97") else code[:2]
    return Path(settings.AUTAN_HOME) / "contours" / f"communes-{department}.geojson"


def given_communes(path: Path) -> dict[str, Contour]:
    """Contours of one file that was given, by code; read again when it changes."""
    try:
        return _given_communes(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return {}


@lru_cache(maxsize=16)
def _given_communes(path: Path, _written: int) -> dict[str, Contour]:
    return {contour.code: contour for contour in read_geojson(path)}


def credits_file(path: Path) -> Path:
    """File beside that of given communes that says who drew each."""
    return path.with_suffix(".credits.json")


def given_credits(path: Path) -> dict[str, Text]:
    """Who drew the communes of one file that was given, by code; empty for a file that does not say."""
    try:
        held = json.loads(credits_file(path).read_bytes())
    except (OSError, ValueError):
        return {}
    return {code: Text(*words) for code, words in held.items()}


def communes_credit(codes: Iterable[str]) -> Text:
    """Say who drew the contours of communes: those that ship, then each of those who gave some."""
    shipped, by_file, found = _shipped("communes.geojson"), dict[Path, list[str]](), dict[Text, None]()
    for code in codes:
        if code in shipped:
            found[SHIPPED_CREDIT] = None
        else:
            by_file.setdefault(commune_file(code), []).append(code)
    for path, held in by_file.items():
        told, drawn = given_credits(path), given_communes(path)
        found |= {told.get(code, UNTOLD_CREDIT): None for code in held if code in drawn}
    return Text(" ".join(credit.fr for credit in found), " ".join(credit.en for credit in found))


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
