"""The unit of an energy is judged by what it makes per inhabitant, on the median place."""

import polars as pl
import pytest

from autan.observatory.core.scale_checks import scale_against_people

PEOPLE = {"1": 1000, "2": 2000, "3": 500, "4": 0}


def judged(per_head, people=PEOPLE, **columns):
    rows = {"siren": list(people), "energy_mwh": [per_head * count for count in people.values()], **columns}
    return scale_against_people(pl.DataFrame(rows), people, place="siren", column="energy_mwh")


@pytest.mark.parametrize(("per_head", "factor"), [(20, None), (0.5, None), (20_000, 1000.0), (0.02, 0.001)])
def test_the_median_place_tells(per_head, factor):
    found = judged(per_head)
    assert (found.factor if found else None) == factor


def test_totals_are_not_added_to_their_parts():
    table = pl.DataFrame(
        {
            "siren": ["1", "2", "3"] * 3,
            "sector": ["total"] * 3 + ["residential"] * 6,
            "carrier": ["total"] * 6 + ["electricity"] * 3,
            "energy_mwh": [9e9] * 6 + [20_000.0] * 3,
        }
    )
    assert scale_against_people(table, PEOPLE, place="siren", column="energy_mwh") is None


def test_too_few_places_are_not_judged():
    assert judged(20_000, {"1": 1000, "2": 10}) is None
    assert judged(20_000, {"8": 0, "9": 0, "7": 0}) is None
