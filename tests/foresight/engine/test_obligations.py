"""Paces of levers: obligations by dates, lists of years, what equipment still gives as it ages."""

import numpy as np
import pytest

from autan.foresight.engine.core.diffusion import last_step, progress, surviving_yield
from autan.foresight.engine.core.levers import Diffusion
from tests.foresight.engine.making import a_lever

YEARS = np.arange(2021, 2061)
STEPS = ((2030, 40.0), (2040, 50.0), (2050, 60.0))


def at(done, *years: int) -> list[float]:
    return [float(done[year == YEARS][0]) for year in years]


def an_obligation(**changes):
    return a_lever("service_buildings", 100, **{"start": 2026, "end": 2050, **changes})


def test_an_obligation_goes_straight_from_nothing_to_each_of_its_dates():
    done = progress(an_obligation(), YEARS, STEPS)
    amounts = np.array(at(done, 2021, 2026, 2028, 2030, 2035, 2040, 2050, 2060)) * 60
    assert amounts.tolist() == pytest.approx([0, 0, 20, 40, 45, 50, 60, 60])


@pytest.mark.parametrize(("end", "reached"), [(2028, 20.0), (2030, 40.0), (2045, 55.0), (2050, 60.0), (2070, 60.0)])
def test_the_last_amount_is_that_of_the_last_year_chosen(end, reached):
    assert last_step(an_obligation(end=end), STEPS) == pytest.approx(reached)
    assert progress(an_obligation(end=end), YEARS, STEPS)[-1] == pytest.approx(1 if end <= 2060 else 60 / reached)


def test_an_obligation_that_begins_after_a_date_catches_up_with_the_next_one():
    late = an_obligation(start=2035)
    amounts = progress(late, YEARS, STEPS) * last_step(late, STEPS)
    assert at(amounts, 2035, 2040, 2045) == pytest.approx([0, 50, 55])


def test_an_obligation_that_begins_in_the_year_of_a_date_has_done_nothing_in_it():
    late = an_obligation(start=2030)
    amounts = progress(late, YEARS, STEPS) * last_step(late, STEPS)
    assert at(amounts, 2030, 2035, 2040) == pytest.approx([0, 25, 50])


def test_an_obligation_that_begins_after_every_date_reaches_the_last_amount_in_its_last_year():
    late = an_obligation(start=2052, end=2056)
    assert last_step(late, STEPS) == 60
    assert at(progress(late, YEARS, STEPS), 2052, 2054, 2056, 2060) == [0, 0.5, 1, 1]


def test_an_obligation_by_list_asks_what_is_done_at_the_amount_of_the_year():
    listed = an_obligation(diffusion=Diffusion.BY_LIST, pace=((2030, 50.0), (2040, 50.0)))
    done = progress(listed, YEARS, STEPS)
    assert np.array(at(done, 2029, 2030, 2035, 2040, 2050)) * 60 == pytest.approx([0, 20, 22.5, 50, 60])


@pytest.mark.parametrize("diffusion", [Diffusion.LINEAR, Diffusion.S_CURVE])
@pytest.mark.parametrize("steps", [(), STEPS])
def test_a_pace_never_falls_and_stays_between_nothing_and_all(diffusion, steps):
    done = progress(an_obligation(diffusion=diffusion), YEARS, steps)
    assert np.all(np.diff(done) >= 0)
    assert (done.min(), done.max()) == pytest.approx((0, 1), abs=1e-12)


def test_an_s_has_done_less_than_a_straight_line_before_its_middle_and_more_after():
    curve, line = (progress(an_obligation(diffusion=how), YEARS) for how in (Diffusion.S_CURVE, Diffusion.LINEAR))
    assert at(curve, 2030)[0] < at(line, 2030)[0]
    assert at(curve, 2046)[0] > at(line, 2046)[0]
    assert at(curve, 2038)[0] == pytest.approx(0.5)
    assert at(curve, 2030)[0] + at(curve, 2046)[0] == pytest.approx(1)


def test_a_list_counts_its_own_year_whatever_the_order_in_which_it_is_written():
    listed = an_obligation(diffusion=Diffusion.BY_LIST, pace=((2040, 3.0), (2030, 1.0)))
    assert at(progress(listed, YEARS), 2029, 2030, 2039, 2040) == [0, 0.25, 0.25, 1]


def test_equipment_that_loses_nothing_gives_what_is_installed():
    done = np.array([0.0, 0.25, 0.75, 1.0])
    assert surviving_yield(done, np.array([0.0]))[0].tolist() == pytest.approx(done.tolist())


def test_each_year_of_equipment_ages_from_the_year_it_was_installed():
    given = surviving_yield(np.array([0.5, 0.5, 1.0]), np.array([0.2, 0.5]))
    assert given[0].tolist() == pytest.approx([0.5, 0.4, 0.5 * 0.64 + 0.5])
    assert given[1].tolist() == pytest.approx([0.5, 0.25, 0.5 * 0.25 + 0.5])
