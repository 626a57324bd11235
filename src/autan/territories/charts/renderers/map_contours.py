"""The contours that a map needs: those of its EPCI, that ship or were given, or of the communes of one of them."""

from collections.abc import Sequence
from functools import lru_cache

import polars as pl

from autan.evidence.figures.core.charts import MapSpec
from autan.territories.charts.renderers.drawing.map_shapes import Contours, Polygons
from autan.territories.charts.renderers.drawing.map_sheet import draw_cover_map
from autan.territories.networks.queries.contours import commune_contours, epci_contours, given_stamp
from autan.territories.perimeters.core.departments import region_of
from autan.territories.perimeters.lake.france import france_contours, main_departments
from autan.territories.perimeters.lake.register import membership_frame

_SIREN_LENGTH = 9
_OVERSEAS = "97"


def cover_map(sirens: Sequence[str]) -> str:
    """Draw the outlines of some EPCI for a cover, as SVG; empty when none has a contour. One query at most."""
    return draw_cover_map(_contours(sirens))


def contours_of(spec: MapSpec) -> Contours:
    """Return the contours of the places of a map, by code; places without contour are left out.

    Where an EPCI is only among the national contours, all of them come from there, so that neighbours keep one common
    line. One query when some of its EPCI are not among the detailed ones.
    """
    return _contours([place.siren for place in spec.places])


def _contours(codes: Sequence[str]) -> Contours:
    epci = [code for code in codes if len(code) == _SIREN_LENGTH]
    communes = tuple(code for code in codes if len(code) != _SIREN_LENGTH)
    polygons: dict[str, Polygons] = {contour.code: contour.polygons for contour in epci_contours(epci)}
    if len(polygons) < len(epci):
        polygons.update(_national(tuple(epci), frozenset(epci) - frozenset(polygons)))
    if communes:
        polygons.update(_of_communes(communes, given_stamp(communes)))
    return polygons


def overseas_places(spec: MapSpec) -> dict[str, list[str]]:
    """Codes of the EPCI of a map that are overseas, by name of their region, in the order of the departments."""
    departments, by_department = main_departments(), dict[str, list[str]]()
    for place in spec.places:
        department = departments.get(place.siren, "")
        if department.startswith(_OVERSEAS):
            by_department.setdefault(department, []).append(place.siren)
    return {region_of(department).name: by_department[department] for department in sorted(by_department)}


@lru_cache(maxsize=16)
def _national(codes: Sequence[str], missing: frozenset[str]) -> Contours:
    """The national contours of all that was asked, when they hold at least one that is missing elsewhere."""
    national = france_contours(codes)
    return national if missing & national.keys() else {}


@lru_cache(maxsize=64)
def _of_communes(communes: Sequence[str], _sirens: Sequence[str]) -> Contours:
    """Contours of communes, looked for again when a file of given ones changes."""
    members = membership_frame().filter(pl.col("insee_code").is_in(communes))
    return {
        contour.code: contour.polygons
        for siren in members["siren"].unique(maintain_order=True)
        for contour in commune_contours(siren)
        if contour.code in communes
    }
