"""The only writer of contours that are given: those of EPCI go with their territory, those of communes to a folder."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.people.journal.actions import acting
from autan.people.journal.core import ObjectRef
from autan.territories.networks.models import Outline, Territory
from autan.territories.perimeters.core.bodies import is_siren
from autan.territories.perimeters.core.geojson import Contour, generalise
from autan.territories.perimeters.lake.contours import commune_file, credits_file, given_communes, given_credits
from autan.territories.perimeters.lake.register import LATEST, UnknownTerritoryError

_MAY_DRAW = "territories.coordinate_network"
EPCI_TOLERANCE_DEG, COMMUNE_TOLERANCE_DEG = 0.002, 0.001  # about 200 m and 100 m: a pixel of a map of a network


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptContours:
    """What was kept of a set of contours.

    Attributes:
        epci: contours of EPCI that are followed.
        left_out: SIREN of the EPCI that nobody follows here.
    """

    epci: int
    communes: int
    left_out: tuple[str, ...]


def keep_contours(*, by: Person | None, contours: Sequence[Contour], credit: Text) -> KeptContours:
    """Keep contours, thinned for maps, in place of those given before for the same territories.

    `contours`: EPCI by SIREN, communes by INSEE code.
    `credit`: who drew them, and when; printed under each map.
    """
    epci = [contour for contour in contours if is_siren(contour.code)]
    communes = [contour for contour in contours if not is_siren(contour.code)]
    followed = Territory.objects.in_bulk([contour.code for contour in epci], field_name="siren")
    outlines = [generalise(contour, EPCI_TOLERANCE_DEG) for contour in epci if contour.code in followed]
    with acting(by=by, act="keep_contours", permission=_MAY_DRAW) as act:
        if outlines:
            record_outlines(by=by, contours=outlines, credit=credit)
        if communes:
            act.record(
                ObjectRef("territories", "commune", credit.fr[:40]),
                summary=f"Contours de communes enregistrés\u00a0: {len(communes)} ({credit.fr})",
            )
            _write_communes([generalise(contour, COMMUNE_TOLERANCE_DEG) for contour in communes], credit)
    left_out = tuple(contour.code for contour in epci if contour.code not in followed)
    return KeptContours(epci=len(outlines), communes=len(communes), left_out=left_out)


def record_outlines(*, by: Person | None, contours: Sequence[Contour], credit: Text) -> int:
    """Keep the contours of territories that the product follows; return how many are new or changed."""
    with acting(by=by, act="record_outlines", permission=_MAY_DRAW) as act:
        followed = Territory.objects.in_bulk([contour.code for contour in contours], field_name="siren")
        for contour in contours:
            if contour.code not in followed:
                raise UnknownTerritoryError(contour.code, LATEST)
        selected = [_as_outline(followed[contour.code], contour, credit) for contour in contours]
        existing = {
            outline.territory_id: outline for outline in Outline.objects.filter(territory__in=followed.values())
        }
        changed = [outline for outline in selected if not _is_unchanged(existing.get(outline.territory_id), outline)]
        Outline.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["territory"],
            update_fields=["polygons", "stamp", "credit_fr", "credit_en"],
        )
        if changed:
            sirens = ", ".join(outline.territory.siren for outline in changed)
            act.record(
                ObjectRef("territories", "territory", sirens[:60]), summary=f"Contours enregistrés : {len(changed)}"
            )
    return len(changed)


def _as_outline(territory: Territory, contour: Contour, credit: Text) -> Outline:
    polygons = [[[list(point) for point in ring] for ring in polygon] for polygon in contour.polygons]
    stamp = hashlib.sha256(repr(polygons).encode()).hexdigest()[:16]
    return Outline(territory=territory, polygons=polygons, stamp=stamp, credit_fr=credit.fr, credit_en=credit.en)


def _is_unchanged(existing: Outline | None, other: Outline) -> bool:
    if existing is None:
        return False
    return (existing.stamp, existing.credit_fr, existing.credit_en) == (other.stamp, other.credit_fr, other.credit_en)


def _write_communes(contours: Sequence[Contour], credit: Text) -> None:
    """One file a department, with what was there before, and who drew each commune; written beside, then renamed."""
    by_file: dict[Path, dict[str, Contour]] = {}
    for contour in contours:
        by_file.setdefault(commune_file(contour.code), {})[contour.code] = contour
    for path, drawn in by_file.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        merged = {**given_communes(path), **drawn}
        features = [_feature(merged[code]) for code in sorted(merged)]
        credits_held = {**given_credits(path), **dict.fromkeys(drawn, credit)}
        _replace(credits_file(path), {code: [text.fr, text.en] for code, text in sorted(credits_held.items())})
        _replace(path, {"type": "FeatureCollection", "features": features})


def _replace(path: Path, content: Mapping[str, object]) -> None:
    temporary = path.with_suffix(".coming")
    temporary.write_text(json.dumps(content), encoding="utf-8")
    temporary.replace(path)


def _feature(contour: Contour) -> Mapping[str, object]:
    return {
        "type": "Feature",
        "properties": {"code": contour.code, "nom": contour.name},
        "geometry": {"type": "MultiPolygon", "coordinates": contour.polygons},
    }
