"""Each kind of question is tabulated its own way; what is not known stays unknown."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.evidence.figures.core.charts import ChartKind
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.ground.wordings import Text
from autan.survey.questionnaires.core.answers.answer import QuestionResponses
from autan.survey.questionnaires.core.kinds import AnswerState, QuestionKind
from tests.survey.questionnaires.making import (
    MEMBERS,
    SIRENS,
    chosen_codes,
    find_measure,
    make_answer,
    make_question,
    make_responses,
    tabulate,
)

K = QuestionKind
A, B, C, *_ = SIRENS


def measures(responses: QuestionResponses, kind: K, **fields: Any) -> dict[str, Any]:
    """Every figure of a tabulation by its measure."""
    table = tabulate(make_question(kind, **fields), responses)
    return {figure.id.removeprefix("survey.c.q1."): figure for figure in table.figures}


def test_a_choice_counts_what_is_known_out_of_all() -> None:
    found = measures(make_responses({A: "yes", B: "yes", C: "no"}), K.SINGLE)
    yes = found["count_yes"]
    assert (yes.value, yes.known, yes.total, yes.state) == (2, 3, 11, ValueState.LOWER_BOUND)
    assert (found["count_no"].value, found["count_planned"].value, found["answered"].value) == (1, 0, 3)
    assert [(ref.kind, ref.key) for ref in yes.evidence] == [
        ("answer", f"c/{A}/q1"),
        ("fact", "S001"),
        ("answer", f"c/{B}/q1"),
        ("answer", f"c/{C}/q1"),
    ]


def test_nothing_known_is_missing_and_not_zero() -> None:
    found = measures(make_responses({}), K.SINGLE)
    assert {(figure.value, figure.state) for figure in found.values()} == {(None, ValueState.MISSING)}
    assert tabulate(make_question(K.SINGLE), make_responses({})).chart is None


def test_in_a_collected_campaign_silence_is_known() -> None:
    responses = make_responses({A: "yes"}, is_documented=False)
    answered = tabulate(make_question(K.SINGLE), responses).answered
    assert (answered.value, answered.known, answered.state) == (1, 11, ValueState.OBSERVED)


def test_other_states_are_told_apart() -> None:
    answers = [
        make_answer(A, "yes"),
        make_answer(B, state=AnswerState.REFUSED),
        make_answer(C, state=AnswerState.NOT_APPLICABLE),
    ]
    table = tabulate(make_question(K.SINGLE), make_responses(answers))
    assert (table.answered.value, table.answered.known, table.answered.total) == (1, 2, 10)
    assert dict(table.silent)[MEMBERS[1]] is AnswerState.REFUSED
    assert dict(table.silent)[MEMBERS[3]] is AnswerState.NOT_DOCUMENTED
    yes = table.rows[0].figure
    assert (yes.value, yes.known, yes.total) == (1, 1, 10)


def test_a_partial_answer_says_nothing_of_what_it_does_not_tick() -> None:
    answers = [
        make_answer(A, {"choices": ["yes"]}, is_partial=True),
        make_answer(B, {"choices": ["planned"], "other": "x"}),
    ]
    found = measures(make_responses(answers), K.MULTIPLE, allows_other=True)
    assert (found["count_yes"].value, found["count_yes"].known) == (1, 2)
    assert (found["count_no"].value, found["count_no"].known) == (0, 1)
    assert (found["count_other"].value, found["count_other"].known) == (1, 1)


def test_a_half_open_answer_without_a_choice_is_not_counted() -> None:
    found = measures(make_responses({A: {"choice": None, "text": "x"}, B: {"choice": "no", "text": ""}}), K.HALF_OPEN)
    assert (found["count_yes"].known, found["count_no"].value, found["answered"].value) == (1, 1, 2)


def test_several_choices_are_counted_together() -> None:
    question = make_question(K.SINGLE)
    responses = make_responses({A: "yes", B: "planned", C: "no"})
    figure = find_measure(question, responses, "count_yes_or_planned")
    assert figure is not None
    assert (figure.id, figure.value, figure.known) == ("survey.c.q1.count_yes_or_planned", 2, 3)
    assert "Oui ou Prévu" in figure.label.fr
    assert find_measure(question, responses, "count_yes_or_gone") is None
    assert find_measure(question, responses, "count_no") is not None
    assert find_measure(question, responses, "gone") is None
    other = find_measure(make_question(K.SINGLE, allows_other=True), responses, "count_yes_or_other")
    assert other is not None
    assert "Autre" in other.label.fr


def test_an_open_question_lists_its_answers() -> None:
    table = tabulate(make_question(K.OPEN), make_responses({B: "deux", A: "un"}))
    assert [(member.siren, answer.value) for member, answer in table.answers] == [(A, "un"), (B, "deux")]
    assert len(table.silent) == 9


def test_numbers_give_a_range_a_median_a_sum_and_every_point() -> None:
    found = measures(make_responses({A: 100, B: 300, C: 150}), K.NUMBER)
    assert (found["range"].low, found["range"].high, found["range"].known, found["range"].total) == (100, 300, 3, 11)
    assert (found["median"].value, found["median"].known) == (150, 3)
    assert (found["sum"].value, found["sum"].state) == (550, ValueState.LOWER_BOUND)
    assert found[f"value_{B}"].value == 300
    assert all(figure.has_evidence for figure in found.values())


def test_numbers_are_drawn_by_name_the_largest_first_then_those_not_known() -> None:
    chart = tabulate(make_question(K.NUMBER), make_responses({A: 100, B: 300, C: 150})).chart
    assert chart is not None
    assert chart.kind is ChartKind.DOTS
    assert [row.figures[0].value for row in chart.rows] == [300, 150, 100, *[None] * 8]


def test_who_the_question_is_not_asked_of_is_concerned_by_no_figure() -> None:
    reason = EvidenceRef(kind="answer", key=f"c/{B}/q0")
    responses = replace(make_responses({A: 100}), unasked={B: (reason,)})
    found = measures(responses, K.NUMBER)
    assert {found[measure].total for measure in ("answered", "range", "median")} == {10}
    assert reason in found["answered"].evidence


def test_a_whole_sum_is_not_a_lower_bound() -> None:
    found = measures(make_responses(dict.fromkeys(SIRENS, 10)), K.NUMBER)
    assert (found["sum"].value, found["sum"].state) == (110, ValueState.OBSERVED)


def test_shares_are_not_added() -> None:
    found = measures(make_responses({A: 40, B: 60}), K.PERCENTAGE)
    assert "sum" not in found
    assert (found["median"].value, found["median"].unit.code) == (50, "pct")


@pytest.mark.parametrize("kind", [K.NUMBER, K.PERCENTAGE, K.SPLIT, K.YEAR, K.TABLE])
def test_numbers_that_nobody_gave_are_missing(kind: K) -> None:
    table = tabulate(make_question(kind), make_responses({}))
    assert {row.figure.state for row in table.rows} == {ValueState.MISSING}
    assert all(not row.figure.is_known for row in table.rows)
    assert table.chart is None


def test_a_split_gives_the_range_of_each_part_and_one_bar_a_member() -> None:
    shares = {
        A: {"sobriety": 50, "efficiency": 30, "renewables": 20},
        B: {"sobriety": 60, "efficiency": 30, "renewables": 10},
    }
    question = make_question(K.SPLIT)
    table = tabulate(question, make_responses(shares))
    assert [(row.figure.low, row.figure.high) for row in table.rows[:3]] == [(50, 60), (30, 30), (10, 20)]
    assert [row.figure.value for row in table.rows[3:]] == [55, 30, 15]  # medians
    assert table.chart is not None
    assert table.chart.kind is ChartKind.STACKED_BARS
    assert [series.code for series in table.chart.series] == ["sobriety", "efficiency", "renewables"]
    assert [figure.value for figure in table.chart.rows[1].figures] == [60, 30, 10]


@pytest.mark.parametrize(
    ("kind", "values", "labels"),
    [
        (K.YEAR, {A: 2008, B: 2003}, ["2003", "2008"]),
        (K.DATE, {A: "2013-03-27", B: "2008-01-05"}, ["2008-01-05", "2013-03-27"]),
    ],
)
def test_dates_stand_on_a_line_in_their_order(kind: K, values: dict[str, Any], labels: list[str]) -> None:
    table = tabulate(make_question(kind), make_responses(values))
    assert table.chart is not None
    assert table.chart.kind is ChartKind.TIMELINE
    assert [row.figures[0].period.label for row in table.chart.rows] == labels
    assert (table.rows[0].figure.low, table.rows[0].figure.unit.code) == (int(labels[0][:4]), "year")


def test_a_date_that_cannot_be_read_is_not_placed() -> None:
    assert tabulate(make_question(K.DATE), make_responses({A: 12})).chart is None


def test_a_table_counts_rows_choices_and_known_amounts() -> None:
    rows = {
        A: [{"title": "x", "status": "yes", "cost_eur": 10}, {"title": "y", "status": "no"}],
        B: [{"title": "z", "cost_eur": 5, "start": 2012}],
    }
    found = measures(make_responses(rows), K.TABLE)
    assert found["rows"].value == 3
    assert (found["rows_status_yes"].value, found["rows_status_planned"].value) == (1, 0)
    assert (found["sum_cost_eur"].value, found["sum_cost_eur"].unit.code) == (15, "EUR")
    assert {figure.state for key, figure in found.items() if key != "answered"} == {ValueState.LOWER_BOUND}
    notes = {measure: found[measure].note.fr if found[measure].note else "" for measure in ("rows", "sum_cost_eur")}
    assert notes == {"rows": "", "sum_cost_eur": "sur 2 des 3 lignes"}


def test_a_table_fully_known_is_observed() -> None:
    found = measures(make_responses({siren: [{"cost_eur": 2}] for siren in SIRENS}), K.TABLE)
    assert (found["sum_cost_eur"].value, found["sum_cost_eur"].state) == (22, ValueState.OBSERVED)
    assert found["rows_status_yes"].state is ValueState.MISSING


def test_an_answer_of_another_form_counts_for_nothing() -> None:
    assert measures(make_responses({A: "texte"}), K.NUMBER)["range"].low is None
    assert measures(make_responses({A: "texte"}), K.SPLIT)["range_sobriety"].low is None
    assert measures(make_responses({A: "texte"}), K.TABLE)["rows"].value == 0
    assert chosen_codes(make_question(K.SINGLE), make_answer(A, 12)) == frozenset()
    assert chosen_codes(make_question(K.MULTIPLE), make_answer(A, {"choices": 3})) == frozenset()
    assert chosen_codes(make_question(K.SINGLE), make_answer(A, {"other": "x"})) == {"other"}


def test_a_question_without_its_list_counts_nothing() -> None:
    bare = replace(make_question(K.SINGLE), choices=None)
    assert tabulate(bare, make_responses({A: "yes"})).rows == ()
    split = replace(make_question(K.SPLIT), choices=None)
    assert tabulate(split, make_responses({A: {"sobriety": 1}})).chart is None


def test_texts_are_set_in_french() -> None:
    chart = tabulate(make_question(K.SINGLE), make_responses({A: "yes"})).chart
    assert chart is not None
    assert "«\u202fOui\u202f»" in chart.sentence.fr
    assert isinstance(chart.sentence, Text)


CHOICES = st.sampled_from(["yes", "planned", "no"])
ANSWERS = st.dictionaries(st.sampled_from(SIRENS), CHOICES, max_size=11)


@given(ANSWERS)
def test_counts_of_a_single_choice_sum_to_the_answers(values: dict[str, str]) -> None:
    table = tabulate(make_question(K.SINGLE), make_responses(values))
    assert sum(row.figure.value or 0 for row in table.rows) == len(values)
    assert {row.figure.known for row in table.rows} == {len(values)}
    assert len(table.answers) + len(table.silent) == len(MEMBERS)


@given(st.dictionaries(st.sampled_from(SIRENS), st.sets(CHOICES), max_size=11), st.booleans())
def test_a_multiple_count_never_exceeds_what_is_known(values: dict[str, set[str]], is_partial: bool) -> None:  # noqa: FBT001
    answers = [
        make_answer(siren, {"choices": sorted(chosen)}, is_partial=is_partial) for siren, chosen in values.items()
    ]
    for row in tabulate(make_question(K.MULTIPLE), make_responses(answers)).rows:
        assert (row.figure.value or 0) <= row.figure.known <= len(values) <= row.figure.total
        assert not is_partial or row.figure.known == (row.figure.value or 0)


@given(ANSWERS, st.randoms(use_true_random=False))
def test_the_order_of_recording_changes_nothing(values: dict[str, str], random: Any) -> None:
    shuffled = list(values.items())
    random.shuffle(shuffled)
    question = make_question(K.SINGLE)
    assert tabulate(question, make_responses(values)) == tabulate(question, make_responses(dict(shuffled)))


@given(st.dictionaries(st.sampled_from(SIRENS), st.integers(0, 10**9), min_size=1, max_size=11))
def test_the_middle_lies_in_the_range_and_parts_make_the_sum(values: dict[str, int]) -> None:
    found = measures(make_responses(values), K.NUMBER)
    assert found["range"].low == min(values.values()) <= found["median"].value <= found["range"].high
    assert found["sum"].value == sum(found[f"value_{siren}"].value for siren in values)


def test_the_rows_of_a_roster_are_drawn_by_their_first_choice() -> None:
    table = tabulate(
        make_question(K.TABLE), make_responses({A: [{"status": "yes"}, {"status": "yes"}, {"title": "x"}]})
    )
    assert table.chart is not None
    assert table.chart.title.en == "What (number of rows)"
    assert table.chart.sentence.en == "“Status: Yes” comes first among the known answers (2 of the 3 rows)."
    assert tabulate(make_question(K.TABLE, columns=()), make_responses({A: [{"title": "x"}]})).chart is None
