"""Transverse Mercator by zones (UTM), the legal projections of overseas France: from degrees to metres and back.

Series of Krüger in the third flattening, to the fourth order (Karney 2011, "Transverse Mercator with an accuracy of a
few nanometers", equations 7 to 17), on the GRS80 ellipsoid; decree 2019-165 names the zones. RGAF09, RGFG95, RGR92,
RGM04 and WGS 84 are taken as one, which is true to less than a metre.
"""

import math
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

_SEMI_MAJOR_AXIS_M, _FLATTENING = 6_378_137.0, 1 / 298.257222101
_N = _FLATTENING / (2 - _FLATTENING)
_SCALE, _FALSE_EASTING_M, _FALSE_NORTHING_M = 0.9996, 500_000.0, 10_000_000.0
_RADIUS_M = _SEMI_MAJOR_AXIS_M / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_FORWARD = (
    _N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16 + 41 * _N**4 / 180,
    13 * _N**2 / 48 - 3 * _N**3 / 5 + 557 * _N**4 / 1440,
    61 * _N**3 / 240 - 103 * _N**4 / 140,
    49_561 * _N**4 / 161_280,
)
_BACKWARD = (
    _N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96 - _N**4 / 360,
    _N**2 / 48 + _N**3 / 15 - 437 * _N**4 / 1440,
    17 * _N**3 / 480 - 37 * _N**4 / 840,
    4397 * _N**4 / 161_280,
)
_LATITUDE = (
    2 * _N - 2 * _N**2 / 3 - 2 * _N**3 + 116 * _N**4 / 45,
    7 * _N**2 / 3 - 8 * _N**3 / 5 - 227 * _N**4 / 45,
    56 * _N**3 / 15 - 136 * _N**4 / 35,
    4279 * _N**4 / 630,
)
_EXCENTRICITY = 2 * math.sqrt(_N) / (1 + _N)


@dataclass(frozen=True, slots=True, kw_only=True)
class TransverseZone:
    """One zone of six degrees.

    Attributes:
        number: from 1 at 180° W to 60.
        is_south: True south of the equator.
    """

    number: int
    is_south: bool

    @classmethod
    def around(cls, longitude: float, latitude: float) -> Self:
        """The zone that a point is in.

        >>> TransverseZone.around(55.5, -21.1)
        TransverseZone(number=40, is_south=True)
        """
        return cls(number=int((longitude + 180) // 6) % 60 + 1, is_south=latitude < 0)

    @property
    def meridian(self) -> float:
        """Longitude of its middle, in degrees east."""
        return self.number * 6 - 183.0

    @property
    def _false_northing(self) -> float:
        return _FALSE_NORTHING_M if self.is_south else 0.0

    def project_points(self, degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        """Project points, one row each: longitude and latitude to easting and northing in metres.

        >>> TransverseZone(number=31, is_south=False).project_points(np.array([[0.0, 0.0]])).round(2).tolist()
        [[166021.44, 0.0]]
        """
        away, sine = np.radians(degrees[:, 0] - self.meridian), np.sin(np.radians(degrees[:, 1]))
        tangent = np.sinh(np.arctanh(sine) - _EXCENTRICITY * np.arctanh(_EXCENTRICITY * sine))
        up = np.arctan2(tangent, np.cos(away))
        aside = np.arctanh(np.sin(away) / np.hypot(1, tangent))
        north, east = up.copy(), aside.copy()
        for rank, term in enumerate(_FORWARD, start=1):
            north += term * np.sin(2 * rank * up) * np.cosh(2 * rank * aside)
            east += term * np.cos(2 * rank * up) * np.sinh(2 * rank * aside)
        scale = _SCALE * _RADIUS_M
        return np.stack([_FALSE_EASTING_M + scale * east, self._false_northing + scale * north], axis=1)

    def unproject(self, easting: float, northing: float) -> tuple[float, float]:
        """Return longitude and latitude of a point, good to a billionth of a degree.

        >>> zone = TransverseZone(number=40, is_south=True)
        >>> metres = zone.project_points(np.array([[55.5, -21.1]]))[0]
        >>> tuple(round(degrees, 9) for degrees in zone.unproject(*metres.tolist()))
        (55.5, -21.1)
        """
        up = (northing - self._false_northing) / (_SCALE * _RADIUS_M)
        aside = (easting - _FALSE_EASTING_M) / (_SCALE * _RADIUS_M)
        north, east = up, aside
        for rank, term in enumerate(_BACKWARD, start=1):
            north -= term * math.sin(2 * rank * up) * math.cosh(2 * rank * aside)
            east -= term * math.cos(2 * rank * up) * math.sinh(2 * rank * aside)
        conformal = math.asin(math.sin(north) / math.cosh(east))
        latitude = conformal + sum(
            term * math.sin(2 * rank * conformal) for rank, term in enumerate(_LATITUDE, start=1)
        )
        longitude = self.meridian + math.degrees(math.atan2(math.sinh(east), math.cos(north)))
        return longitude, math.degrees(latitude)

    def convergence(self, longitude: float, latitude: float) -> float:
        """Return how far true north leans to the right of the top of the map, in degrees (on the sphere).

        >>> round(TransverseZone(number=40, is_south=True).convergence(55.5, -21.1), 2)
        -0.54
        """
        away = math.radians(longitude - self.meridian)
        return -math.degrees(math.atan(math.tan(away) * math.sin(math.radians(latitude))))
