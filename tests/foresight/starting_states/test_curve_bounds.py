"""Series, indexes and curves at their ends: first and last years, nothing known, sums over the years that all have."""

from dataclasses import replace

import pytest

from autan.foresight.starting_states.core.reference_curves import (
    LAND,
    CurveMethod,
    CurveRefusedError,
    OffsetCause,
    SectorCurve,
    TerritoryProfile,
    corridor_level,
    land_curve,
    lever_reductions,
    network_curve,
    sector_curve,
    total_curve,
)
from autan.foresight.starting_states.core.strategies import (
    NationalStrategy,
    OutsideYearsError,
    SectorShape,
    StrategyUse,
    UnalignedYearsError,
    aligned_path,
    change_index,
    demography_of,
    level_on_observed,
    value_at,
)
from autan.ground.wordings import Text

INDEX = ((2015, 100.0), (2030, 60.0), (2050, 20.0))
WORDS = Text("essai", "trial")


@pytest.mark.parametrize(
    ("year", "value"), [(2015, 100), (2016, 97.333), (2030, 60), (2031, 58), (2040, 40), (2049, 22), (2050, 20)]
)
def test_a_value_lies_straight_between_two_years(year, value):
    assert value_at(INDEX, year) == pytest.approx(value, abs=0.001)


@pytest.mark.parametrize("year", [2014, 2051])
def test_a_year_out_of_reach_says_how_far_the_series_goes(year):
    with pytest.raises(OutsideYearsError, match="qui va de 2015 à 2050") as refusal:
        value_at(INDEX, year)
    assert (refusal.value.year, refusal.value.first, refusal.value.last) == (year, 2015, 2050)


def test_a_level_follows_the_shape_from_the_year_observed_and_needs_both_years():
    assert level_on_observed(30.0, shape=INDEX, observed_year=2030, year=2050) == pytest.approx(10)
    assert level_on_observed(30.0, shape=INDEX, observed_year=2030, year=2015) == pytest.approx(50)
    for observed_year, year in ((2014, 2030), (2030, 2051)):
        with pytest.raises(OutsideYearsError):
            level_on_observed(30.0, shape=INDEX, observed_year=observed_year, year=year)


@pytest.mark.parametrize(
    ("year", "growth"),
    [(2015, 1.0), (2018, 1.06 / 1.03), (2020, 1.10 / 1.05), (2021, 1.10 / 1.05), (2050, 1.10 / 1.05)],
)
def test_growth_stops_where_one_of_the_two_is_no_longer_known(year, growth):
    local, national = {2015: 100.0, 2020: 110.0}, {2015: 1000.0, 2025: 1100.0}
    assert demography_of(local, national, base_year=2015, year=year) == pytest.approx(growth)
    assert demography_of(national, local, base_year=2015, year=year) == pytest.approx(1 / growth)


@pytest.mark.parametrize(
    ("observed_year", "path"),
    [
        (2015, {2015: 50.0, 2030: 30.0, 2050: 10.0}),
        (2030, {2015: 50 * 100 / 60, 2030: 50.0, 2050: 50 / 3}),
        (2050, {2015: 250.0, 2030: 150.0, 2050: 50.0}),
    ],
)
def test_a_path_passes_by_what_is_observed(observed_year, path):
    years = (2014, 2015, 2030, 2050, 2051)
    assert aligned_path(INDEX, observed=50.0, observed_year=observed_year, years=years) == pytest.approx(path)


@pytest.mark.parametrize("observed_year", [2014, 2051])
def test_a_path_that_does_not_reach_what_is_observed_says_both_years(observed_year):
    with pytest.raises(UnalignedYearsError, match=f"l’observé est de {observed_year}") as refusal:
        aligned_path(INDEX, observed=1.0, observed_year=observed_year, years=(2030,))
    assert (refusal.value.observed_year, refusal.value.base_year) == (observed_year, 2015)


def test_changes_are_counted_from_a_hundred_in_the_order_of_their_years():
    assert change_index(2015, []) == ((2015, 100.0),)
    assert change_index(2015, [(2050, -100.0), (2030, 5.0)]) == ((2015, 100.0), (2030, 105.0), (2050, 0.0))


@pytest.mark.parametrize(
    ("cause", "above", "below"),
    [
        (OffsetCause.STRUCTURE, 120, 100),
        (OffsetCause.MERIT, 100, 100),
        (OffsetCause.LUCK, 100, 80),
        (OffsetCause.DELAY, 100, 100),
    ],
)
def test_structure_keeps_an_excess_and_luck_makes_stricter(cause, above, below):
    levels = [corridor_level(100.0, offset, cause) for offset in (20.0, -20.0, 0.0)]
    assert levels == pytest.approx([above, below, 100])


def test_a_fall_is_shared_over_levers_and_a_rise_too():
    assert lever_reductions({"a": 0.5}, start_tco2e=60.0, end_tco2e=100.0) == {"a": -20.0}
    assert lever_reductions({}, start_tco2e=60.0, end_tco2e=100.0) == {}


# --- Curves ----------------------------------------------------------------------------------------------------------


def use(code, *, heats=False, grows=False, sector="residential"):
    return StrategyUse(
        code=code,
        sector=sector,
        label=Text(f"usage {code}", f"use {code}"),
        pivot=code,
        uses_degree_days=heats,
        uses_demography=grows,
        emissions_tco2e=((2015, 1000.0), (2050, 0.0)),
        energy_mwh=((2015, 10.0), (2050, 5.0)),
    )


def strategy(*uses):
    shape = SectorShape(sector="waste", index=INDEX)
    land = ((2015, -40.0), (2050, -20.0))
    return NationalStrategy(
        code="x", base_year=2015, source=WORDS, uses=uses, shapes={"waste": shape}, budgets=(), land=land
    )


PROFILE = TerritoryProfile(
    siren="999000016",
    pivots={"houses": 10.0, "flats": 20.0},
    national_pivots={"houses": 100.0, "flats": 100.0},
    degree_days=0.5,
    population={2015: 100.0, 2020: 110.0},
    national_population={2015: 1000.0, 2020: 1000.0},
    observed={"residential": (2015, 150.0), "waste": (2030, 6.0)},
)


def curve_of(*uses, sector="residential", years=(2014, 2015, 2050, 2051), **changes):
    return sector_curve(strategy(*uses), sector, replace(PROFILE, **changes), years)


def test_degree_days_and_growth_count_for_the_uses_that_they_move():
    assert curve_of(use("houses")).values == {2015: 100.0, 2050: 0.0}
    assert curve_of(use("houses", heats=True)).values[2015] == pytest.approx(50)
    assert curve_of(use("houses"), years=(2020,)).values[2020] == pytest.approx(100 * 6 / 7)
    assert curve_of(use("houses", grows=True), years=(2020,)).values[2020] == pytest.approx(110 * 6 / 7)
    assert curve_of(use("houses"), use("flats"), years=(2015,)).values == {2015: 300.0}


def test_the_gap_is_that_of_the_year_observed_where_the_curve_reaches_it():
    curve = curve_of(use("houses"))
    assert curve.gap == (150.0, 100.0)
    assert curve.offset_pct == pytest.approx(50)
    assert curve_of(use("houses"), observed={"residential": (2014, 150.0)}).gap is None
    assert curve_of(use("houses"), observed={}).gap is None
    assert curve_of(sector="waste").gap is None


@pytest.mark.parametrize(
    ("changes", "heats", "french", "english"),
    [
        ({"pivots": {"houses": 1.0}}, True, "pivot inconnu : usage flats", "unknown pivot: use flats"),
        ({"pivots": {}}, True, "pivot inconnu : usage houses", "unknown pivot: use houses"),
        ({"degree_days": None}, True, "degrés-jours inconnus", "unknown degree days"),
        ({"population": {2020: 1.0}}, False, "population de 2015 inconnue", "unknown population of 2015"),
    ],
)
def test_what_a_territory_lacks_is_named_in_both_languages(changes, heats, french, english):
    curve = curve_of(use("houses", heats=heats), use("flats"), **changes)
    assert (curve.method, curve.values, curve.gap) == (CurveMethod.REFUSED, {}, None)
    assert (str(curve.reason.fr), str(curve.reason.en)) == (french, english)


def test_degree_days_are_asked_of_what_heats_alone():
    assert curve_of(use("houses"), degree_days=None).method is CurveMethod.PIVOT


def test_a_shape_starts_at_what_is_observed_even_after_its_base_year():
    curve = curve_of(sector="waste", years=(2014, 2015, 2030, 2050))
    assert curve.method is CurveMethod.SHAPE
    assert curve.values == pytest.approx({2015: 10.0, 2030: 6.0, 2050: 2.0})
    assert curve_of(sector="waste", observed={"waste": (2051, 1.0)}).method is CurveMethod.REFUSED


def test_uses_are_those_of_their_sector():
    national = strategy(use("houses"), use("shops", sector="tertiary"), use("flats"))
    assert [item.code for item in national.uses_of("residential")] == ["houses", "flats"]
    assert national.uses_of("waste") == ()


@pytest.mark.parametrize(
    ("flow", "reason"),
    [
        (None, "carbone des sols et des forêts inconnu"),
        (0.0, "ses sols émettent plus qu’ils n’absorbent"),
        (5.0, "ses sols émettent plus qu’ils n’absorbent"),
    ],
)
def test_land_that_takes_nothing_in_has_no_curve(flow, reason):
    curve = land_curve(strategy(), flow, 2015, (2015, 2050))
    assert (curve.sector, curve.method, curve.values, curve.reason.fr) == (LAND, CurveMethod.REFUSED, {}, reason)


def test_land_that_takes_carbon_in_follows_the_nation():
    curve = land_curve(strategy(), -8.0, 2015, (2014, 2015, 2050, 2051))
    assert (curve.sector, curve.method, curve.values) == (LAND, CurveMethod.SHAPE, {2015: -8.0, 2050: -4.0})
    assert not curve.reason.fr


def made(*years, method=CurveMethod.PIVOT, gap=None, reason=WORDS):
    return SectorCurve(sector="waste", method=method, values=dict.fromkeys(years, 2.0), reason=reason, gap=gap)


REFUSED = made(method=CurveMethod.REFUSED, reason=Text("inconnu", "unknown"))


def test_a_network_is_added_over_the_years_that_every_member_has():
    added = network_curve("waste", {"a": made(2050, 2015, 2030, gap=(1.0, 4.0)), "b": made(2030, 2050, gap=(2.0, 2.0))})
    assert list(added.values.items()) == [(2030, 4.0), (2050, 4.0)]
    assert (added.gap, added.offset_pct) == ((3.0, 6.0), -50)
    assert (added.sector, added.method, added.reason) == ("waste", CurveMethod.PIVOT, WORDS)
    assert network_curve("waste", {"a": made(2030, gap=(1.0, 4.0)), "b": made(2030)}).gap is None
    assert network_curve("waste", {"a": made(2030)}).gap is None


def test_a_network_names_every_member_that_has_no_curve():
    with pytest.raises(CurveRefusedError, match="b, c\u00a0: inconnu") as refusal:
        network_curve("waste", {"a": made(2030), "b": REFUSED, "c": replace(REFUSED, reason=WORDS)})
    assert (refusal.value.territories, refusal.value.reason) == (("b", "c"), REFUSED.reason)


def test_a_total_is_of_the_years_that_every_curve_has_and_without_those_refused():
    assert total_curve([made(2050, 2030), made(2030), REFUSED]) == {2030: 4.0}
    assert total_curve([REFUSED]) == {}
