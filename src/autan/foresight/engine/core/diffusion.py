"""How far a lever has gone in each year: a number from 0 to 1."""

import numpy as np
from numpy.typing import NDArray

from autan.foresight.engine.core.levers import Diffusion, Lever

type Floats = NDArray[np.float64]

_TAIL = 0.02  # an S-shaped diffusion has done 2 % at its start and 98 % at its end, before it is stretched to 0 and 1


type Steps = tuple[tuple[int, float], ...]


def progress(lever: Lever, years: NDArray[np.int64], steps: Steps = ()) -> Floats:
    """Return the part of the quantity that is done in each year [year], from 0 to 1, never falling.

    `steps`: for an obligation by dates, the amount asked for in given years: the part is then of the last amount.

    Steady: nothing in the start year, all in the end year. By list: the sum of the years up to this one. S-shaped:
    logistic around the middle, stretched so that it goes exactly from 0 at the start to 1 at the end.

    Source: method of foresight, section « diffusion ».
    """
    if steps:
        return _by_steps(lever, years, steps) / last_step(lever, steps)
    if lever.diffusion is Diffusion.BY_LIST:
        return _by_list(lever, years)
    passed = np.clip((years - lever.start) / (lever.end - lever.start), 0.0, 1.0)
    if lever.diffusion is Diffusion.LINEAR:
        return np.asarray(passed)
    steepness = 2 * np.log((1 - _TAIL) / _TAIL)
    logistic = 1 / (1 + np.exp(-steepness * (passed - 0.5)))
    return np.asarray(np.clip((logistic - _TAIL) / (1 - 2 * _TAIL), 0.0, 1.0))


def last_step(lever: Lever, steps: Steps) -> float:
    """Return the amount that an obligation by dates has reached in the last year of a lever."""
    return float(_by_steps(lever, np.array([lever.end]), steps)[0])


def _by_steps(lever: Lever, years: NDArray[np.int64], steps: Steps) -> Floats:
    """The amount reached in each year [year].

    Steady: nothing in the start year, then straight from date to date, up to the end year. By list or S-shaped: the
    part of the quantity that is done, each at the amount of the year, which is the first one before its date.
    """
    known, amounts = zip(*steps, strict=True)
    if lever.diffusion is not Diffusion.LINEAR:
        return np.asarray(progress(lever, years) * np.interp(np.minimum(years, lever.end), known, amounts))
    ahead = [(year, amount) for year, amount in steps if year > lever.start]
    known, amounts = zip((lever.start, 0.0), *(ahead or [(lever.end, steps[-1][1])]), strict=True)
    return np.asarray(np.interp(np.minimum(years, lever.end), known, amounts))


def _by_list(lever: Lever, years: NDArray[np.int64]) -> Floats:
    total = sum(quantity for _, quantity in lever.pace)
    if total == 0:
        return np.zeros(len(years))
    return np.array([sum(quantity for year, quantity in lever.pace if year <= now) / total for now in years])


def surviving_yield(quantities: Floats, loss: Floats) -> Floats:
    """Return what equipment gives when each year of its age takes the same share of its yield.

    Returns part of the yield of new equipment [draw, year].

    Args:
        quantities: part installed [year], every year from the first.
        loss: share lost a year [draw].
    """
    age = np.arange(len(quantities))[:, None] - np.arange(len(quantities))[None, :]
    remaining = np.where(age >= 0, (1 - loss)[:, None, None] ** np.maximum(age, 0), 0.0)
    return np.asarray(remaining @ np.diff(quantities, prepend=0.0))
