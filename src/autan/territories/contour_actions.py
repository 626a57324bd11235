"""Writes the contours that the product is given: those of EPCI by territory, those of communes in a folder."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from autan.accounts.models import Person
from autan.evidence.core.texts import Text
from autan.journal.actions import record_entry
from autan.territories.actions import record_outlines
from autan.territories.core.contours import Contour
from autan.territories.core.generalising import generalise
from autan.territories.geometry import commune_file, credits_file, given_communes, given_credits
from autan.territories.models import Territory

SIREN_LENGTH = 9
EPCI_TOLERANCE_DEG, COMMUNE_TOLERANCE_DEG = 0.002, 0.001  # about 200 m and 100 m: a pixel of a map of a network


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptContours:
    """What was kept of a set of contours.

    Attributes:
        epci: contours of EPCI that are followed.
        communes: contours of communes.
        left_out: SIREN of the EPCI that nobody follows here.
    """

    epci: int
    communes: int
    left_out: tuple[str, ...]


@transaction.atomic
def keep_contours(*, by: Person | None, contours: Sequence[Contour], credit: Text) -> KeptContours:
    """Keep contours, thinned for maps, in place of those given before for the same territories.

    Args:
        by: who gives them.
        contours: EPCI by SIREN, communes by INSEE code.
        credit: who drew them, and when; printed under each map.

    Raises:
        RuleError: `by` coordinates no network.
    """
    epci = [contour for contour in contours if len(contour.code) == SIREN_LENGTH]
    communes = [contour for contour in contours if len(contour.code) != SIREN_LENGTH]
    followed = Territory.objects.in_bulk([contour.code for contour in epci], field_name="siren")
    kept = [generalise(contour, EPCI_TOLERANCE_DEG) for contour in epci if contour.code in followed]
    if kept:
        record_outlines(by=by, contours=kept, credit=credit)
    if communes:
        _write_communes([generalise(contour, COMMUNE_TOLERANCE_DEG) for contour in communes], credit)
        summary = f"Contours de communes enregistrés\u00a0: {len(communes)} ({credit.fr})"
        record_entry(
            by=by, act="keep_contours", room="territories", kind="commune", object_id=credit.fr[:40], summary=summary
        )
    left_out = tuple(contour.code for contour in epci if contour.code not in followed)
    return KeptContours(epci=len(kept), communes=len(communes), left_out=left_out)


def _write_communes(contours: Sequence[Contour], credit: Text) -> None:
    """One file a department, with what was there before, and who drew each commune; written beside, then renamed."""
    by_file: dict[Path, dict[str, Contour]] = {}
    for contour in contours:
        by_file.setdefault(commune_file(contour.code), {})[contour.code] = contour
    for path, found in by_file.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        merged = {**given_communes(path), **found}
        features = [_feature(merged[code]) for code in sorted(merged)]
        credits_held = {**given_credits(path), **dict.fromkeys(found, credit)}
        _replace(credits_file(path), {code: [held.fr, held.en] for code, held in sorted(credits_held.items())})
        _replace(path, {"type": "FeatureCollection", "features": features})


def _replace(path: Path, content: Mapping[str, object]) -> None:
    beside = path.with_suffix(".coming")
    beside.write_text(json.dumps(content), encoding="utf-8")
    beside.replace(path)


def _feature(contour: Contour) -> Mapping[str, object]:
    return {
        "type": "Feature",
        "properties": {"code": contour.code, "nom": contour.name},
        "geometry": {"type": "MultiPolygon", "coordinates": contour.polygons},
    }
