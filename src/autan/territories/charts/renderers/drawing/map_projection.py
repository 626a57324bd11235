"""Lambert-93, the legal projection of metropolitan France: from longitude and latitude to metres and back to north.

Conformal conic with two standard parallels, 44° N and 49° N, origin 46.5° N 3° E, on the GRS80 ellipsoid; formulas
of IGN, notes techniques NT/G 71 (algorithms ALG0001, ALG0003, ALG0019, ALG0054), and decree 2006-272.
WGS 84 and RGF93 are taken as one, which is true to less than a metre.
"""

import math

import numpy as np
from numpy.typing import NDArray

_EXCENTRICITY = 0.0818191910428158  # GRS80
_SEMI_MAJOR_AXIS_M = 6_378_137.0
_ORIGIN_LONGITUDE, _ORIGIN_LATITUDE = math.radians(3.0), math.radians(46.5)
_FIRST_PARALLEL, _SECOND_PARALLEL = math.radians(44.0), math.radians(49.0)
_TURNS = 8  # the inverse converges by a factor of about 150 a turn (ALG0002)
_FALSE_EASTING_M, _FALSE_NORTHING_M = 700_000.0, 6_600_000.0


def isometric_latitude(latitude: float) -> float:
    """Isometric latitude on the ellipsoid, in radians, of a latitude in radians (ALG0001).

    >>> round(isometric_latitude(0.872664626), 9)
    1.005548265
    """
    wave = _EXCENTRICITY * math.sin(latitude)
    ratio = (1 - wave) / (1 + wave)
    return math.log(math.tan(math.pi / 4 + latitude / 2) * ratio ** (_EXCENTRICITY / 2))


def _parallel_radius(latitude: float) -> float:
    normal = _SEMI_MAJOR_AXIS_M / math.sqrt(1 - (_EXCENTRICITY * math.sin(latitude)) ** 2)  # of the prime vertical
    return normal * math.cos(latitude)


EXPONENT = math.log(_parallel_radius(_SECOND_PARALLEL) / _parallel_radius(_FIRST_PARALLEL)) / (
    isometric_latitude(_FIRST_PARALLEL) - isometric_latitude(_SECOND_PARALLEL)
)
CONSTANT_M = _parallel_radius(_FIRST_PARALLEL) / EXPONENT * math.exp(EXPONENT * isometric_latitude(_FIRST_PARALLEL))
POLE_NORTHING_M = _FALSE_NORTHING_M + CONSTANT_M * math.exp(-EXPONENT * isometric_latitude(_ORIGIN_LATITUDE))


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Return easting and northing in Lambert-93, in metres, of degrees east and north; (700000, 6600000) at the origin.

    >>> tuple(round(metres) for metres in project(3.0, 46.5))
    (700000, 6600000)
    """
    radius = CONSTANT_M * math.exp(-EXPONENT * isometric_latitude(math.radians(latitude)))
    angle = EXPONENT * (math.radians(longitude) - _ORIGIN_LONGITUDE)
    return _FALSE_EASTING_M + radius * math.sin(angle), POLE_NORTHING_M - radius * math.cos(angle)


def project_points(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    """Project many points at once, longitude and latitude in a row to easting and northing; as `project` does for each.

    >>> project_points(np.array([[3.0, 46.5]])).round().tolist()
    [[700000.0, 6600000.0]]
    """
    angle = EXPONENT * (np.radians(degrees[:, 0]) - _ORIGIN_LONGITUDE)
    latitude = np.radians(degrees[:, 1])
    wave = _EXCENTRICITY * np.sin(latitude)
    isometric = np.log(np.tan(np.pi / 4 + latitude / 2) * ((1 - wave) / (1 + wave)) ** (_EXCENTRICITY / 2))
    radius = CONSTANT_M * np.exp(-EXPONENT * isometric)
    return np.stack([_FALSE_EASTING_M + radius * np.sin(angle), POLE_NORTHING_M - radius * np.cos(angle)], axis=1)


def convergence(longitude: float) -> float:
    """Return how far true north leans to the right of the top of the map, in degrees; negative west of 3° E.

    >>> round(convergence(1.44), 2)
    1.13
    """
    return EXPONENT * (3.0 - longitude)


def unproject(easting: float, northing: float) -> tuple[float, float]:
    """Return longitude and latitude of a point in Lambert-93, good to a billionth of a degree.

    >>> tuple(round(degrees, 6) for degrees in unproject(*project(1.4442, 43.6043)))
    (1.4442, 43.6043)
    """
    east, south = easting - _FALSE_EASTING_M, POLE_NORTHING_M - northing
    radius, angle = math.hypot(east, south), math.atan2(east, south)
    isometric = -math.log(radius / CONSTANT_M) / EXPONENT
    latitude = 2 * math.atan(math.exp(isometric)) - math.pi / 2
    for _ in range(_TURNS):
        wave = _EXCENTRICITY * math.sin(latitude)
        stretched = math.exp(isometric) * ((1 + wave) / (1 - wave)) ** (_EXCENTRICITY / 2)
        latitude = 2 * math.atan(stretched) - math.pi / 2
    return math.degrees(_ORIGIN_LONGITUDE + angle / EXPONENT), math.degrees(latitude)
