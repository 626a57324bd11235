"""The contours that a map needs: those that ship for its EPCI, or for the communes of one of them."""

from collections.abc import Sequence
from functools import lru_cache

import polars as pl

from autan.evidence.core.charts import MapSpec
from autan.synthesis.renderers.drawing.map_shapes import Contours
from autan.territories.geometry import commune_contours, epci_contours
from autan.territories.register import membership_frame

_SIREN_LENGTH = 9


def contours_of(spec: MapSpec) -> Contours:
    """Return the shipped contours of the places of a map, by code; places without contour are left out."""
    return _shipped(tuple(place.siren for place in spec.places))


@lru_cache(maxsize=64)
def _shipped(codes: Sequence[str]) -> Contours:
    epci = [code for code in codes if len(code) == _SIREN_LENGTH]
    communes = [code for code in codes if len(code) != _SIREN_LENGTH]
    found = {contour.code: contour.polygons for contour in epci_contours(epci)}
    if communes:
        members = membership_frame().filter(pl.col("insee_code").is_in(communes))
        for siren in members["siren"].unique(maintain_order=True):
            found |= {contour.code: contour.polygons for contour in commune_contours(siren) if contour.code in communes}
    return found
