"""How far a lever has gone in each year: a number from 0 to 1."""

import numpy as np
from numpy.typing import NDArray

from autan.scenarios.core.levers import Diffusion, Lever

type Floats = NDArray[np.float64]

_TAIL = 0.02  # an S-shaped diffusion has done 2 % at its start and 98 % at its end, before it is stretched to 0 and 1


def progress(lever: Lever, years: NDArray[np.int64]) -> Floats:
    """Return the part of the quantity that is done in each year [year], from 0 to 1, never falling.

    Steady: nothing in the start year, all in the end year. By list: the sum of the years up to this one. S-shaped:
    logistic around the middle, stretched so that it goes exactly from 0 at the start to 1 at the end.

    Source: method of foresight, section « diffusion ».
    """
    if lever.diffusion is Diffusion.BY_LIST:
        return _by_list(lever, years)
    passed = np.clip((years - lever.start) / (lever.end - lever.start), 0.0, 1.0)
    if lever.diffusion is Diffusion.LINEAR:
        return np.asarray(passed)
    steepness = 2 * np.log((1 - _TAIL) / _TAIL)
    logistic = 1 / (1 + np.exp(-steepness * (passed - 0.5)))
    return np.asarray(np.clip((logistic - _TAIL) / (1 - 2 * _TAIL), 0.0, 1.0))


def _by_list(lever: Lever, years: NDArray[np.int64]) -> Floats:
    total = sum(done for _, done in lever.pace)
    if total == 0:
        return np.zeros(len(years))
    return np.array([sum(done for year, done in lever.pace if year <= now) / total for now in years])


def surviving_yield(done: Floats, loss: Floats) -> Floats:
    """Return what equipment gives when each year of its age takes the same share of its yield.

    Args:
        done: part installed [year], every year from the first.
        loss: share lost a year [draw].

    Returns:
        Part of the yield of new equipment [draw, year].
    """
    age = np.arange(len(done))[:, None] - np.arange(len(done))[None, :]
    kept = np.where(age >= 0, (1 - loss)[:, None, None] ** np.maximum(age, 0), 0.0)
    return np.asarray(kept @ np.diff(done, prepend=0.0))
