"""Figures of indicators from their rows: state, coverage, unit, method, address, and what a region leaves."""

from dataclasses import replace

import pytest

from autan.evidence.figures.core.states import ValueState
from autan.opendata.measures.core.addresses import IndicatorRowsKey
from autan.opendata.measures.core.indicators import (
    IndicatorValue,
    category_slug,
    ceilings,
    indicator_address,
    indicator_figure,
    indicator_unit,
)
from autan.opendata.sources.core.source_cards import IndicatorTraits, SourceEdition
from autan.opendata.sources.importers import shipped_cards

SOURCE = "indicator-ore-gas"
EDITION = SourceEdition(card=shipped_cards()[SOURCE], name="2024-abc")
ONE = IndicatorValue(value=12.0, known=1, total=1)


def figure_of(indicator_value=ONE, **changes):
    place = {"mesh": "departement", "code": "31", "year": 2021, "category": ""} | changes
    return indicator_figure(EDITION, indicator_value=indicator_value, **place)


def value(amount, **changes):
    return IndicatorValue(**{"value": amount, "known": 1, "total": 1} | changes)


@pytest.mark.parametrize(
    ("indicator_value", "state", "amount"),
    [
        (ONE, EDITION.card.state, 12),
        (value(0.0), EDITION.card.state, 0),
        (value(12.0, bounds=1), ValueState.LOWER_BOUND, 12),
        (value(12.0, known=2, total=3, is_sum=True), ValueState.LOWER_BOUND, 12),
        (value(12.0, known=3, total=3, is_sum=True), EDITION.card.state, 12),
        (value(12.0, known=2, total=3), EDITION.card.state, 12),
        (value(None, known=0), ValueState.MISSING, None),
        (value(None, known=0, secrets=1), ValueState.CONFIDENTIAL, None),
        (value(12.0, known=0, total=2), ValueState.MISSING, None),
        (value(0.1 + 0.2), EDITION.card.state, 0.3),
    ],
)
def test_the_state_says_what_is_known_of_the_rows(indicator_value, state, amount):
    figure = figure_of(indicator_value)
    assert (figure.state, figure.value) == (state, amount)
    assert (figure.known, figure.total) == (indicator_value.known, indicator_value.total)


def test_more_rows_than_communes_are_a_whole():
    figure = figure_of(value(12.0, known=5, total=3, is_sum=True))
    assert (figure.known, figure.total, figure.state) == (5, 5, EDITION.card.state)


def test_a_figure_says_its_category_its_year_and_its_place():
    whole, homes = figure_of(), figure_of(category="Logements", mesh="region", code="76")
    assert whole.label.fr == EDITION.card.title
    assert homes.label.fr == f"{EDITION.card.title}, Logements"
    assert (whole.territories, homes.territories) == (("dep-31",), ("reg-76",))
    assert (whole.period.label, whole.boundary, whole.part.fr) == ("2021", SOURCE, "lignes")
    assert (whole.id, homes.id) == ("indicator.ore-gas.dep-31.2021.all", "indicator.ore-gas.reg-76.2021.logements")


def test_what_was_added_and_what_was_published_say_so():
    published, added = figure_of(), figure_of(value(12.0, is_sum=True))
    assert (published.method.name, added.method.name) == ("published", "sum_of_indicator_rows")
    assert published.method.formula.en == "value as the producer publishes it"
    assert added.method.formula.en == "sum of the rows of the indicator"
    assert dict(added.method.parameters) == {"source": SOURCE, "edition": "2024-abc"}


def test_the_rows_of_a_figure_are_its_evidence():
    (ref,) = figure_of(category="Logements").evidence
    assert IndicatorRowsKey.parse(ref.key) == IndicatorRowsKey(
        SOURCE, "2024-abc", "departement", "31", "2021", "Logements"
    )


def test_what_the_region_leaves_makes_a_range_with_the_rows_of_both():
    figure = figure_of(value(12.0, bounds=1, most=15.5))
    assert (figure.value, figure.low, figure.high, figure.state) == (None, 12, 15.5, EDITION.card.state)
    assert figure.method.name == "left_by_the_region"
    keys = [IndicatorRowsKey.parse(ref.key) for ref in figure.evidence]
    assert [(key.mesh, key.code) for key in keys] == [("departement", "31"), ("region", "76")]
    exact = figure_of(value(12.0, bounds=1, most=12.0))
    assert (exact.value, exact.low, exact.high) == (12, None, None)


@pytest.mark.parametrize(
    ("region", "most"),
    [
        (100.0, {"31": 70.0}),
        (40.5, {"31": 10.5}),
        (40.0, {"31": 10.0}),  # nothing is left
        (39.5, {}),  # the two levels are not of one account
    ],
)
def test_a_department_is_at_most_what_the_others_leave_of_its_region(region, most):
    departments = {"31": value(10.0, bounds=1), "32": value(30.0), "75": value(999.0, bounds=1)}
    codes = {"31": "76", "32": "76", "75": "11"}
    assert ceilings(departments, {"76": value(region)}, codes) == most


@pytest.mark.parametrize(
    ("department", "region"),
    [
        (value(10.0), value(100.0)),  # it is whole
        (value(None, known=0, bounds=1), value(100.0)),
        (value(10.0, bounds=1), value(100.0, bounds=1)),
        (value(10.0, bounds=1), value(100.0, secrets=1)),
        (value(10.0, bounds=1), value(100.0, known=1, total=2)),
        (value(10.0, bounds=1), value(None, known=0, total=0)),
        (value(10.0, bounds=1, known=3, total=3), value(100.0, known=2, total=2)),  # of fewer parts
    ],
)
def test_no_ceiling_comes_from_a_region_that_is_not_whole_or_for_what_is_known(department, region):
    assert ceilings({"31": department}, {"76": region}, {"31": "76"}) == {}


def test_a_region_of_more_parts_bounds_its_departments_and_an_unknown_neighbour_takes_nothing():
    departments = {"31": value(10.0, bounds=1), "32": value(None, known=0)}
    codes = dict.fromkeys(departments, "76")
    assert ceilings(departments, {"76": value(100.0, known=2, total=2)}, codes) == {"31": 100.0}


@pytest.mark.parametrize(
    ("changes", "is_whole"),
    [
        ({}, True),
        ({"known": 3, "total": 3}, True),
        ({"known": 2, "total": 3}, False),
        ({"known": 0, "total": 0}, False),
        ({"bounds": 1}, False),
        ({"secrets": 1}, False),
    ],
)
def test_rows_are_whole_where_each_is_known_and_none_is_a_floor_or_a_secret(changes, is_whole):
    assert value(1.0, **changes).is_whole is is_whole


@pytest.mark.parametrize(
    ("unit", "is_summable", "code"),
    [
        ("MWh", True, "MWh"),
        (" G Wh ", True, "GWh"),
        ("teqCO2", True, "tCO2e"),
        ("tonnes équivalent CO2", True, "tCO2e"),
        ("t CO₂e", True, "tCO2e"),
        ("Logements", True, "dwellings"),
        ("%", False, "pct"),
        ("%", True, "indicator:%"),
        ("MWh", False, "indicator:mwh"),
        ("euros", True, "indicator:euros"),
    ],
)
def test_a_unit_is_ours_where_it_adds_as_the_producer_says(unit, is_summable, code):
    ours = indicator_unit(IndicatorTraits(dataset="x", unit=unit, is_summable=is_summable))
    assert (ours.code, ours.is_summable) == (code, is_summable)


def test_a_unit_of_the_producer_keeps_its_words():
    assert indicator_unit(IndicatorTraits(dataset="x", unit="Places/1 000 hab.")).symbol.fr == "Places/1 000 hab."


@pytest.mark.parametrize(
    ("category", "slug"),
    [("", "all"), ("—", "all"), ("Résidentiel", "residentiel"), (" A / b_C ", "a-b-c"), ("2021", "2021")],
)
def test_a_category_has_plain_letters_in_an_address(category, slug):
    assert category_slug(category) == slug


@pytest.mark.parametrize(("mesh", "place"), [("departement", "dep-01"), ("region", "reg-01"), ("epci", "01")])
def test_the_same_code_is_told_apart_by_its_mesh(mesh, place):
    address = indicator_address(SOURCE, mesh, "01", 2020, "")
    assert str(address) == f"indicator.ore-gas.{place}.2020.all"


def test_a_source_without_traits_has_a_unit_that_refuses_sums():
    bare = SourceEdition(card=replace(EDITION.card, indicator=None), name="x")
    figure = indicator_figure(bare, mesh="epci", code="1", year=2020, category="", indicator_value=ONE)
    assert not figure.unit.is_summable
