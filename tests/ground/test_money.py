"""Amounts as people write them, and sums that never hide what is unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.ground.texts.core.money import (
    Amount,
    AmountSum,
    MixedTaxError,
    TaxBasis,
    own_share,
    read_amount,
    sum_amounts,
)
from autan.ground.texts.language import in_language
from autan.plans.plans.presenters.words import amount_words, short_amount

HT, TTC = TaxBasis.BEFORE_TAX, TaxBasis.WITH_TAX


@pytest.mark.parametrize(
    ("text", "low", "high", "basis"),
    [
        ("150 k€ HT", 150_000, 150_000, HT),
        ("150 000 € T.T.C.", 150_000, 150_000, TTC),
        ("1,2 M€", 1_200_000, 1_200_000, TaxBasis.NOT_STATED),
        ("1,2 à 1,5 M€ HT", 1_200_000, 1_500_000, HT),
        ("entre 100 et 200 k€", 100_000, 200_000, TaxBasis.NOT_STATED),
        ("100-200 k€ TTC", 100_000, 200_000, TTC),
        ("2 millions d’euros", 2_000_000, 2_000_000, TaxBasis.NOT_STATED),
        ("environ 30000 euros", 30_000, 30_000, TaxBasis.NOT_STATED),
        ("0", 0, 0, TaxBasis.NOT_STATED),
        ("1500", 1_500, 1_500, TaxBasis.NOT_STATED),
        ("1 500 eur", 1_500, 1_500, TaxBasis.NOT_STATED),
        ("30 €", 30, 30, TaxBasis.NOT_STATED),
    ],
)
def test_an_amount_is_read_and_keeps_its_text(text, low, high, basis):
    amount = read_amount(text)
    assert amount == Amount(low=low, high=high, basis=basis, text=text, is_rough="environ" in text, is_floor=False)


@pytest.mark.parametrize(
    "text", ["", "non connu", "-5 000 €", "−3 M€", "5 tonnes", "1 à beaucoup", "200 à 100 k€", "10 pommes à 20 poires"]
)
def test_what_is_no_amount_or_is_negative_is_none(text):
    assert read_amount(text) is None


def test_both_bases_in_one_text_leave_it_not_stated():
    assert read_amount("100 k€ HT TTC").basis is TaxBasis.NOT_STATED


def test_more_than_has_no_upper_end():
    total = sum_amounts([read_amount("plus de 5 M€"), read_amount("1 M€")])
    assert (total.low, total.high, total.is_whole) == (6_000_000, None, False)


def test_an_unknown_line_leaves_the_sum_partial_and_counts_for_nothing():
    total = sum_amounts([read_amount("100 k€"), None])
    assert total == AmountSum(low=100_000, high=100_000, known=1, total=2)
    assert not total.is_whole
    assert sum_amounts([None]) == AmountSum(low=None, high=None, known=0, total=1)


def test_before_and_with_tax_do_not_add_up():
    amounts = [read_amount("100 k€ HT"), read_amount("50 k€ TTC"), None]
    with pytest.raises(MixedTaxError, match="HT et TTC"):
        sum_amounts(amounts)


def test_an_amount_without_basis_beside_one_that_states_it_is_a_range():
    total = sum_amounts([read_amount("100 k€ HT"), read_amount("60 k€")])
    assert (total.low, total.high, total.basis) == (150_000, 160_000, HT)
    total = sum_amounts([read_amount("100 k€ TTC"), read_amount("60 k€")])
    assert (total.low, total.high, total.basis) == (160_000, 172_000, TTC)
    assert sum_amounts([read_amount("60 k€"), read_amount("10 k€")]).basis is TaxBasis.NOT_STATED


def test_an_amount_that_no_plan_reaches_is_none():
    assert read_amount("100 000 000 000 000 000 000 €") is None
    assert read_amount("1000 milliards") is not None


def whole(low: float, high: float | None = None, basis: TaxBasis = HT) -> AmountSum:
    return AmountSum(low=low, high=high or low, known=1, total=1, basis=basis)


def test_the_own_share_is_what_no_funder_grants():
    assert own_share(whole(25), whole(100)) == (75.0, 75.0)
    assert own_share(whole(20, 40), whole(100, 200)) == (60.0, 90.0)
    assert own_share(whole(100), whole(100)) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("granted", "total"),
    [
        (AmountSum(low=25, high=25, known=1, total=2, basis=HT), whole(100)),
        (whole(25), AmountSum(low=None, high=None, known=0, total=1)),
        (AmountSum(low=None, high=None, known=0, total=1), whole(100)),
        (whole(150), whole(100)),
        (whole(0.0), AmountSum(low=0, high=0, known=1, total=1, basis=HT)),
        (AmountSum(low=25, high=None, known=1, total=1, basis=HT), whole(100)),
    ],
)
def test_the_own_share_is_unknown_when_a_line_is(granted, total):
    assert own_share(granted, total) is None


def test_the_own_share_of_two_bases_is_refused():
    with pytest.raises(MixedTaxError):
        own_share(whole(25, basis=TTC), whole(100))


@given(st.lists(st.integers(0, 10**9), min_size=1), st.randoms())
def test_the_order_of_the_lines_does_not_matter(values, chance):
    lines = [read_amount(f"{value} € HT") for value in values]
    shuffled = list(lines)
    chance.shuffle(shuffled)
    assert sum_amounts(lines) == sum_amounts(shuffled)
    assert sum_amounts(lines).low == sum(values)


def test_each_basis_has_its_words():
    assert {basis.label.fr for basis in TaxBasis} == {"HT", "TTC", "HT ou TTC non précisé"}


@pytest.mark.parametrize(
    ("typed", "whole", "short"),
    [
        ("240000 € HT", "240\u202f000\u00a0€ HT", "240\u202f000\u00a0€ HT"),
        ("5,5 M€", "5,5 M€ (= 5\u202f500\u202f000\u00a0€)", "5,5 M€"),
        ("environ 240000 €", "environ 240000 € (= 240\u202f000\u00a0€)", "environ 240000 €"),
    ],
)
def test_an_amount_typed_in_digits_alone_is_written_once(typed, whole, short):
    amount = read_amount(typed)
    assert (amount_words(amount), short_amount(amount)) == (whole, short)


def test_an_amount_is_written_as_english_does_on_an_english_page():
    with in_language("en"):
        assert amount_words(read_amount("5,5 M€ HT")) == "5,5 M€ HT (= €5,500,000 before tax)"
