"""The most populous commune of each EPCI, year by year, from the register."""

from functools import cache

import polars as pl

from autan.territories.perimeters.lake.register import VINTAGES, membership_frame

POPULATION_VINTAGES = tuple(year for year in VINTAGES if year >= 2021)
"""Vintages of which the register holds the populations."""


def largest_communes(siren: str) -> dict[int, int]:
    """Return the inhabitants of the most populous commune of an EPCI, by vintage; nothing for one it does not know."""
    return _largest().get(siren, {})


@cache
def _largest() -> dict[str, dict[int, int]]:
    largest: dict[str, dict[int, int]] = {}
    for year in POPULATION_VINTAGES:
        rows = membership_frame(year).group_by("siren").agg(pl.col("population").max()).iter_rows()
        for siren, inhabitants in rows:
            if inhabitants is not None:
                largest.setdefault(siren, {})[year] = inhabitants
    return largest
