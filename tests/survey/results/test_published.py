"""Published results stay as stated, beside what is recomputed and never in its place."""

from dataclasses import replace
from typing import Any

import pytest

from autan.evidence.figures.core.states import ValueState
from autan.ground.wordings import Text
from autan.survey.campaigns.core.documented.published import PublishedResult, publish_figure
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.results.core.agreement import PublishedAgreement, compare_figures
from tests.survey.questionnaires.making import SIRENS, find_measure, make_question, make_responses

TEN_OF_ELEVEN = PublishedResult(
    question="q1",
    code="",
    label=Text("Évaluation", "Evaluation"),
    unit="territories",
    period="2013",
    facts=("S067",),
    value=10.0,
    covers_members=True,
    known=11,
)
RANGE = replace(TEN_OF_ELEVEN, code="sobriety", value=None, low=30, high=80.5, unit="pct", known=None)


def recomputed(values: dict[str, str], measure: str = "count_yes") -> Any:
    return find_measure(make_question(QuestionKind.SINGLE), make_responses(values), measure)


def split_range(shares: dict[str, int]) -> Any:
    values = {s: {"sobriety": n, "efficiency": 100 - n, "renewables": 0} for s, n in shares.items()}
    return find_measure(make_question(QuestionKind.SPLIT), make_responses(values), "range_sobriety")


def test_a_result_is_a_figure_as_stated() -> None:
    figure = publish_figure("c", TEN_OF_ELEVEN, SIRENS)
    assert (figure.id, figure.value, figure.known, figure.total) == ("survey.c.q1.published", 10, 11, 11)
    assert isinstance(figure.value, int)
    assert (figure.method.name, figure.evidence[0].key, figure.territories) == ("published", "S067", SIRENS)


def test_a_result_whose_coverage_is_not_stated_counts_the_statement() -> None:
    figure = publish_figure("c", RANGE, SIRENS)
    assert (figure.id, figure.low, figure.high) == ("survey.c.q1.published_sobriety", 30, 80.5)
    assert (figure.known, figure.total, figure.part.fr) == (1, 1, "publication")


def test_more_than_is_a_lower_bound_and_no_question_is_the_campaign() -> None:
    result = replace(TEN_OF_ELEVEN, question="", code="context", is_lower_bound=True, covers_members=False, known=None)
    figure = publish_figure("c", result, SIRENS)
    assert (figure.id, figure.state) == ("survey.c.campaign.published_context", ValueState.LOWER_BOUND)
    assert figure.territories == ()


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ({}, PublishedAgreement.NOT_COMPARABLE),
        (dict.fromkeys(SIRENS[:3], "yes"), PublishedAgreement.COMPATIBLE),
        (dict.fromkeys(SIRENS[:3], "no"), PublishedAgreement.DISAGREES),  # only eight are left, ten were stated
        (dict.fromkeys(SIRENS[:1], "no"), PublishedAgreement.COMPATIBLE),
        (dict.fromkeys(SIRENS, "yes"), PublishedAgreement.DISAGREES),
        ({**dict.fromkeys(SIRENS, "yes"), SIRENS[0]: "no"}, PublishedAgreement.AGREES),
    ],
)
def test_a_count_is_judged_by_what_is_known(values: dict[str, str], verdict: PublishedAgreement) -> None:
    comparison = compare_figures(publish_figure("c", TEN_OF_ELEVEN, SIRENS), recomputed(values))
    assert comparison.agreement is verdict
    assert comparison.sentence.fr


@pytest.mark.parametrize(
    ("shares", "verdict"),
    [
        ({}, PublishedAgreement.NOT_COMPARABLE),
        ({SIRENS[0]: 40}, PublishedAgreement.COMPATIBLE),
        ({SIRENS[0]: 20}, PublishedAgreement.DISAGREES),
        ({SIRENS[0]: 90}, PublishedAgreement.DISAGREES),
        (dict.fromkeys(SIRENS, 40), PublishedAgreement.DISAGREES),
        (dict.fromkeys(SIRENS, 80) | {SIRENS[0]: 30}, PublishedAgreement.AGREES),
    ],
)
def test_a_range_is_judged_by_the_points_known(shares: dict[str, int], verdict: PublishedAgreement) -> None:
    published = publish_figure("c", replace(RANGE, high=80), SIRENS)
    assert compare_figures(published, split_range(shares)).agreement is verdict


def test_what_does_not_measure_the_same_is_not_compared() -> None:
    count, span = publish_figure("c", TEN_OF_ELEVEN, SIRENS), publish_figure("c", RANGE, SIRENS)
    assert compare_figures(count, None).agreement is PublishedAgreement.NOT_COMPARABLE
    assert compare_figures(count, split_range({SIRENS[0]: 40})).agreement is PublishedAgreement.NOT_COMPARABLE
    assert (
        compare_figures(span, replace(span, low=None, high=None, value=40)).agreement
        is PublishedAgreement.NOT_COMPARABLE
    )
    assert (
        compare_figures(replace(span, low=None, high=None, value=40), span).agreement
        is PublishedAgreement.NOT_COMPARABLE
    )
