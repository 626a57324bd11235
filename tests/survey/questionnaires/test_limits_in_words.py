"""Limits in words, number by number, and the field at which each breach of them stands."""

from typing import Any

import pytest

from autan.ground.wordings import Text
from autan.survey.questionnaires.core.answers.values import AnswerValue
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.limits import describe_bounds, describe_limits, find_breaches, has_limits
from autan.survey.questionnaires.core.questionnaire import Bounds, Limits, Question
from tests.survey.questionnaires.making import make_question

K = QuestionKind


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def amount(unit: str = "EUR", bounds: Bounds | None = None, **limits: float) -> Question:
    """A column of numbers, its bounds and what it may add up to."""
    return Question(
        code="cost",
        kind=K.NUMBER,
        text=Text("Coût", "Cost"),
        unit=unit,
        bounds=bounds or Bounds(),
        limits=Limits(**limits),
    )


def listing(column: Question, **limits: int) -> Question:
    what = Question(code="what", kind=K.OPEN, text=Text("Objet", "Subject"))
    return make_question(K.TABLE, columns=(what, column), limits=Limits(**limits))


def breaches(question: Question, value: AnswerValue, *, is_partial: bool = False) -> list[tuple[str, str]]:
    faults = find_breaches(question, value, is_partial=is_partial)
    return [(fault.part, plain(fault.message.fr)) for fault in faults]


@pytest.mark.parametrize(
    ("fewest", "most", "answers", "rows"),
    [
        (None, None, "", ""),
        (1, 1, "1 réponse exactement", "1 ligne exactement"),
        (2, 2, "2 réponses exactement", "2 lignes exactement"),
        (None, 1, "1 réponse au plus", "1 ligne au plus"),
        (None, 3, "3 réponses au plus", "3 lignes au plus"),
        (1, None, "1 réponse au moins", "1 ligne au moins"),
        (2, None, "2 réponses au moins", "2 lignes au moins"),
        (1, 3, "de 1 à 3 réponses", "de 1 à 3 lignes"),
        (0, 1, "de 0 à 1 réponse", "de 0 à 1 ligne"),
    ],
)
def test_a_count_agrees_with_its_greatest_number(fewest: int | None, most: int | None, answers: str, rows: str) -> None:
    ticked = make_question(K.MULTIPLE, limits=Limits(fewest=fewest, most=most))
    assert describe_limits(ticked).fr == answers
    assert describe_limits(make_question(K.TABLE, limits=Limits(fewest=fewest, most=most))).fr == rows
    assert has_limits(ticked) is bool(answers)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (amount(bounds=Bounds(low=0, high=1500)), "de 0 € à 1 500 €"),
        (amount(bounds=Bounds(low=0)), "0 € au moins"),
        (amount(bounds=Bounds(high=2.5)), "2,5 € au plus"),
        (amount("count", Bounds(low=-3, high=0)), "de -3 à 0"),
        (amount("", Bounds(high=12)), "12 au plus"),
        (make_question(K.YEAR, bounds=Bounds(low=1990, high=2030)), "de 1990 à 2030"),
        (make_question(K.YEAR), ""),
        (amount(), ""),
    ],
)
def test_bounds_are_told_with_their_unit_and_years_bare(question: Question, words: str) -> None:
    assert plain(describe_bounds(question).fr).replace("−", "-") == words


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"low_total": 0, "high_total": 0}, "« Coût » : total de 0 €"),
        ({"low_total": 5, "high_total": 5}, "« Coût » : total de 5 €"),
        ({"low_total": 0}, "« Coût » : total 0 € au moins"),
        ({"high_total": 9}, "« Coût » : total 9 € au plus"),
        ({"low_total": 5, "high_total": 9}, "« Coût » : total de 5 € à 9 €"),
        ({}, ""),
    ],
)
def test_the_total_of_a_column_is_told(limits: dict[str, float], words: str) -> None:
    question = listing(amount(**limits))
    assert plain(describe_limits(question).fr) == words
    assert has_limits(question) is bool(words)


def test_everything_that_limits_an_answer_is_told_in_one_line_and_in_both_languages() -> None:
    question = listing(amount(bounds=Bounds(low=0), high_total=9), most=1)
    assert plain(describe_limits(question).fr) == "1 ligne au plus, « Coût » : 0 € au moins, total 9 € au plus"
    assert describe_limits(question).en.startswith("1 row at most, “Cost”: ")
    ticked = make_question(K.MULTIPLE, limits=Limits(exclusive=("no", "planned"), any_of=("yes", "no")))
    assert plain(describe_limits(ticked).fr) == (
        "« Non » ou « Prévu » sans autre réponse, au moins une réponse parmi « Oui », « Non »"
    )
    share = Question(
        code="share", kind=K.PERCENTAGE, text=Text("Part", "Share"), unit="pct", bounds=Bounds(low=0, high=100)
    )
    assert describe_limits(listing(share)).fr == "", "a share goes without its usual bounds"


def ticks(*codes: str, other: str = "") -> dict[str, Any]:
    return {"choices": list(codes)} | ({"other": other} if other else {})


@pytest.mark.parametrize(
    ("limits", "value", "faults"),
    [
        ({"most": 2}, ticks("yes", "no"), []),
        ({"most": 2}, ticks("yes", "no", other="Bois"), [("choice", "2 réponses au plus : il y en a 3")]),
        ({"fewest": 1}, ticks("yes"), []),
        ({"fewest": 2}, ticks("yes"), [("choice", "2 réponses au moins : il y en a 1")]),
        ({"fewest": 2}, ticks("yes", other="Bois"), []),
        ({"exclusive": ("no",)}, ticks("no"), []),
        ({"exclusive": ("no",)}, ticks("yes"), []),
        ({"exclusive": ("no",)}, ticks("yes", "no"), [("choice", "« Non » ne va avec aucune autre réponse")]),
        ({"exclusive": ("no",), "fewest": 2}, ticks("no"), []),
        ({"exclusive": ("no",), "any_of": ("yes",)}, ticks("no"), []),
        ({"any_of": ("yes",)}, ticks("planned"), [("choice", "au moins une réponse parmi « Oui »")]),
        ({"any_of": ("yes", "no")}, ticks("no"), []),
        ({"any_of": ("yes", "no")}, ticks("planned", "no"), []),
    ],
)
def test_ticks_are_held_to_their_limits(limits: dict[str, Any], value: Any, faults: list[tuple[str, str]]) -> None:
    assert breaches(make_question(K.MULTIPLE, limits=Limits(**limits)), value) == faults


def test_several_breaches_of_one_answer_are_all_told_in_order() -> None:
    limits = Limits(most=1, exclusive=("no",), any_of=("yes",))
    question = make_question(K.MULTIPLE, limits=limits)
    assert breaches(question, ticks("planned", "no")) == [
        ("choice", "« Non » ne va avec aucune autre réponse"),
        ("choice", "1 réponse au plus : il y en a 2"),
    ]
    assert breaches(question, None) == []


def test_a_partial_answer_is_only_told_what_more_could_not_mend() -> None:
    question = make_question(K.MULTIPLE, limits=Limits(fewest=2, most=2, any_of=("yes",)))
    assert breaches(question, ticks("planned"), is_partial=True) == []
    assert breaches(question, ticks("planned")) == [
        ("choice", "2 réponses exactement : il y en a 1"),
        ("choice", "au moins une réponse parmi « Oui »"),
    ]
    assert breaches(question, ticks("planned", "no", other="Bois"), is_partial=True) == [
        ("choice", "2 réponses exactement : il y en a 3")
    ]


def test_too_long_a_ranking_is_told_at_its_last_rank() -> None:
    question = make_question(K.RANKING, limits=Limits(most=1, fewest=1))
    assert breaches(question, ["renewables", "sobriety"]) == [("rank.sobriety", "1 réponse exactement : il y en a 2")]
    assert breaches(question, ["renewables"]) == []
    assert breaches(question, []) == [("choice", "1 réponse exactement : il y en a 0")]


def test_rows_are_counted_at_the_first_cell_of_the_last_one() -> None:
    question = listing(amount(), fewest=2, most=2)
    row = {"what": "Bois"}
    assert breaches(question, [row, row]) == []
    assert breaches(question, [row]) == [("cell.0.what", "2 lignes exactement : il y en a 1")]
    assert breaches(question, [row], is_partial=True) == []
    three = [("cell.2.what", "2 lignes exactement : il y en a 3")]
    assert breaches(question, [row, row, row]) == breaches(question, [row, row, row], is_partial=True) == three
    assert breaches(question, []) == [], "nothing is said yet"


@pytest.mark.parametrize(
    ("limits", "costs", "words"),
    [
        ({"high_total": 10}, [4, 6], ""),
        ({"high_total": 10}, [4, 7], "« Coût » fait 11 € en tout : total 10 € au plus"),
        ({"high_total": 0.3}, [0.1, 0.2], ""),
        ({"low_total": 10}, [4, 6], ""),
        ({"low_total": 10}, [4, 5], "« Coût » fait 9 € en tout : total 10 € au moins"),
        ({"low_total": 10, "high_total": 10}, [4, 5], "« Coût » fait 9 € en tout : total de 10 €"),
        ({}, [4, 5], ""),
    ],
)
def test_a_whole_column_is_held_to_its_total(limits: dict[str, float], costs: list[float], words: str) -> None:
    faults = breaches(listing(amount(**limits)), [{"cost": cost} for cost in costs])
    assert faults == ([("cell.1.cost", words)] if words else [])


@pytest.mark.parametrize(
    ("bounds", "is_told"),
    [(Bounds(low=0), True), (Bounds(low=5), True), (Bounds(low=-1), False), (Bounds(high=900), False)],
)
def test_an_unknown_cell_may_bring_a_total_down_only_where_a_value_may_be_below_zero(
    bounds: Bounds, *, is_told: bool
) -> None:
    question = listing(amount(bounds=bounds, high_total=10))
    faults = breaches(question, [{"cost": 11}, {"what": "Bois"}])
    assert faults == ([("cell.0.cost", "« Coût » fait 11 € en tout : total 10 € au plus")] if is_told else [])
    few = listing(amount(bounds=bounds, low_total=20))
    assert breaches(few, [{"cost": 11}, {"what": "Bois"}]) == [], "the unknown cell may make it up"


def test_the_lines_of_a_matrix_that_hold_nothing_are_unknown_cells() -> None:
    question = make_question(K.MATRIX, columns=(amount(low_total=10, high_total=20),))
    assert breaches(question, {"sobriety": {"cost": 3}, "efficiency": {"cost": 4}}) == []
    whole = {"sobriety": {"cost": 3}, "efficiency": {"cost": 4}, "renewables": {"cost": 2}}
    assert breaches(question, whole) == [("cell.renewables.cost", "« Coût » fait 9 € en tout : total de 10 € à 20 €")]
