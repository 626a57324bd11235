"""Bounds of alpha, two values only, agreement with oneself, and what a sample or a refusal names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.coding.agreement.core import alpha as alpha_module
from autan.coding.agreement.core.alpha import alpha_bounds, krippendorff_alpha
from autan.coding.agreement.core.kappa import cohen_kappa, kappa_of_table, percent_agreement
from autan.coding.agreement.core.ratings import (
    MeasurementLevel,
    Ratings,
    RatingsError,
    UndefinedAgreement,
    draw_sample,
    numbers_of,
)
from autan.coding.agreement.importers import read_ratings
from autan.ground.errors import Fault, ImportFileError

TWO_VALUES = Ratings.from_rows({"Anne": [0, 1, 0, 1], "Paul": [0, 1, 1, 1]})


@pytest.mark.parametrize("level", MeasurementLevel)
def test_two_values_have_an_alpha_at_each_level(level: MeasurementLevel) -> None:
    """With two values any distance is one gap: all levels say the same (7 pairs out of 8 values, 2 in 15 differ)."""
    assert krippendorff_alpha(TWO_VALUES, level).value == pytest.approx(1 - 7 * 2 / 30)


@pytest.mark.parametrize("level", MeasurementLevel)
def test_two_units_are_enough_for_alpha_and_for_its_bounds(level: MeasurementLevel) -> None:
    two = Ratings.from_rows({"Anne": [1, 2], "Paul": [1, 2]})
    assert krippendorff_alpha(two, level).value == pytest.approx(1)
    bounds = alpha_bounds(two, level, seed=3, draws=50)
    assert (bounds.low, bounds.high) == (pytest.approx(1), pytest.approx(1))
    assert 0 < bounds.undefined_draws < 50, "a unit that is drawn twice says one value alone"


@pytest.mark.parametrize("draws", [1, 4, 5, 6])
def test_as_many_draws_are_made_as_asked_for_whatever_the_size_of_a_batch(draws: int, monkeypatch) -> None:
    whole = alpha_bounds(TWO_VALUES, "nominal", seed=5, draws=draws)
    monkeypatch.setattr(alpha_module, "_CELLS_AT_ONCE", 16)  # two draws at once
    cut = alpha_bounds(TWO_VALUES, "nominal", seed=5, draws=draws)
    monkeypatch.setattr(alpha_module, "_CELLS_AT_ONCE", 1)  # less than one draw holds: one at once
    alone = alpha_bounds(TWO_VALUES, "nominal", seed=5, draws=draws)
    assert whole == cut == alone
    assert (whole.draws, 0 <= whole.undefined_draws <= draws) == (draws, True)


def test_more_confidence_never_narrows_the_bounds_and_none_gives_the_median() -> None:
    kept = [alpha_bounds(TWO_VALUES, "nominal", seed=1, draws=300, confidence=share) for share in (0, 0.5, 0.9, 1)]
    assert kept[0].low == kept[0].high
    lows, highs = [bounds.low for bounds in kept], [bounds.high for bounds in kept]
    assert lows == sorted(lows, reverse=True)  # type: ignore[type-var]
    assert highs == sorted(highs)  # type: ignore[type-var]
    assert [bounds.confidence for bounds in kept] == [0, 0.5, 0.9, 1]


@pytest.mark.parametrize("level", [MeasurementLevel.ORDINAL, MeasurementLevel.INTERVAL, MeasurementLevel.RATIO])
@pytest.mark.parametrize("scale", [0.001, 1_000])
def test_the_unit_of_the_values_changes_no_agreement(level: MeasurementLevel, scale: float) -> None:
    rows = {"Anne": [1, 2, 3, 2], "Paul": [1, 3, 3, 2]}
    scaled = {name: [value * scale for value in row] for name, row in rows.items()}
    alpha = krippendorff_alpha(Ratings.from_rows(rows), level).value
    assert alpha is not None
    assert krippendorff_alpha(Ratings.from_rows(scaled), level).value == pytest.approx(alpha)
    shifted = {name: [value + 1_000_000 for value in row] for name, row in rows.items()}
    if level is MeasurementLevel.INTERVAL:
        assert krippendorff_alpha(Ratings.from_rows(shifted), level).value == pytest.approx(alpha)


codings = st.lists(st.sampled_from(["a", "b", "c", None]), min_size=3, max_size=9)


@given(codings)
def test_who_says_the_same_everywhere_agrees_fully_or_says_one_value(row: list[str | None]) -> None:
    pair = Ratings.from_rows({"Anne": row, "Paul": row})
    said = [value for value in row if value is not None]
    kappa, alpha = cohen_kappa(pair, "Anne", "Paul"), krippendorff_alpha(pair, "nominal")
    if len(said) > 1 and len(set(said)) > 1:
        assert (kappa.value, alpha.value) == (pytest.approx(1), pytest.approx(1))
    else:
        assert kappa.undefined is alpha.undefined is not None
    assert percent_agreement(pair).value == (1 if said else None)


@given(codings, codings)
def test_agreement_does_not_hang_on_who_comes_first(one: list[str | None], other: list[str | None]) -> None:
    width = min(len(one), len(other))
    first = Ratings.from_rows({"Anne": one[:width], "Paul": other[:width]})
    second = Ratings.from_rows({"Paul": other[:width], "Anne": one[:width]})
    for level in (MeasurementLevel.NOMINAL, MeasurementLevel.ORDINAL):
        assert krippendorff_alpha(first, level).value == pytest.approx(krippendorff_alpha(second, level).value)
    assert cohen_kappa(first, "Anne", "Paul").value == cohen_kappa(first, "Paul", "Anne").value
    assert percent_agreement(first).value == percent_agreement(second).value


def test_a_table_says_kappa_its_units_and_why_there_is_none() -> None:
    assert kappa_of_table([[1, 0], [0, 1]]).value == 1
    assert kappa_of_table([[0, 1], [1, 0]]).value == -1
    assert kappa_of_table([[0, 0], [0, 0]]).undefined is UndefinedAgreement.NO_UNIT
    assert kappa_of_table([[0, 1], [0, 0]]).undefined is UndefinedAgreement.ONE_UNIT
    assert kappa_of_table([[2, 0], [0, 0]]).undefined is UndefinedAgreement.CONSTANT
    named = kappa_of_table([[2, 1], [0, 2]], ("Anne", "Paul"))
    assert (named.coders, named.units, named.undefined) == (("Anne", "Paul"), 5, None)


def test_a_trace_says_the_measure_its_level_its_units_and_its_coders() -> None:
    method = krippendorff_alpha(TWO_VALUES, "interval").method
    assert method.name == "agreement_alpha"
    assert method.parameters == (("level", "interval"), ("units", "4"), ("coders", "2"))
    assert percent_agreement(TWO_VALUES).method.parameters == (("units", "4"), ("coders", "2"))
    assert cohen_kappa(TWO_VALUES, "Anne", "Paul").method.name == "agreement_kappa"


def test_a_refusal_names_five_values_that_the_order_does_not_hold() -> None:
    with pytest.raises(RatingsError) as refused:
        Ratings.from_rows({"a": list("gfedcb"), "b": list("aaaaaa")}, order=["a"])
    assert str(refused.value).endswith("(lu : b, c, d, e, f)")
    assert str(refused.value) == str(refused.value.reason)


def test_values_of_a_level_are_numbers_or_ranks() -> None:
    texts = Ratings.from_rows({"a": ["fort", "faible"], "b": ["moyen", "faible"]}, order=["faible", "moyen", "fort"])
    numbers = Ratings.from_rows({"a": ["10", "0"], "b": ["2,5", "0"]})
    assert numbers_of(texts, MeasurementLevel.ORDINAL).tolist() == [0, 1, 2]
    assert numbers_of(numbers, MeasurementLevel.ORDINAL).tolist() == [0, 1, 2]
    assert numbers_of(numbers, MeasurementLevel.RATIO).tolist() == [0, 2.5, 10]
    for level in (MeasurementLevel.INTERVAL, MeasurementLevel.RATIO):
        assert level.needs_numbers
        with pytest.raises(RatingsError, match=rf"« {level.label.fr} » \(lu : faible\)"):
            numbers_of(texts, level)


@pytest.mark.parametrize(
    ("count", "share", "wanted"), [(10, 0.2, 2), (11, 0.2, 3), (1, 0.01, 1), (3, 1, 3), (30, 0.1, 3)]
)
def test_a_share_is_rounded_up_and_no_crumb_adds_a_text(count: int, share: float, wanted: int) -> None:
    keys = [str(rank) for rank in range(count)]
    assert len(draw_sample(keys, seed=1, share=share)) == wanted
    assert draw_sample([*keys, *keys], seed=1, share=share) == draw_sample(keys, seed=1, share=share)


def faults_of(text: str, **options) -> list[Fault]:
    with pytest.raises(ImportFileError) as refused:
        read_ratings(text.encode(), "essai.csv", **options)
    return list(refused.value.faults)


def test_a_fault_says_what_its_level_or_its_order_expects() -> None:
    (text,) = faults_of("unit;Anne;Paul\nq1;1;beaucoup\n", level="interval")
    assert text.expected == "un nombre, pour le niveau « intervalle »"
    (negative,) = faults_of("unit;Anne;Paul\nq1;-1;0\n", level="ratio")
    assert negative.expected == "un nombre positif ou nul, pour le niveau « rapport »"
    (unknown,) = faults_of("unit;Anne;Paul\nq1;fort;x\n", order=["faible", "fort"])
    assert unknown.expected == "une valeur parmi : faible, fort"
    (long,) = faults_of(f"unit;Anne;Paul\nq1;1;{'x' * 100}\n", level="interval")
    assert long.value == "x" * 80


def test_missing_values_are_written_in_six_ways_and_none_is_a_fault() -> None:
    text = "unit;Anne;Paul\nq1;1;\nq2;2;.\nq3;3;NA\nq4;4;n/a\nq5;5;NaN\nq6;6;null\nq7;0;0\n"
    ratings, _remarks = read_ratings(text.encode(), "essai.csv", level="ratio")
    assert ratings.paired.tolist() == [False] * 6 + [True]


def test_a_long_file_keeps_the_order_in_which_units_and_people_come() -> None:
    text = "valeur;Codeuse;Réponse\n2;Zoé;q9\n1;Anne;q1\n;Anne;q9\n3;Zoé;q1\n"
    ratings, _remarks = read_ratings(text.encode(), "essai.csv")
    assert (ratings.coders, ratings.units) == (("Zoé", "Anne"), ("q9", "q1"))
    assert ratings.values == (1, 2, 3)
    assert ratings.ranks.tolist() == [[1, 2], [-1, 0]]
