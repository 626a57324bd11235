"""Kappa, alpha and percent against published values and against their definitions; undefined where they are."""

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.coding.agreement.core import alpha as alpha_module
from autan.coding.agreement.core.alpha import alpha_bounds, krippendorff_alpha
from autan.coding.agreement.core.kappa import cohen_kappa, kappa_of_table, percent_agreement
from autan.coding.agreement.core.ratings import (
    AgreementMeasure,
    MeasurementLevel,
    Ratings,
    RatingsError,
    UndefinedAgreement,
    draw_sample,
)

NOMINAL = MeasurementLevel.NOMINAL


def ratings(*rows: str) -> Ratings:
    """Ratings written as words; a dot is missing."""
    return Ratings.from_rows(
        {f"c{rank}": [None if v == "." else v for v in row.split()] for rank, row in enumerate(rows)}
    )


FOUR = ratings(
    "1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 ."
)
THREE = ratings(". . . . . 3 4 1 2 1 1 3 3 . 3", "1 . 2 1 3 3 4 3 . . . . . . .", ". . 2 1 3 4 4 . 2 1 1 3 3 . 4")
BINARY = ratings("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
LETTERS = ratings("a a b b d c c c e d d a", "b a b b b c c c e d d d")


@pytest.mark.parametrize(
    ("data", "level", "value"),
    [
        (FOUR, "nominal", 0.743421),
        (FOUR, "ordinal", 0.815388),
        (FOUR, "interval", 0.849107),
        (FOUR, "ratio", 0.797403),
        (THREE, "nominal", 0.691358),
        (THREE, "ordinal", 0.806721),
        (THREE, "interval", 0.810845),
        (THREE, "ratio", 0.808944),
        (BINARY, "nominal", 0.095238),
        (LETTERS, "nominal", 0.691964),
    ],
)
def test_the_published_alphas(data: Ratings, level: str, value: float) -> None:
    found = krippendorff_alpha(data, level)
    assert found.value == pytest.approx(value, abs=5e-7)
    assert (found.undefined, found.measure) == (None, AgreementMeasure.ALPHA)
    assert dict(found.method.parameters)["level"] == level


def test_the_published_kappas() -> None:
    assert cohen_kappa(BINARY, "c0", "c1").value == pytest.approx(0.090909, abs=5e-7)
    assert kappa_of_table([[20, 5], [10, 15]]).value == pytest.approx(0.4)
    assert kappa_of_table([[20, 5], [10, 15]]).units == 50


def test_percent_agreement() -> None:
    assert percent_agreement(BINARY).value == pytest.approx(0.6)
    assert percent_agreement(ratings("1 . 2 2", "1 1 . 3")).value == pytest.approx(0.5)
    assert percent_agreement(FOUR).units == 11


small = st.lists(st.lists(st.sampled_from([None, 0.0, 1.0, 2.0, 5.0]), min_size=6, max_size=6), min_size=2, max_size=4)


def gap(a: float, b: float, level: str, values: list[float]) -> float:
    if level == "nominal":
        return float(a != b)
    if level == "interval":
        return (a - b) ** 2
    if level == "ratio":
        return ((a - b) / (a + b)) ** 2 if a != b else 0.0
    low, high = min(a, b), max(a, b)
    between = sum(1 for value in values if low <= value <= high)
    return 0.0 if a == b else (between - values.count(a) / 2 - values.count(b) / 2) ** 2


def plain_alpha(rows: list[list[float | None]], level: str) -> float | None:
    """Alpha from its definition, pair by pair."""
    units = [[value for value in unit if value is not None] for unit in zip(*rows, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    values = [value for unit in units for value in unit]
    expected = sum(gap(a, b, level, values) for a, b in permutations(values, 2))
    if len(units) < 2 or not expected:
        return None
    observed = sum(sum(gap(a, b, level, values) for a, b in permutations(unit, 2)) / (len(unit) - 1) for unit in units)
    return 1 - (len(values) - 1) * observed / expected


@given(small, st.sampled_from(list(MeasurementLevel)))
def test_alpha_is_that_of_the_definition(rows: list[list[float | None]], level: MeasurementLevel) -> None:
    found = krippendorff_alpha(Ratings.from_rows({str(rank): row for rank, row in enumerate(rows)}), level)
    wanted = plain_alpha(rows, level.value)
    assert (found.value is None) == (wanted is None)
    assert (found.value is None) == (found.undefined is not None)
    if wanted is not None:
        assert found.value == pytest.approx(wanted, abs=1e-9)


@given(small)
def test_kappa_is_that_of_the_definition(rows: list[list[float | None]]) -> None:
    pairs = [(a, b) for a, b in zip(rows[0], rows[1], strict=True) if a is not None and b is not None]
    found = cohen_kappa(Ratings.from_rows({"a": rows[0], "b": rows[1]}), "a", "b")
    assert found.units == len(pairs)
    if len(pairs) < 2:
        assert found.value is None
        return
    seen = sum(a == b for a, b in pairs) / len(pairs)
    chance = sum(
        (sum(a == value for a, _ in pairs) / len(pairs)) * (sum(b == value for _, b in pairs) / len(pairs))
        for value in {0.0, 1.0, 2.0, 5.0}
    )
    assert (found.undefined is UndefinedAgreement.CONSTANT) == (len({v for pair in pairs for v in pair}) == 1)
    if found.value is not None:
        assert found.value == pytest.approx((seen - chance) / (1 - chance))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (ratings("1 1 1", "1 1 1"), UndefinedAgreement.CONSTANT),
        (ratings("1 .", "2 2"), UndefinedAgreement.ONE_UNIT),
        (ratings("1 .", ". 2"), UndefinedAgreement.NO_UNIT),
        (Ratings.from_rows({"a": [], "b": []}), UndefinedAgreement.NO_UNIT),
    ],
)
def test_undefined_is_said_with_its_reason(data: Ratings, reason: UndefinedAgreement) -> None:
    for level in MeasurementLevel:
        found = krippendorff_alpha(data, level)
        assert (found.value, found.undefined) == (None, reason)
        assert found.undefined.label.fr
    assert cohen_kappa(data, *data.coders).undefined is reason


def test_percent_of_no_pair_is_undefined() -> None:
    assert percent_agreement(ratings("1 .", ". 2")).undefined is UndefinedAgreement.NO_UNIT
    assert percent_agreement(ratings("1 .", "1 2")).value == 1


def test_coders_constant_in_two_ways_agree_less_than_chance() -> None:
    data = ratings("0 0 0 0", "1 1 1 1")
    assert cohen_kappa(data, "c0", "c1").value == 0
    assert krippendorff_alpha(data, NOMINAL).value == pytest.approx(-0.75)


def test_bounds_hold_the_value_and_their_seed() -> None:
    found = alpha_bounds(FOUR, NOMINAL, seed=2014)
    assert found == alpha_bounds(FOUR, NOMINAL, seed=2014)
    assert found != alpha_bounds(FOUR, NOMINAL, seed=2015)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0.743421 < found.high <= 1
    assert (found.draws, found.confidence, found.seed, found.undefined_draws) == (1000, 0.95, 2014, 0)
    narrow = alpha_bounds(FOUR, NOMINAL, seed=2014, confidence=0.5)
    assert found.low < narrow.low < narrow.high < found.high  # type: ignore[operator]


@pytest.mark.parametrize("level", MeasurementLevel)
def test_bounds_are_percentiles_of_alphas_of_drawn_units(level: MeasurementLevel, monkeypatch) -> None:
    """Each draw is measured again from the definition, with the units that the seed takes."""
    monkeypatch.setattr(alpha_module, "_CELLS_AT_ONCE", 100)
    monkeypatch.setattr(alpha_module, "_VALUES_AT_ONCE", 2)
    found = alpha_bounds(FOUR, level, seed=7, draws=40)
    numbers = [[None if rank < 0 else FOUR.values[rank] for rank in row] for row in FOUR.ranks]
    units = [unit for unit in zip(*numbers, strict=True) if sum(value is not None for value in unit) > 1]
    chance = np.random.default_rng(7)
    alphas = []
    for rows in [2] * 20:
        for taken in chance.integers(0, len(units), (rows, len(units))):
            alphas.append(plain_alpha([list(row) for row in zip(*(units[unit] for unit in taken), strict=True)], level))  # type: ignore[arg-type]
    assert (found.low, found.high) == pytest.approx(tuple(np.quantile(alphas, [0.025, 0.975])), abs=1e-9)


def test_draws_without_a_value_are_told() -> None:
    found = alpha_bounds(ratings("1 1 1 2", "1 1 1 2"), NOMINAL, seed=1, draws=200)
    assert 0 < found.undefined_draws < 200
    assert (found.low, found.high) == (1, 1)
    one = alpha_bounds(ratings("1 .", "2 2"), NOMINAL, seed=1, draws=10)
    assert (one.low, one.high, one.undefined_draws) == (None, None, 10)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ({"a": ["1"]}, "au moins deux personnes"),
        ({}, "au moins deux personnes"),
        ({"a": ["1"], "b": ["1", "2"]}, "toutes les mêmes unités"),
    ],
)
def test_rows_that_are_no_ratings_are_refused(rows: dict[str, list[str]], reason: str) -> None:
    with pytest.raises(RatingsError, match=reason):
        Ratings.from_rows(rows)


def test_units_are_named_each() -> None:
    assert ratings("1 2", "1 2").units == ("1", "2")
    assert Ratings.from_rows({"a": ["1"], "b": ["2"]}, units=["q1"]).units == ("q1",)
    with pytest.raises(RatingsError, match="autant de noms"):
        Ratings.from_rows({"a": ["1"], "b": ["2"]}, units=["q1", "q2"])


def test_numbers_are_read_as_numbers() -> None:
    data = Ratings.from_rows({"a": ["1,5", "2", float("nan")], "b": ["1.5", 2, " "]})
    assert data.values == (1.5, 2.0)
    assert data.ranks.tolist() == [[0, 1, -1], [0, 1, -1]]
    assert Ratings.from_rows({"a": ["1", "x"], "b": ["inf", 2.0]}).values == ("1", "2.0", "inf", "x")


def test_texts_take_the_order_that_is_given() -> None:
    order = ["faible", "moyen", "fort"]
    rows = {"a": ["faible", "fort", "moyen", "faible"], "b": ["moyen", "fort", "fort", "faible"]}
    ordered, alphabetical = Ratings.from_rows(rows, order=order), Ratings.from_rows(rows)
    assert ordered.values == tuple(order)
    numbers = {coder: [order.index(word) for word in row] for coder, row in rows.items()}
    wanted = krippendorff_alpha(Ratings.from_rows(numbers), "ordinal").value
    assert krippendorff_alpha(ordered, "ordinal").value == pytest.approx(wanted)
    assert krippendorff_alpha(alphabetical, "ordinal").value != pytest.approx(wanted)
    with pytest.raises(RatingsError, match="lu : fort"):
        Ratings.from_rows(rows, order=["faible", "moyen"])


@pytest.mark.parametrize(
    ("rows", "level", "reason"),
    [(("a b", "a b"), "interval", "lu : a"), (("-1 2", "1 2"), "ratio", "positifs ou nuls")],
)
def test_a_level_asks_for_its_numbers(rows: tuple[str, str], level: str, reason: str) -> None:
    with pytest.raises(RatingsError, match=reason):
        krippendorff_alpha(ratings(*rows), level)


def test_every_level_and_measure_has_its_words() -> None:
    labels = [item.label for kind in (MeasurementLevel, AgreementMeasure, UndefinedAgreement) for item in kind]
    assert all(label.fr and label.en for label in labels)


def test_an_unknown_coder_is_refused() -> None:
    with pytest.raises(ValueError, match="tuple"):
        cohen_kappa(BINARY, "c0", "nobody")


def test_a_sample_hangs_on_the_seed_alone() -> None:
    keys = [f"answer-{rank}" for rank in range(101)]
    drawn = draw_sample(keys, seed=1)
    assert len(drawn) == 21
    assert drawn == draw_sample(keys[::-1], seed=1) == tuple(sorted(drawn))
    assert drawn != draw_sample(keys, seed=2)
    assert len(set(drawn) - set(draw_sample(keys[1:], seed=1))) <= 1
    assert draw_sample([], seed=1) == ()
    assert len(draw_sample(keys, seed=1, share=1)) == 101
    assert len(draw_sample(keys[:50], seed=1, share=0.1)) == 5


def test_samples_differ_enough() -> None:
    """Two draws of twenty in a hundred share about four."""
    keys = [str(rank) for rank in range(100)]
    draws = [set(draw_sample(keys, seed=seed)) for seed in range(30)]
    shared = [len(first & second) for first, second in combinations(draws, 2)]
    assert 3 < sum(shared) / len(shared) < 5


@pytest.mark.parametrize("share", [0, -0.1, 1.1])
def test_impossible_shares_are_refused(share: float) -> None:
    with pytest.raises(ValueError, match="cannot be drawn"):
        draw_sample(["a"], seed=1, share=share)
