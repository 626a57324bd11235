"""Which projection a map is drawn in: Lambert-93 on the mainland, the legal zone of UTM overseas; never both."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from autan.ground.wordings import Sentence, Text
from autan.territories.charts.renderers.drawing import map_projection as lambert
from autan.territories.charts.renderers.drawing.map_transverse import TransverseZone

_MAINLAND = (-10.0, 41.0, 12.0, 52.0)  # west, south, east, north
_DATUMS = {(20, False): "RGAF09", (22, False): "RGFG95", (38, True): "RGM04", (40, True): "RGR92"}

type Polygons = Sequence[Sequence[Sequence[tuple[float, float]] | NDArray[np.float64]]]

_SIDES = {False: Sentence("nord"), True: Sentence("sud")}


class MapSystem(Protocol):
    """A projection that a map may be drawn in."""

    @property
    def words(self) -> Text:
        """Its name, complete."""

    @property
    def short_words(self) -> Text:
        """Its name, for a narrow drawing."""

    def project_points(self, degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        """Metres of points, one row each."""

    def unproject(self, easting: float, northing: float) -> tuple[float, float]:
        """Longitude and latitude of a point in metres."""

    def convergence(self, longitude: float, latitude: float) -> float:
        """How far true north leans to the right of the top of the map, in degrees."""


class Lambert93:
    """The legal projection of metropolitan France."""

    words = Sentence("Projection Lambert-93 (conique conforme, parallèles 44° et 49° N)")
    short_words = Sentence("Projection Lambert-93")
    project_points = staticmethod(lambert.project_points)
    unproject = staticmethod(lambert.unproject)

    def convergence(self, longitude: float, latitude: float) -> float:  # noqa: ARG002 - the same at every latitude
        """Lean of true north."""
        return lambert.convergence(longitude)


class ZoneSystem(TransverseZone):
    """One zone of UTM, with the datum that is legal there."""

    @property
    def words(self) -> Text:
        """Its name, with its kind and its middle."""
        short, degrees = self.short_words, f"{abs(self.meridian):.0f}°"
        east = self.meridian > 0
        return Text(
            f"{short.fr} (Mercator transverse conforme, méridien {degrees} {'E' if east else 'O'})",
            f"{short.en} (conformal transverse Mercator, meridian {degrees} {'E' if east else 'W'})",
        )

    @property
    def short_words(self) -> Text:
        """Its name."""
        side = _SIDES[self.is_south]
        datum = _DATUMS.get((self.number, self.is_south), "")
        name = f"{datum} / UTM {self.number}" if datum else f"UTM {self.number}"
        return Sentence("Projection {name} {side}", name=name, side=side)


LAMBERT_93 = Lambert93()


def system_at(longitude: float, latitude: float) -> MapSystem:
    """The projection for a place of the globe.

    >>> system_at(1.44, 43.6).short_words.fr, system_at(-61.5, 16.2).short_words.fr
    ('Projection Lambert-93', 'Projection RGAF09 / UTM 20 nord')
    """
    west, south, east, north = _MAINLAND
    if west <= longitude <= east and south <= latitude <= north:
        return LAMBERT_93
    return ZoneSystem.around(longitude, latitude)


def choose_system(contours: Mapping[str, Polygons]) -> tuple[MapSystem, dict[str, Polygons]]:
    """The projection that suits most of some contours, and those that it suits.

    Contours of two parts of the world do not stand on one sheet: the others are named, not drawn. Equals go to the
    first met.
    """
    by_system: dict[MapSystem, list[str]] = defaultdict(list)
    for code, polygons in contours.items():
        first = polygons[0][0][0]
        by_system[system_at(float(first[0]), float(first[1]))].append(code)
    system = max(by_system, key=lambda item: len(by_system[item])) if by_system else LAMBERT_93
    return system, {code: contours[code] for code in by_system[system]}
