"""What a claim may say, and when it holds."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.evidence.figures.core.states import ValueState
from autan.publishing.living_text.core.claims import (
    ClaimError,
    Verdict,
    is_picture_file,
    judge_claim,
    parse_claim,
    picture_file,
)
from tests.evidence.figures.making import make_figure


def judge(claim, value=10, others=None, **fields):
    figure = make_figure(value, **{"known": 11, "total": 11, **fields})
    return judge_claim(parse_claim(claim), figure, others or {})


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("value == 10", Verdict.HOLDS),
        ("value == 10 of 11", Verdict.HOLDS),
        ("value == 10 of 12", Verdict.STALE),
        ("value == 9", Verdict.STALE),
        ("value != 9", Verdict.HOLDS),
        ("value != 10", Verdict.STALE),
        ("9,5 <= value < 10.5", Verdict.HOLDS),
        ("9 < value < 10", Verdict.STALE),
        ("value > 2 * other", Verdict.HOLDS),
        ("value >= 3 * other", Verdict.STALE),
        ("known == total and value <= known", Verdict.HOLDS),
        ("value == 10 and other == 5", Verdict.STALE),
        ("value > absent", Verdict.UNVERIFIABLE),
        ("low > 1", Verdict.UNVERIFIABLE),
        ("value == 9 and value > absent", Verdict.STALE),
        ("value == 10 and value > absent", Verdict.UNVERIFIABLE),
        ("value > -40", Verdict.HOLDS),
        ("-2 * other == -8", Verdict.HOLDS),
        ("other.value < value", Verdict.HOLDS),
        ("other.total == 11", Verdict.STALE),
        ("value == 10 of 11 and known == 11", Verdict.HOLDS),
        ("9 < value < 11 of 12", Verdict.STALE),
        ("0.5 * value == 5", Verdict.HOLDS),
        ("other.known < known", Verdict.HOLDS),
        ("other == 5 and value > absent", Verdict.STALE),
        ("absent.known == 1", Verdict.UNVERIFIABLE),
        ("absent > 3 of 12", Verdict.STALE),
        ("10 == value", Verdict.HOLDS),
        ("-4<value", Verdict.HOLDS),
    ],
)
def test_a_claim_is_judged_on_the_figures_of_today(claim, verdict):
    assert judge(claim, others={"other": make_figure(4)}) is verdict


def test_an_unknown_figure_makes_a_claim_unverifiable_never_false():
    assert judge("value == 0", value=None, known=0) is Verdict.UNVERIFIABLE


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("value > 5", Verdict.HOLDS),
        ("value >= 10", Verdict.HOLDS),
        ("value < 5", Verdict.STALE),
        ("value <= 9", Verdict.STALE),
        ("value > 15", Verdict.UNVERIFIABLE),
        ("value < 15", Verdict.UNVERIFIABLE),
        ("value == 15", Verdict.UNVERIFIABLE),
        ("value == 5", Verdict.STALE),
        ("value == 10", Verdict.UNVERIFIABLE),
        ("value != 10", Verdict.UNVERIFIABLE),
        ("value != 5", Verdict.HOLDS),
        ("value > other", Verdict.UNVERIFIABLE),
        ("exact < value", Verdict.HOLDS),
    ],
)
def test_a_lower_bound_is_not_a_value(claim, verdict):
    others = {"other": make_figure(4, state=ValueState.LOWER_BOUND, known=1, total=2), "exact": make_figure(4)}
    assert judge(claim, others=others, state=ValueState.LOWER_BOUND, known=10) is verdict


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.booleans(), st.booleans())
def test_what_holds_of_bounds_holds_of_any_number_above_them(left, right, is_left_bound, is_right_bound):
    def made(value, is_bound):
        return make_figure(
            value,
            state=ValueState.LOWER_BOUND if is_bound else ValueState.OBSERVED,
            known=1,
            total=2 if is_bound else 1,
        )

    claim = parse_claim("value < other")
    verdict = judge_claim(claim, made(left, is_left_bound), {"other": made(right, is_right_bound)})
    higher = (make_figure(left + 5 * is_left_bound), make_figure(right + 7 * is_right_bound))
    above = judge_claim(claim, higher[0], {"other": higher[1]})
    assert verdict in {above, Verdict.UNVERIFIABLE}


def test_the_ends_of_another_figure_can_be_claimed():
    ends = make_figure(None, low=30, high=80, state="observed", known=1)
    assert judge("value < ends.high and ends.low == 30", others={"ends": ends}) is Verdict.HOLDS
    assert judge("value > ends.low", others={"ends": ends}) is Verdict.STALE
    assert judge("value > ends", others={"ends": ends}) is Verdict.STALE
    assert judge("4 * value > ends", others={"ends": ends}) is Verdict.UNVERIFIABLE
    with pytest.raises(ClaimError, match=r"ends\.middle"):
        parse_claim("value > ends.middle")


def test_both_ends_of_a_range_can_be_claimed():
    figure = make_figure(None, low=30, high=80, state="observed", known=1)
    assert judge_claim(parse_claim("low == 30 and high == 80"), figure, {}) is Verdict.HOLDS


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("", "un nombre, « value »"),
        ("value", "une comparaison"),
        ("value ==", "un nombre, « value »"),
        ("value == 10 of", "un nombre après « of »"),
        ("value == 10 of many", "un nombre après « of »"),
        ("value = 10", "l’un des signes"),
        ("value == 10 or value == 9", "« and »"),
        ("2 * == 3", "un nombre, « value »"),
        ("value == and", "un nombre, « value »"),
        ("__import__('os')", "l’un des signes"),
        ("value == 10 10", "« and »"),
        ("value == 10 of -3", "un nombre après « of »"),
        ("value == 10 and", "un nombre, « value »"),
        ("of == 3", "un nombre, « value »"),
        ("2 value == 3", "une comparaison"),
        ("value == 10 of 11 of 12", "« and »"),
        ("value > ends.middle", "« .value », « .low »"),
    ],
)
def test_a_claim_that_cannot_be_read_says_what_was_expected(claim, expected):
    with pytest.raises(ClaimError) as caught:
        parse_claim(claim)
    assert expected in caught.value.expected
    assert caught.value.claim == claim


def test_a_claim_names_the_other_figures_it_needs_once():
    claim = parse_claim("value > one and 2 * two < one and known == total")
    assert claim.other_names == ("one", "two")
    assert parse_claim("one.high > two.low and 3 > one").other_names == ("one", "two")
    assert parse_claim("3 > value").other_names == ()


def test_a_claim_is_read_term_by_term():
    claim = parse_claim(" 9,5 < 2 * other.high <= value of 11 and known == -1 ")
    assert claim.source == "9,5 < 2 * other.high <= value of 11 and known == -1"
    assert [
        (part.left.factor, part.left.word, part.relation, part.right.factor, part.right.word, part.out_of)
        for part in claim.relations
    ] == [
        (9.5, "", "<", 2, "other.high", 11),
        (2, "other.high", "<=", 1, "value", 11),
        (1, "known", "==", -1, "", None),
    ]


def test_the_file_of_a_picture_is_named_after_what_it_holds_and_nothing_else_is():
    name = picture_file(b"photo")
    assert is_picture_file(name)
    assert name != picture_file(b"photos")
    for wrong in ("", "a.jpg", f"../{name}", f"{name}x", name.upper(), name.replace(".", "_"), name[1:]):
        assert not is_picture_file(wrong)


@given(st.text(max_size=40))
def test_a_claim_is_read_or_refused_never_run(text):
    with suppress(ClaimError):
        assert parse_claim(text).relations


@given(st.integers(0, 11), st.integers(0, 11))
def test_n_of_eleven_holds_exactly_when_the_figure_says_n(stated, value):
    verdict = judge(f"value == {stated} of 11", value=value)
    assert (verdict is Verdict.HOLDS) == (stated == value)
