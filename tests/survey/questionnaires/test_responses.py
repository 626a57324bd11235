"""What several members answered to one question: who is concerned, what is evidence, what is summed up and drawn."""

from dataclasses import replace
from typing import Any

import pytest

from autan.evidence.figures.core.charts import ChartKind
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.ground.wordings import Text
from autan.survey.questionnaires.core.answers.answer import MANY, QuestionResponses, RecordedAnswer, Respondent
from autan.survey.questionnaires.core.kinds import AnswerState, QuestionKind
from autan.survey.questionnaires.core.questionnaire import Choice, ChoiceList
from autan.survey.questionnaires.core.tabulation import points as summed
from autan.survey.questionnaires.core.tabulation import results
from tests.survey.questionnaires.making import (
    MEMBERS,
    SIRENS,
    find_measure,
    make_answer,
    make_question,
    make_responses,
    tabulate,
)

K = QuestionKind
A, B, C, D, *_ = SIRENS
FOUR = MEMBERS[:4]


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def state(siren: str, what: AnswerState) -> RecordedAnswer:
    return make_answer(siren, state=what, facts=())


def keys(refs: Any) -> list[str]:
    return [ref.key for ref in refs]


def crowd(count: int, values: dict[int, Any] | None = None) -> QuestionResponses:
    """Answers of a campaign of so many members."""
    members = [Respondent(siren=f"{200_000_000 + rank}", name=f"M{rank}") for rank in range(count)]
    answers = {members[rank].siren: value for rank, value in (values or {}).items()}
    return make_responses(answers, members=members, is_documented=False)


def test_members_concerned_are_those_that_the_question_applies_to():
    responses = make_responses(
        [make_answer(A, "x"), state(B, AnswerState.NOT_APPLICABLE), state(C, AnswerState.REFUSED)], members=FOUR
    )
    assert responses.sirens == (A, C, D)
    assert [responses.leaves_out(siren) for siren in (A, B, C, D)] == [False, True, False, False]
    assert [responses.state_of(siren) for siren in (A, C, D)] == [
        AnswerState.ANSWERED,
        AnswerState.REFUSED,
        AnswerState.NOT_DOCUMENTED,
    ]
    assert [member.siren for member, _answer in responses.answered()] == [A]
    assert responses.answered_count == len(responses.given) == 1
    unasked = replace(responses, unasked={D: (EvidenceRef(kind="answer", key="why"),)})
    assert (unasked.sirens, unasked.leaves_out(D)) == ((A, C), True)


def test_a_figure_that_concerns_nobody_is_about_them_all():
    nobody = make_responses([state(siren, AnswerState.NOT_APPLICABLE) for siren in (A, B)], members=MEMBERS[:2])
    assert (nobody.sirens, nobody.about) == ((), (A, B))
    assert make_responses({A: "x"}, members=MEMBERS[:2]).about == (A, B)
    answered = tabulate(make_question(K.SINGLE), nobody).answered
    assert (answered.value, answered.state, answered.total) == (None, ValueState.NOT_APPLICABLE, 0)


def test_evidence_is_each_answer_with_its_facts_then_the_basis_then_why_others_are_left_out():
    responses = make_responses(
        [make_answer(B, "x", facts=("F2", "F1")), make_answer(A, "y", facts=("F1",))], members=FOUR
    )
    responses = replace(
        responses, basis=(EvidenceRef(kind="fact", key="basis"),), unasked={C: (EvidenceRef(kind="answer", key="why"),)}
    )
    assert keys(responses.evidence) == [f"c/{A}/q1", "F1", f"c/{B}/q1", "F2", "basis", "why"]
    others = replace(responses, unasked={"999999999": (EvidenceRef(kind="answer", key="why"),)})
    assert "why" not in keys(others.evidence), "of a member of this group alone"


@pytest.mark.parametrize(("count", "is_large"), [(MANY, False), (MANY + 1, True)])
def test_beyond_sixty_members_the_answers_are_cited_as_one(count: int, *, is_large: bool):
    responses = crowd(count, {0: 3, 1: 4})
    assert responses.is_large is is_large
    kinds = [ref.kind for ref in responses.evidence]
    assert kinds == (["answers"] if is_large else ["answer", "fact", "answer"])
    assert crowd(count).evidence == ()


def test_a_group_has_its_own_addresses_and_the_size_of_the_whole_campaign():
    whole = crowd(MANY + 1, {0: 3})
    group = whole.of_group(whole.members[:2], group="by_kind.CA", basis=(EvidenceRef(kind="fact", key="b"),))
    assert (group.size, group.is_large, len(group.sirens)) == (MANY + 1, True, 2)
    assert results.figure_id(group, "median") == "survey.c.q1.by_kind.CA.median"
    assert results.figure_id(whole, "median") == "survey.c.q1.median"
    assert group.of_group(group.members[:1], group="x").size == MANY + 1


def test_who_answered_is_a_lower_bound_where_answers_are_documented():
    question = make_question(K.SINGLE)
    documented = tabulate(
        question, make_responses([make_answer(A, "yes"), state(B, AnswerState.REFUSED)], members=FOUR)
    )
    assert (documented.answered.value, documented.answered.known, documented.answered.state) == (
        1,
        2,
        ValueState.LOWER_BOUND,
    )
    collected = tabulate(question, make_responses({A: "yes"}, members=FOUR, is_documented=False))
    assert (collected.answered.value, collected.answered.known, collected.answered.state) == (
        1,
        4,
        ValueState.OBSERVED,
    )
    silent = tabulate(question, make_responses({}, members=FOUR, is_documented=False)).answered
    assert (silent.value, [ref.kind for ref in silent.evidence]) == (0, ["campaign"]), "that nobody answers is known"
    unknown = tabulate(question, make_responses({}, members=FOUR)).answered
    assert (unknown.value, unknown.evidence) == (None, ())


def test_members_are_told_apart_by_the_state_of_their_answer():
    responses = make_responses([make_answer(A, "yes"), state(B, AnswerState.REFUSED)], members=FOUR)
    told = tabulate(make_question(K.SINGLE), replace(responses, unasked={C: ()}))
    assert [(member.siren, what.value) for member, what in told.silent] == [(B, "refused"), (D, "not_documented")]
    assert [member.siren for member in told.unasked] == [C]
    assert [(member.siren, answer.value) for member, answer in told.answers] == [(A, "yes")]
    assert (told.question.code, len(told.members)) == ("q1", 4)


def test_every_figure_is_given_once_with_those_it_is_made_of():
    told = tabulate(make_question(K.NUMBER), make_responses({A: 1, B: 3}, members=FOUR))
    ids = [figure.id.removeprefix("survey.c.q1.") for figure in told.figures]
    assert ids == ["answered", "range", "median", "sum", f"value_{A}", f"value_{B}", f"value_{C}", f"value_{D}"]
    assert len(set(ids)) == len(ids)


def given(*values: float | None, members: Any = FOUR) -> summed.Points:
    answers = {member.siren: value for member, value in zip(members, values, strict=False) if value is not None}
    responses = make_responses(answers, members=members, question=make_question(K.NUMBER))
    return summed.gather_points(responses, lambda answer: answer.value, unit=get_unit("EUR"))


def test_points_are_the_numbers_in_the_order_of_the_members():
    points = given(3, None, 1.5)
    assert (points.values, [member.siren for member, _figure in points.by_member]) == ([3, 1.5], [A, C])
    first = points.figures[0]
    assert (first.id, first.value, first.label.fr, first.territories) == (
        f"survey.c.q1.value_{A}",
        3,
        "Quoi (Territoire 01)",
        (A,),
    )
    assert keys(first.evidence) == [f"c/{A}/q1", "S001"]
    flags = make_responses({A: True, B: "3", C: None}, members=FOUR)
    assert summed.gather_points(flags, lambda answer: answer.value, unit=get_unit("EUR")).given == ()


def test_a_range_and_a_median_rest_on_each_point():
    points = given(10, 2, 4)
    spread, middle = summed.range_row(points).figure, summed.median_row(points).figure
    assert (spread.low, spread.high, spread.value, spread.known, spread.total) == (2, 10, None, 3, 4)
    assert (middle.value, [figure.value for figure in middle.inputs]) == (4, [10, 2, 4])
    assert summed.median_row(given(10, 2)).figure.value == 6
    assert summed.range_row(given(7)).figure.low == summed.range_row(given(7)).figure.high == 7
    zero = summed.median_row(given(0, 0)).figure
    assert (zero.value, zero.state) == (0, ValueState.OBSERVED), "zero is a number"


def test_what_nobody_gave_is_missing():
    for row in (
        summed.range_row(given()),
        summed.median_row(given()),
        summed.sum_row(given()),
        summed.middle_row(given()),
    ):
        assert (row.figure.value, row.figure.low, row.figure.known, row.figure.state) == (
            None,
            None,
            0,
            ValueState.MISSING,
        )
    assert summed.count_classes(given()) == ()


def test_a_sum_is_a_lower_bound_while_a_number_is_not_known():
    whole, partial = summed.sum_row(given(1, 2, 3, 0)).figure, summed.sum_row(given(1, 2)).figure
    assert (whole.value, whole.state, whole.known) == (6, ValueState.OBSERVED, 4)
    assert (partial.value, partial.state, partial.known) == (3, ValueState.LOWER_BOUND, 2)
    assert "2" in partial.method.formula.fr


def test_the_middle_half_needs_two_numbers_and_is_given_of_many_members():
    middle = summed.middle_row(given(1, 2, 3, 5)).figure
    assert (middle.low, middle.high) == (1.75, 3.5)
    assert summed.middle_row(given(1)).figure.low is None
    assert [row.figure.id.rpartition(".")[2] for row in summed.summary_rows(given(1))] == ["range", "median"]
    members = crowd(MANY + 1).members
    many = summed.summary_rows(given(1, 2, members=members))
    assert [row.figure.id.rpartition(".")[2] for row in many] == ["range", "median", "middle"]
    assert [ref.kind for ref in many[0].figure.evidence] == ["answers"]
    assert many[0].figure.inputs == ()


@pytest.mark.parametrize(
    ("low", "high", "whole", "step"),
    [
        (0, 7, True, 1),
        (0, 8, True, 2),
        (0, 14, True, 2),
        (0, 15, True, 5),
        (0, 70, True, 10),
        (0, 1, False, 0.2),
        (0, 0.7, False, 0.1),
        (0, 17, False, 2.5),
        (0, 17, True, 5),
        (5, 5, False, 1),
        (5, 4, False, 1),
        (-3, 4, True, 1),
    ],
)
def test_classes_are_cut_at_round_numbers_into_seven_at_most(low: float, high: float, *, whole: bool, step: float):
    found = summed.class_step(low, high, is_whole=whole)
    assert found == pytest.approx(step)
    assert isinstance(found, int) is float(step).is_integer()


def test_classes_hold_their_lower_end_and_the_empty_ones_are_kept():
    rows = summed.count_classes(given(0, 2, 4, 14))
    assert [(plain(row.label.fr), row.figure.value) for row in rows] == [
        ("de 0 à moins de 2", 1),
        ("de 2 à moins de 4", 1),
        ("de 4 à moins de 6", 1),
        ("de 6 à moins de 8", 0),
        ("de 8 à moins de 10", 0),
        ("de 10 à moins de 12", 0),
        ("de 12 à moins de 14", 0),
        ("de 14 à moins de 16", 1),
    ]
    assert [row.figure.id.rpartition("_")[2] for row in rows] == [str(rank) for rank in range(1, 9)]
    decimals = summed.count_classes(given(0.1, 0.3, 0.2, 0.7))
    assert [row.figure.value for row in decimals] == [1, 1, 1, 0, 0, 0, 1]
    assert plain(decimals[0].label.fr) == "de 0,1 à moins de 0,2"
    assert [row.figure.value for row in summed.count_classes(given(5, 5))] == [2]


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ([3, 1], "« A » vient en tête des réponses connues (3 des 4 collectivités)."),
        ([1, 1, 0], "« A » et « B » viennent en tête des réponses connues, à égalité (1 des 4"),
        ([1, 1, 1], "« A », « B » et « C » viennent en tête"),
        ([1, 1, 1, 1], "4 lignes sont en tête des réponses connues, à égalité (1 des 4"),
    ],
)
def test_what_comes_first_is_named_up_to_three(counts: list[int], words: str):
    responses = make_responses({A: "x"}, members=FOUR)
    rows = [
        results.count_row(responses, f"count_{rank}", label=Text("ABCD"[rank], "ABCD"[rank]), value=count, known=4)
        for rank, count in enumerate(counts)
    ]
    chart = results.draw_counts(responses, rows)
    assert chart is not None
    assert (chart.kind, len(chart.rows), plain(chart.title.fr)) == (
        ChartKind.BARS,
        len(counts),
        "Quoi (nombre de collectivités)",
    )
    assert plain(chart.sentence.fr).startswith(words)


def test_nothing_counted_is_not_drawn_nor_is_a_group_alone():
    responses = make_responses({A: "x"}, members=FOUR)
    zero = [results.count_row(responses, "count_a", label=Text("A", "A"), value=0, known=4)]
    one = [results.count_row(responses, "count_a", label=Text("A", "A"), value=1, known=4)]
    assert results.draw_counts(responses, zero) is results.draw_counts(responses, []) is None
    assert results.draw_counts(responses, one) is not None
    assert results.draw_counts(responses.of_group(FOUR[:2], group="g"), one) is None
    drawn = results.draw_counts(responses, one, of=Text("lignes", "rows"), total=9)
    assert drawn is not None
    assert "1 des 9 lignes" in plain(drawn.sentence.fr)


def test_a_count_is_of_those_for_whom_it_is_known():
    responses = make_responses({A: "x", B: "y"}, members=FOUR)

    def count(value: int, known: int) -> Any:
        return results.count_row(responses, "count_a", label=Text("A", "A"), value=value, known=known).figure

    assert [(count(*pair).value, count(*pair).state) for pair in ((1, 4), (1, 2), (0, 2), (0, 0))] == [
        (1, ValueState.OBSERVED),
        (1, ValueState.LOWER_BOUND),
        (0, ValueState.LOWER_BOUND),
        (None, ValueState.MISSING),
    ]
    assert (count(1, 4).label.fr, count(1, 4).unit.code) == ("Quoi — A", "territories")


def test_the_number_of_one_member_is_found_alone_even_unknown():
    question, responses = make_question(K.NUMBER), make_responses({A: 3}, members=FOUR)
    known, unknown = find_measure(question, responses, f"value_{A}"), find_measure(question, responses, f"value_{B}")
    assert known is not None
    assert unknown is not None
    assert (known.value, unknown.value, unknown.state) == (3, None, ValueState.MISSING)
    assert (unknown.territories, unknown.label.fr, [ref.kind for ref in unknown.evidence]) == (
        (B,),
        "Quoi (Territoire 02)",
        ["campaign"],
    )
    assert find_measure(question, responses, "value_999999999") is None
    assert find_measure(question, responses, "nothing") is None


def test_choices_are_counted_together_without_counting_anybody_twice():
    question = make_question(K.MULTIPLE)
    responses = make_responses(
        [
            make_answer(A, {"choices": ["yes", "planned"]}),
            make_answer(B, {"choices": []}),
            make_answer(C, {"choices": ["yes"]}, is_partial=True),
            make_answer(D, {"choices": []}, is_partial=True),
        ],
        members=FOUR,
    )
    both = find_measure(question, responses, "count_yes_or_planned")
    assert both is not None
    assert (both.value, both.known, both.state) == (2, 3, ValueState.LOWER_BOUND), "the partial silence is unknown"
    assert "Oui ou Prévu" in both.label.fr
    assert find_measure(question, responses, "count_yes_or_gone") is None


def test_a_sum_of_rows_says_on_how_many_it_rests():
    question = make_question(K.TABLE)
    rows = {A: [{"title": "a", "cost_eur": 10}, {"title": "b"}], B: [{"title": "c", "cost_eur": 5, "status": "yes"}]}
    figures = {
        figure.id.rpartition(".")[2]: figure
        for figure in tabulate(question, make_responses(rows, members=FOUR)).figures
    }
    total = figures["sum_cost_eur"]
    assert (total.value, total.known, total.state, plain(total.note.fr)) == (
        15,
        2,
        ValueState.LOWER_BOUND,
        "sur 2 des 3 lignes",
    )
    assert (figures["rows"].value, figures["rows_status_yes"].value, figures["rows_status_no"].value) == (3, 1, 0)
    whole = make_responses({A: [{"cost_eur": 0}]}, members=MEMBERS[:1])
    alone = find_measure(question, whole, "sum_cost_eur")
    assert alone is not None
    assert (alone.value, alone.state, alone.note) == (0, ValueState.OBSERVED, None)
    nobody = find_measure(question, make_responses({A: [{"title": "a"}]}, members=FOUR), "sum_cost_eur")
    assert nobody is not None
    assert (nobody.value, nobody.known, nobody.note) == (None, 0, None)


def test_the_middle_year_is_a_year_or_the_two_in_the_middle():
    question = make_question(K.YEAR)
    odd = find_measure(question, make_responses({A: 2001, B: 2010, C: 2003}), "median")
    even = find_measure(question, make_responses({A: 2001, B: 2010}), "median")
    same = find_measure(question, make_responses({A: 2001, B: 2001}), "median")
    assert [(figure.value, figure.low, figure.high) for figure in (odd, even, same) if figure] == [
        (2003, None, None),
        (None, 2001, 2010),
        (2001, None, None),
    ]


def test_a_matrix_without_a_chosen_cell_is_not_drawn():
    lines = ChoiceList(code="l", choices=(Choice(code="a", label=Text("A", "A")),))
    question = make_question(K.MATRIX, rows=lines)
    assert tabulate(question, make_responses({A: {"a": {"words": "x"}}})).chart is None
    drawn = tabulate(question, make_responses({A: {"a": {"status": "yes"}}})).chart
    assert drawn is not None
    assert (drawn.kind, len(drawn.rows), drawn.title.fr) == (
        ChartKind.STACKED_BARS,
        1,
        "Quoi — État (nombre de collectivités)",
    )
