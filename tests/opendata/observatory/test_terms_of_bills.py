"""Quantities of a usual year and their bills: what each takes, what it bounds, what is unknown, prices of one's own."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from autan.evidence.figures.core.figures import OWN_VALUE
from autan.evidence.figures.core.sources import EvidenceRef, Source
from autan.evidence.figures.core.states import ValueState
from autan.ground.errors import DomainError
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text
from autan.opendata.measures.core.catalogue import MEASURES
from autan.opendata.observatory.core.climate import (
    PRICE_EVIDENCE,
    ClimateTerms,
    Price,
    are_possible,
    corrected_amount,
    corrected_figure,
    parse_price,
    priced_figure,
    prices_with_own,
)
from tests.opendata.observatory.figures import PLACE, a_figure, a_floor, a_range
from tests.opendata.observatory.test_own_value_figures import held

BILL = MEASURES["bill_homes_electricity"]
PRICE = Price(
    code="electricity-homes",
    label=Text("Électricité", "Electricity"),
    price_eur_per_mwh=250.0,
    period=Period.year(2024),
    period_label=Text("2024", "2024"),
    source=Source(slug="", title="SDES", producer="SDES"),
    note=Text("Toutes taxes.", "All taxes."),
)


def terms(days: float | None = 1_800.0, usual: float | None = 2_000.0, part: float | None = 60.0) -> ClimateTerms:
    return ClimateTerms(degree_days=a_figure(days), reference=a_figure(usual), heating_pct=a_figure(part))


@pytest.mark.parametrize(
    ("part", "days", "usual", "corrected"),
    [(0, 1_800, 2_000, 1_000), (100, 1_000, 2_000, 2_000), (50, 2_000, 1_000, 750), (60, 1_800, 2_000, 1_066.67)],
)
def test_only_the_part_that_heats_follows_the_climate(part, days, usual, corrected):
    assert corrected_amount(1_000, heating_pct=part, degree_days=days, reference=usual) == corrected


@pytest.mark.parametrize(
    ("part", "days", "usual", "possible"),
    [(0, 1, 1, True), (100, 1, 1, True), (-1, 1, 1, False), (101, 1, 1, False), (50, 0, 1, False), (50, 1, 0, False)],
)
def test_a_part_is_of_a_hundred_and_degree_days_are_above_nil(part, days, usual, possible):
    assert are_possible(part, days, usual) == possible
    if not possible:
        with pytest.raises(DomainError, match="degree days above nil"):
            corrected_amount(1, heating_pct=part, degree_days=days, reference=usual)
        assert corrected_figure(a_figure(10.0), terms(days, usual, part)) is None


def test_a_corrected_quantity_is_at_best_estimated_and_rests_on_its_terms():
    figure, known = a_figure(1_000.0), terms()
    corrected = corrected_figure(figure, known)
    assert corrected.id == f"{figure.id}.climate"
    assert (corrected.value, corrected.state) == (1_066.67, ValueState.ESTIMATED)
    assert corrected.inputs == (figure, known.degree_days, known.reference, known.heating_pct)
    assert corrected.evidence == ()
    assert corrected.label.fr.endswith(", corrigée du climat")
    assert corrected.method.formula.fr == (
        "chauffage (60\u00a0%) × 2\u202f000 ÷ 1\u202f800 degrés-jours + autres usages"
    )


def test_a_floor_corrected_is_a_floor_still():
    assert corrected_figure(a_floor(1_000.0), terms()).state is ValueState.LOWER_BOUND


@pytest.mark.parametrize("known", [terms(days=None), terms(usual=None), terms(part=None)])
def test_what_lacks_a_term_is_not_corrected(known):
    assert corrected_figure(a_figure(1_000.0), known) is None
    assert corrected_figure(a_figure(), terms()) is None


def bill(quantity, price: Price = PRICE):
    return priced_figure(BILL, quantity, price, PLACE)


def test_a_bill_is_in_millions_of_euros_to_the_euro():
    figure = bill(a_figure(1_234.5678))
    assert figure.value == 0.308642
    assert figure.unit.code == "MEUR"
    assert figure.id == f"observatory.{PLACE}.bill_homes_electricity.2024"
    assert figure.evidence == (EvidenceRef(kind=PRICE_EVIDENCE, key="electricity-homes"),)
    assert figure.note.fr == "Toutes taxes."


@pytest.mark.parametrize(("unit", "euros"), [("MWh", 0.25), ("GWh", 250), ("MWh_unstated", 0.25)])
def test_a_price_is_of_a_mwh_whatever_the_unit_of_the_quantity(unit, euros):
    assert bill(a_figure(1_000.0, unit=unit)).value == pytest.approx(euros)


def test_a_bill_is_at_best_estimated_and_bounded_as_its_quantity():
    assert bill(a_figure(1_000.0)).state is ValueState.ESTIMATED
    floor = bill(a_floor(1_000.0))
    assert (floor.value, floor.state, floor.known, floor.total) == (0.25, ValueState.LOWER_BOUND, 1, 2)
    between = bill(a_range(1_000.0, 2_000.0))
    assert (between.value, between.low, between.high) == (None, 0.25, 0.5)


@pytest.mark.parametrize("state", [ValueState.MISSING, ValueState.CONFIDENTIAL])
def test_what_is_not_known_costs_nothing_that_is_known(state):
    figure = bill(a_figure(state=state))
    assert (figure.value, figure.state) == (None, state)


def test_a_price_of_another_time_is_said():
    note = bill(a_figure(1_000.0, date="2021")).note
    assert note.fr == "Toutes taxes. Prix de 2024 appliqué à la consommation de 2021."


PRICES = {"electricity-homes": PRICE, "gas-homes": replace(PRICE, code="gas-homes")}


def a_price(value: float, *, is_chosen: bool = True, day: str = "2025", measure: str = "price_electricity_homes"):
    return held(value, is_chosen=is_chosen, measure=measure, date=day, document="facture", key="12")


def test_a_price_that_was_chosen_takes_the_place_of_that_of_the_list():
    merged = prices_with_own(PRICES, [a_price(210.0)])
    own = merged["electricity-homes"]
    assert (own.price_eur_per_mwh, own.period_label.fr, own.source.title) == (210, "2025", "facture")
    assert own.evidence == EvidenceRef(kind=OWN_VALUE, key="12")
    assert own.note.fr == "Prix donné par la collectivité."
    assert merged["gas-homes"] is PRICES["gas-homes"]
    assert PRICES["electricity-homes"].price_eur_per_mwh == 250


def test_the_latest_price_wins_whatever_the_order():
    prices = [a_price(210.0, day="2025"), a_price(190.0, day="2023")]
    for holdings in (prices, prices[::-1]):
        assert prices_with_own(PRICES, holdings)["electricity-homes"].price_eur_per_mwh == 210


@pytest.mark.parametrize(
    "holding", [a_price(210.0, is_chosen=False), a_price(210.0, measure="electricity_residential")]
)
def test_a_price_that_was_not_chosen_or_another_value_changes_no_price(holding):
    assert prices_with_own(PRICES, [holding]) == PRICES


def test_a_price_that_the_list_does_not_have_is_left():
    assert prices_with_own({}, [a_price(210.0)]) == {}


LISTED: dict[str, Any] = {
    "code": "gas-homes",
    "label": {"fr": "Gaz", "en": "Gas"},
    "price_eur_per_mwh": "110.5",
    "from": date(2024, 1, 1),
    "to": date(2024, 12, 31),
    "period": {"fr": "2024", "en": "2024"},
    "source": {"title": "SDES", "producer": "SDES"},
    "note": {"fr": "a", "en": "a"},
}


def test_a_price_of_the_list_is_read_with_its_time_and_its_source():
    price = parse_price(LISTED)
    assert (price.price_eur_per_mwh, price.period, price.source.title) == (110.5, Period.year(2024), "SDES")
    assert price.evidence is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"price_eur_per_mwh": "cher"}, "price 'gas-homes': could not convert"),
        ({"price_eur_per_mwh": 0}, "price 'gas-homes': expected more than nil"),
        ({"price_eur_per_mwh": -4}, "expected more than nil"),
        ({"label": {"fr": "Gaz"}}, "price 'gas-homes'"),
    ],
)
def test_a_price_that_cannot_be_is_refused_by_its_name(changes, said):
    with pytest.raises(DomainError, match=said):
        parse_price(LISTED | changes)


def test_a_price_without_a_code_is_refused_too():
    with pytest.raises(DomainError, match=r"price '\?'"):
        parse_price({name: value for name, value in LISTED.items() if name != "code"})
