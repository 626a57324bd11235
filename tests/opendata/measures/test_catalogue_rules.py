"""The catalogue holds together: each measure is of known sources, units and parts, and a ratio divides what it may."""

import pytest

from autan.evidence.figures.core.units import get_unit
from autan.opendata.measures.core.catalogue import BASE_MEASURES, MEASURES
from autan.opendata.measures.core.measures import (
    READ_BY_YEAR,
    BaseMeasure,
    MeasureGroup,
    PricedMeasure,
    RatioMeasure,
    SumMeasure,
)
from autan.opendata.sources.importers import shipped_cards

SUMS = [measure for measure in MEASURES.values() if isinstance(measure, SumMeasure)]
RATIOS = [measure for measure in MEASURES.values() if isinstance(measure, RatioMeasure)]
PRICED = [measure for measure in MEASURES.values() if isinstance(measure, PricedMeasure)]


def test_every_measure_has_its_code_its_group_and_both_its_names():
    for code, measure in MEASURES.items():
        assert measure.code == code
        assert measure.group in set(MeasureGroup)
        assert measure.label.fr, code
        assert measure.label.en, code
    assert {measure.group for measure in MEASURES.values()} == set(MeasureGroup)


def test_base_measures_are_those_of_the_catalogue_that_are_read_from_rows():
    base = {code for code, item in MEASURES.items() if isinstance(item, BaseMeasure)}
    assert base == set(BASE_MEASURES)


def test_a_base_measure_is_of_sources_that_ship_and_of_a_unit_that_exists():
    cards = shipped_cards()
    for code, measure in BASE_MEASURES.items():
        # prices and degree days are lists that ship, and no tables of the lake
        assert measure.sources or measure.group in {MeasureGroup.BILL, MeasureGroup.CLIMATE}, code
        assert set(measure.sources) <= cards.keys(), code
        assert get_unit(measure.unit).code == measure.unit
        assert set(measure.yearly_sources) <= set(READ_BY_YEAR)


def test_a_sum_adds_measures_of_one_unit_each_once():
    assert SUMS
    for measure in SUMS:
        assert len(measure.parts) == len(set(measure.parts)) > 1, measure.code
        parts = [MEASURES[part] for part in measure.parts]
        assert not any(isinstance(part, RatioMeasure) for part in parts), measure.code
        assert len({part.unit for part in parts if not isinstance(part, SumMeasure)}) == 1, measure.code
        assert {part.group for part in parts} == {measure.group}


def test_a_ratio_divides_two_measures_of_the_catalogue_that_are_no_ratios():
    assert RATIOS
    for measure in RATIOS:
        for term in (measure.numerator, measure.denominator):
            assert not isinstance(MEASURES[term], RatioMeasure), measure.code
        assert measure.numerator != measure.denominator
        assert get_unit(measure.unit)


def test_a_share_is_in_hundredths_and_other_ratios_are_as_they_divide():
    scales = {measure.unit: measure.scale for measure in RATIOS}
    assert scales["pct"] == 100
    assert scales["EUR_per_dwelling"] == 1_000_000
    others = {unit: scale for unit, scale in scales.items() if unit not in {"pct", "EUR_per_dwelling"}}
    assert set(others.values()) == {1.0}


def test_what_a_second_source_says_is_not_ranged_over_members():
    for measure in RATIOS:
        assert measure.is_ranged is not measure.code.endswith("second_source")


def test_what_is_priced_is_energy_and_its_bill_is_in_millions():
    assert PRICED
    for measure in PRICED:
        quantity = MEASURES[measure.quantity]
        assert not isinstance(quantity, RatioMeasure | PricedMeasure)
        assert measure.unit == "MEUR"
        assert measure.price


@pytest.mark.parametrize(
    ("code", "is_flow", "counts_rows"),
    [
        ("electricity_total", True, False),
        ("electricity_delivery_points", True, False),
        ("ghg_total", True, False),
        ("production_solar_pv", True, True),
        ("capacity_solar_pv", False, True),
        ("electricity_residential_second_source", True, True),
        ("electricity_delivery_points_second_source", False, True),
        ("population", False, False),
        ("dpe_a", False, False),
    ],
)
def test_flows_are_told_from_stocks_and_communes_from_rows(code, is_flow, counts_rows):
    measure = BASE_MEASURES[code]
    assert (measure.is_flow, measure.counts_rows) == (is_flow, counts_rows)


def test_only_a_flux_of_carbon_may_be_negative_and_it_alone_is_told_over_a_time():
    signed = {code for code, measure in BASE_MEASURES.items() if measure.is_signed}
    assert signed == {code for code in BASE_MEASURES if code.startswith("carbon_flux_")}
    carbon = {code: BASE_MEASURES[code].is_flow for code in BASE_MEASURES if code.startswith("carbon_")}
    assert {code for code, is_flow in carbon.items() if is_flow} == signed


def test_what_is_counted_in_two_ways_has_two_boundaries():
    assert BASE_MEASURES["electricity_total"].boundary != BASE_MEASURES["gas_total"].boundary
    delivered, by_operator = (
        BASE_MEASURES[code] for code in ("electricity_residential", "electricity_residential_second_source")
    )
    assert delivered.boundary != by_operator.boundary
    totals = {BASE_MEASURES[f"ghg_{code}"].boundary for code in ("total", "waste", "agriculture")}
    assert len(totals) == 1
    assert BASE_MEASURES["ghg_international_transport"].boundary not in totals


def test_capacity_has_a_second_source_that_production_lacks():
    assert BASE_MEASURES["capacity_hydro"].sources == ("odre-register", "odre-capacity")
    assert BASE_MEASURES["production_hydro"].sources == ("odre-register",)


def test_plants_are_renewable_or_not_and_what_is_neither_is_in_the_whole_alone():
    renewable, other, whole = (
        set(MEASURES[f"production_{word}"].parts) for word in ("renewable", "non_renewable", "total")
    )
    assert not renewable & other
    assert renewable | other < whole
    assert whole - renewable - other == {"production_storage", "production_other"}
