"""Amounts at their bounds: how they are typed, what is refused as a guess, and what a basis makes of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.ground.texts.core.money import (
    LARGEST,
    Amount,
    AmountSum,
    MixedTaxError,
    TaxBasis,
    ends_on,
    own_share,
    read_amount,
    sum_amounts,
)
from autan.ground.texts.core.notation import format_exactly

HT, TTC, UNSAID = TaxBasis.BEFORE_TAX, TaxBasis.WITH_TAX, TaxBasis.NOT_STATED


def ends(text: str) -> tuple[float, float] | None:
    amount = read_amount(text)
    return None if amount is None else (amount.low, amount.high)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12 k", 12_000),
        ("12 K€", 12_000),
        ("12 keur", 12_000),
        ("3 milliers d’euros", 3_000),
        ("1 million", 1e6),
        ("1,5 meur", 1_500_000),
        ("2 m", 2e6),
        ("2 milliards", 2e9),
        ("1 milliard d'euros", 1e9),
        ("3 Md€", 3e9),
        ("12 euros", 12),
        ("12,3456 €", 12.35),
        ("12.3", 12.3),
        ("0,005 k€", 5),
        ("1\u202f200\u00a0000 €", 1_200_000),
    ],
)
def test_an_amount_has_the_scale_that_it_names(text, value):
    assert ends(text) == (value, value)


@pytest.mark.parametrize("text", ["1.500", "12,000 €", "999.999 k€", "1,234 milliers"])
def test_three_digits_after_a_sign_may_be_read_in_two_ways_and_are_not(text):
    assert read_amount(text) is None


@pytest.mark.parametrize(
    ("text", "value"), [("0,500 k€", 500), ("1.234 M€", 1_234_000), ("1234,567 €", 1234.57), ("1,5000", 1.5)]
)
def test_what_can_be_read_in_one_way_alone_is_read(text, value):
    assert ends(text) == (value, value)


@pytest.mark.parametrize(
    "text", ["120 0001 €", "12 34", "1 20 000", "1 200 00", "5 000 (1)", "12 €/habitant", "un million"]
)
def test_digits_that_stand_oddly_are_no_amount(text):
    assert read_amount(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 à 2 M€", (1e6, 2e6)),
        ("100 k€ à 1 M€", (1e5, 1e6)),
        ("de 1 à 2 k€", (1_000, 2_000)),
        ("from 1 à 2 k€", (1_000, 2_000)),
        ("entre 1 € et 2 €", (1, 2)),
        ("1 – 2 M€", (1e6, 2e6)),
        ("1—2 €", (1, 2)),
        ("5 à 5 €", (5, 5)),
        ("0 à 10 €", (0, 10)),
        ("2 à 1 €", None),
        ("1 à", None),
        ("à 2 €", None),
        ("1 à 2 à 3 €", None),
        ("1 à 2 tonnes", None),
        ("1 tonne à 2 €", None),
        ("-2 à 5 €", None),
    ],
)
def test_a_range_has_two_ends_in_order(text, expected):
    assert ends(text) == expected


@pytest.mark.parametrize(
    "word", ["environ", "près de", "presque", "env.", "about", "nearly", "around", "~", "≈", "Environ"]
)
def test_an_amount_may_be_rough(word):
    amount = read_amount(f"{word} 30 k€")
    assert (amount.low, amount.is_rough, amount.is_floor, amount.is_plain) == (30_000, True, False, False)


@pytest.mark.parametrize("word", ["plus de", "au moins", "over", "at least", ">", "≥", "Plus de"])
def test_an_amount_may_be_a_floor(word):
    amount = read_amount(f"{word} 30 k€")
    assert (amount.low, amount.is_rough, amount.is_floor, amount.is_plain) == (30_000, False, True, False)


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("1 k€ HT", HT),
        ("1 k€ h.t.", HT),
        ("1 k€ (ttc)", None),
        ("1 k€ TTC", TTC),
        ("1 k€ T.T.C", TTC),
        ("1 k€", UNSAID),
        ("1 k€ HT HT", HT),
        ("HT : 1 k€", None),
        ("htt 1 k€", None),
    ],
)
def test_a_basis_is_what_the_text_says(text, basis):
    amount = read_amount(text)
    assert (amount and amount.basis) == basis


@pytest.mark.parametrize(
    ("text", "is_plain"), [("12 €", True), ("12 € HT", False), ("1 à 2 €", False), ("~ 12 €", False), ("0", True)]
)
def test_a_plain_amount_is_one_number_of_which_nothing_else_is_said(text, is_plain):
    assert read_amount(text).is_plain is is_plain


def test_the_largest_amount_is_taken_and_more_is_not():
    assert ends("1000 milliards") == (LARGEST, LARGEST)
    assert read_amount("1000,01 milliards") is None
    assert read_amount("1 à 1001 milliards") is None


def test_a_long_text_is_no_amount_whatever_it_holds():
    assert ends(" " * 300 + "12 €" + " " * 300) == (12, 12), "blanks around are not counted"
    assert ends("12" + " " * 197 + "€") == (12, 12)
    assert read_amount("12" + " " * 198 + "€") is None


@given(st.integers(0, 10**11))
def test_an_amount_that_is_written_exactly_is_read_again(cents):
    value = cents / 100
    assert ends(f"{format_exactly(value, language='fr')} €") == (value, value)
    assert ends(f"{value:.2f} €") == (value, value)


def amount(low: float, high: float | None = None, basis: TaxBasis = UNSAID, **fields: bool) -> Amount:
    return Amount(low=low, high=low if high is None else high, basis=basis, text="", **fields)


@pytest.mark.parametrize(
    ("own", "asked", "expected"),
    [
        (HT, HT, (120, 240)),
        (TTC, TTC, (120, 240)),
        (UNSAID, UNSAID, (120, 240)),
        (HT, TTC, (120, 288)),
        (UNSAID, TTC, (120, 288)),
        (TTC, HT, (100, 240)),
        (UNSAID, HT, (100, 240)),
        (TTC, UNSAID, (100, 240)),
        (HT, UNSAID, (120, 288)),
    ],
)
def test_on_another_basis_an_amount_is_all_that_it_may_be(own, asked, expected):
    assert ends_on(amount(120, 240, own), asked) == expected


def test_ends_are_rounded_to_the_cent():
    assert ends_on(amount(100, basis=TTC), HT) == (83.33, 100)
    assert ends_on(amount(0.33, basis=HT), TTC) == (0.33, 0.4)


def test_a_sum_of_nothing_is_unknown_and_not_nil():
    assert sum_amounts([]) == AmountSum(low=None, high=None, known=0, total=0)
    assert not sum_amounts([]).is_whole
    nil = sum_amounts([amount(0)])
    assert (nil.low, nil.high, nil.is_whole) == (0, 0, True)


def test_a_sum_is_rough_when_one_line_is_and_has_no_top_when_one_is_a_floor():
    total = sum_amounts([amount(1, is_rough=True), amount(2)])
    assert (total.is_rough, total.high) == (True, 3)
    total = sum_amounts([amount(1, is_floor=True), amount(2)])
    assert (total.is_rough, total.low, total.high, total.is_whole) == (False, 3, None, False)


def test_lines_that_say_no_basis_are_ranges_beside_one_that_does():
    total = sum_amounts([amount(100, basis=TTC), amount(10), amount(10)])
    assert (total.low, total.high, total.basis) == (120, 124, TTC)
    alone = sum_amounts([amount(10), amount(10)])
    assert (alone.low, alone.high, alone.basis) == (20, 20, UNSAID)


def test_two_bases_are_refused_even_beside_lines_that_say_none():
    with pytest.raises(MixedTaxError):
        sum_amounts([amount(1), amount(2, basis=HT), amount(3, basis=TTC)])
    assert sum_amounts([None, amount(2, basis=HT)]).basis is HT


def total(low: float | None, high: float | None, basis: TaxBasis = UNSAID, *, known: int = 1) -> AmountSum:
    return AmountSum(low=low, high=high, known=known, total=1, basis=basis)


@pytest.mark.parametrize(
    ("granted", "budget", "share"),
    [
        (total(0, 0), total(50, 50), (100, 100)),
        (total(50, 50), total(50, 100), (0, 50)),
        (total(10, 20), total(40, 50), (50, 80)),
        (total(50, 50.01), total(50, 100), None),
        (total(0, 0), total(0, 10), None),
        (total(10, None), total(50, 50), None),
        (total(10, 10), total(50, None), None),
        (total(None, None, known=0), total(50, 50), None),
        (total(10, 10, known=0), total(50, 50), None),
        (total(10, 10), total(50, 50, known=0), None),
    ],
)
def test_the_own_share_is_a_range_of_percents_or_unknown(granted, budget, share):
    found = own_share(granted, budget)
    assert found == (None if share is None else pytest.approx(share))


@pytest.mark.parametrize("bases", [(HT, TTC), (UNSAID, HT), (TTC, UNSAID)])
def test_the_own_share_wants_one_basis(bases):
    granted, budget = (total(10, 20, basis) for basis in bases)
    with pytest.raises(MixedTaxError):
        own_share(granted, budget)
