"""A large campaign tabulated in one pass gives what a plain recount gives, whatever the order of the answers."""

import random
from collections import Counter
from dataclasses import replace
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.evidence.figures.core.charts import ChartKind
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.survey.questionnaires.core.answers.answer import MANY, QuestionResponses, RecordedAnswer
from autan.survey.questionnaires.core.kinds import AnswerState, QuestionKind
from autan.survey.questionnaires.core.questionnaire import Question, Questionnaire
from autan.survey.questionnaires.core.tabulation.points import (
    Points,
    class_step,
    count_classes,
    gather_points,
    middle_row,
)
from autan.survey.questionnaires.core.tabulation.results import Tabulation
from tests.survey.campaigns.large_campaign import hear, invent_answers, invent_members
from tests.survey.questionnaires.making import find_measure, make_question, make_questionnaire, make_responses, tabulate

K = QuestionKind
KINDS: list[K] = [kind for kind in K if kind is not K.DISPLAY]
MEMBERS = invent_members(150)
QUESTIONS: Questionnaire = make_questionnaire(*(make_question(kind, code=f"q{n}") for n, kind in enumerate(KINDS)))
ANSWERS = invent_answers(QUESTIONS, MEMBERS, campaign="c", seed=7)


def heard(answers: list[RecordedAnswer] = ANSWERS) -> dict[K, tuple[Question, QuestionResponses]]:
    pairs = hear(QUESTIONS, MEMBERS, answers, campaign="c")
    return {question.kind: (question, responses) for question, responses in pairs}


def figures(table: Tabulation) -> dict[str, tuple[object, ...]]:
    return {f.id.rpartition(".")[2]: (f.value, f.low, f.high, f.known, f.total, f.state) for f in table.figures}


def points_of(responses: QuestionResponses) -> Points:
    return gather_points(
        replace(responses, question=make_question(K.NUMBER)), lambda answer: answer.value, unit=get_unit("EUR")
    )


def values_of(kind: K) -> list[object]:
    code = f"q{KINDS.index(kind)}"
    return [a.value for a in ANSWERS if a.question == code and a.state is AnswerState.ANSWERED]


def concerned(kind: K) -> int:
    code = f"q{KINDS.index(kind)}"
    return len(MEMBERS) - sum(a.question == code and a.state is AnswerState.NOT_APPLICABLE for a in ANSWERS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_order_of_the_answers_does_not_matter(kind: K) -> None:
    shuffled = list(ANSWERS)
    random.Random(3).shuffle(shuffled)  # noqa: S311 - an order, nothing secret
    assert figures(tabulate(*heard()[kind])) == figures(tabulate(*heard(shuffled)[kind]))


@pytest.mark.parametrize("kind", KINDS)
def test_who_answered_is_counted_and_cited_as_one_set(kind: K) -> None:
    table = tabulate(*heard()[kind])
    assert (table.answered.value, table.answered.total) == (len(values_of(kind)), concerned(kind))
    assert len(table.answers) + len(table.silent) == len(MEMBERS)
    refs = {ref for figure in table.figures for ref in figure.evidence}
    assert refs == {EvidenceRef(kind="answers", key=f"c/q{KINDS.index(kind)}")}
    assert all(not figure.inputs for figure in table.figures)


def test_choices_are_those_of_a_plain_recount() -> None:
    single, half, several = Counter(values_of(K.SINGLE)), Counter(), Counter()  # type: ignore[var-annotated]
    half.update(value["choice"] for value in values_of(K.HALF_OPEN))  # type: ignore[index]
    for value in values_of(K.MULTIPLE):
        several.update(value["choices"])  # type: ignore[index]
    for kind, counted in ((K.SINGLE, single), (K.HALF_OPEN, half), (K.MULTIPLE, several)):
        found = figures(tabulate(*heard()[kind]))
        for code in ("yes", "planned", "no"):
            assert found[f"count_{code}"][0] == counted[code]
            assert found[f"count_{code}"][3:5] == (len(values_of(kind)), concerned(kind))


def test_numbers_are_those_of_a_plain_recount() -> None:
    numbers = [value for value in values_of(K.NUMBER) if isinstance(value, int)]
    found = figures(tabulate(*heard()[K.NUMBER]))
    assert found["range"][1:3] == (min(numbers), max(numbers))
    assert (found["median"][0], found["sum"][0]) == (median(numbers), sum(numbers))
    ordered = sorted(numbers)
    assert ordered[len(ordered) // 4 - 1] <= found["middle"][1] <= ordered[len(ordered) // 4 + 1]  # type: ignore[operator]
    step = class_step(min(numbers), max(numbers), is_whole=True)
    classes = Counter(number // step for number in numbers)
    assert [found[f"class_{rank + 1}"][0] for rank in range(len(classes))] == [classes[n] for n in sorted(classes)]


def test_splits_scales_rankings_and_rosters_are_those_of_a_plain_recount() -> None:
    split = figures(tabulate(*heard()[K.SPLIT]))
    shares = [value["sobriety"] for value in values_of(K.SPLIT)]  # type: ignore[index]
    assert (split["range_sobriety"][1:3], split["median_sobriety"][0]) == ((min(shares), max(shares)), median(shares))
    scale = figures(tabulate(*heard()[K.SCALE]))
    assert [scale[f"count_{step}"][0] for step in range(1, 6)] == [values_of(K.SCALE).count(s) for s in range(1, 6)]
    ranking = figures(tabulate(*heard()[K.RANKING]))
    assert ranking["first_sobriety"][0] == sum(value[0] == "sobriety" for value in values_of(K.RANKING))  # type: ignore[index]
    rows = [row for value in values_of(K.TABLE) for row in value]  # type: ignore[attr-defined]
    roster = figures(tabulate(*heard()[K.TABLE]))
    assert roster["rows"][0] == len(rows)
    assert roster["rows_status_yes"][0] == sum(row["status"] == "yes" for row in rows)
    assert roster["sum_cost_eur"][0] == sum(row["cost_eur"] for row in rows)


CHARTS = {
    K.NUMBER: ChartKind.BARS, K.PERCENTAGE: ChartKind.BARS, K.YEAR: ChartKind.BARS, K.DATE: ChartKind.BARS,
    K.SPLIT: ChartKind.RANGES, K.SCALE: ChartKind.BARS, K.RANKING: ChartKind.BARS, K.MATRIX: ChartKind.STACKED_BARS,
}  # fmt: skip


@pytest.mark.parametrize(("kind", "chart"), CHARTS.items())
def test_many_points_are_summed_up_in_a_chart(kind: K, chart: ChartKind) -> None:
    found = tabulate(*heard()[kind]).chart
    assert found is not None
    assert found.kind is chart
    assert len(found.rows) < 20


def test_one_number_of_a_large_campaign_keeps_its_address() -> None:
    question, responses = heard()[K.NUMBER]
    member, answer = next(responses.answered())
    figure = find_measure(question, responses, f"value_{member.siren}")
    assert figure is not None
    assert (figure.value, figure.evidence) == (answer.value, (answer.ref,))
    assert find_measure(question, responses, "value_000000000") is None


@pytest.mark.parametrize(
    ("low", "high", "step"),
    [(0, 7, 1), (0, 0.7, 0.1), (0, 1600, 250), (5, 5, 1), (0, 98, 20), (0, 17, 2.5), (0, 3, 0.5)],
)
def test_classes_are_round(low: float, high: float, step: float) -> None:
    assert class_step(low, high, is_whole=False) == pytest.approx(step)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_classes_of_whole_numbers_are_whole_and_few(low: int, span: int) -> None:
    step = class_step(low, low + span, is_whole=True)
    assert isinstance(step, int)
    assert step >= 1
    assert span / step <= 7


def test_classes_hold_every_number_and_none_is_dropped() -> None:
    members = invent_members(MANY + 1)
    responses = make_responses({m.siren: rank / 4 - 3 for rank, m in enumerate(members)}, members=members)
    points = points_of(responses)
    rows = count_classes(points)
    assert sum(row.figure.value or 0 for row in rows) == MANY + 1
    assert (rows[0].label.fr, rows[0].label.en) == ("de −5 à moins de −2,5", "−5 to under −2.5")
    assert count_classes(points_of(_tight()))[1].label.fr == "de 2,5 à moins de 5"
    assert count_classes(points_of(make_responses({}, members=members))) == ()


def test_a_number_at_the_end_of_a_class_begins_the_next() -> None:
    members = invent_members(MANY + 1)
    tenths = {m.siren: rank % 7 / 10 for rank, m in enumerate(members)}
    rows = count_classes(points_of(make_responses(tenths, members=members)))
    assert [row.figure.value for row in rows] == [9, 9, 9, 9, 9, 8, 8]


def _tight() -> QuestionResponses:
    members = invent_members(MANY + 1)
    return make_responses({m.siren: rank * 0.25 for rank, m in enumerate(members)}, members=members)


def test_one_number_has_no_middle_half() -> None:
    members = invent_members(MANY + 1)
    points = points_of(make_responses({members[0].siren: 4}, members=members))
    assert middle_row(points).figure.value is None
    assert middle_row(points).figure.low is None
    assert middle_row(points).figure.state is ValueState.MISSING


def test_parts_that_nobody_gave_are_not_drawn() -> None:
    members = invent_members(MANY + 1)
    assert tabulate(make_question(K.SPLIT), make_responses({}, members=members)).chart is None


@pytest.mark.parametrize(("last", "labels"), [(2013, ["2010", "2011", "2012", "2013"]), (2029, ["2010 à 2014"])])
def test_classes_of_years_bear_years(last: int, labels: list[str]) -> None:
    members = invent_members(MANY + 1)
    years = {m.siren: 2010 + rank % (last - 2009) for rank, m in enumerate(members)}
    table = tabulate(make_question(K.YEAR), make_responses(years, members=members))
    assert [row.label.fr for row in table.rows if ".class_" in row.figure.id][: len(labels)] == labels
