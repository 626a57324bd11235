"""Generalisation of contours for maps of a network: fewer points, the same shape.

A point is left out when the line without it passes within a tolerance (Douglas and Peucker, 1973, “Algorithms for the
reduction of the number of points required to represent a digitized line”). Neighbours are treated apart: their lines
may part by the tolerance, which is less than a pixel on the maps of a network.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from autan.territories.perimeters.core.contours import Contour, Ring

FEWEST_POINTS = 4


def generalise(contour: Contour, tolerance_deg: float) -> Contour:
    """The same contour with fewer points.

    Args:
        contour: one territory.
        tolerance_deg: how far a line may pass from a point that is left out, in degrees.

    Returns:
        A contour whose points are points of the first; a ring that would have fewer than four points is left out,
        unless nothing would be left.

    >>> ring = ((0.0, 43.0), (0.5, 43.0001), (1.0, 43.0), (1.0, 44.0), (0.0, 44.0), (0.0, 43.0))
    >>> len(generalise(Contour(code="31555", name="", polygons=((ring,),)), 0.001).polygons[0][0])
    5
    """
    polygons = []
    for polygon in contour.polygons:
        rings = [_thin(ring, tolerance_deg) for ring in polygon]
        if len(rings[0]) >= FEWEST_POINTS:
            polygons.append(tuple(ring for ring in rings if len(ring) >= FEWEST_POINTS))
    kept = tuple(polygons) or (max(contour.polygons, key=lambda polygon: len(polygon[0])),)
    return replace(contour, polygons=kept)


def _thin(ring: Ring, tolerance: float) -> Ring:
    """Points of a closed ring that stay: it is cut at its start and at the point farthest from there."""
    points = np.asarray(ring, dtype=float)
    if len(points) <= FEWEST_POINTS:
        return ring
    far = int(np.argmax(np.hypot(*(points - points[0]).T)))
    stays = np.zeros(len(points), dtype=bool)
    stays[[0, far, -1]] = True
    spans = [(0, far), (far, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        away = _distances(points[first : last + 1])
        worst = int(np.argmax(away))
        if away[worst] > tolerance:
            stays[first + worst] = True
            spans += [(first, first + worst), (first + worst, last)]
    return tuple(ring[place] for place in np.flatnonzero(stays))


def _distances(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distance of each point to the segment from the first to the last."""
    start, along = points[0], points[-1] - points[0]
    length = float(along @ along)
    share = np.clip((points - start) @ along / length, 0, 1) if length else np.zeros(len(points))
    away: NDArray[np.float64] = np.hypot(*(points - start - share[:, None] * along).T)
    return away
