"""A question that its rule does not put to a territory: nowhere counted, nowhere missing, and said."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.queries.registry import PUBLIC
from autan.ground.expressions.core.rules import parse_rule
from autan.ground.wordings import Text
from autan.survey.answering.core.review import review_answers
from autan.survey.answering.presenters.validation import preview_publication
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.models import Campaign
from autan.survey.campaigns.queries.answers import answers_of_territory
from autan.survey.campaigns.queries.campaigns import coverage_of, view_campaign
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.survey.questionnaires.core.answers.answer import RecordedAnswer
from autan.survey.questionnaires.core.kinds import AnswerState, QuestionKind, Requirement
from autan.survey.questionnaires.core.progress import measure_progress
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.questionnaires.core.rules import relevance_order, settle_relevance
from autan.survey.results.core.crossing import cross
from autan.survey.results.core.groups import NOT_APPLICABLE, group_by_question
from autan.survey.results.presenters.searching import SURVEY_SEARCH
from autan.survey.results.queries.results import read_responses, tabulate_questions
from autan.territories.networks.models import Network
from tests.survey.campaigns.answering import figure_at, record_answer
from tests.survey.questionnaires.making import SMALL_YAML, about, make_answer, make_question, make_questionnaire

A, B, C = "100000001", "100000002", "100000003"
DAY = date(2013, 5, 2)
K = QuestionKind
RULED_YAML = (
    SMALL_YAML.replace("        unit: count\n", "        unit: count\n        relevance: \"q1 == 'yes'\"\n")
    .replace("        kind: table\n", '        kind: table\n        relevance: "q2 > 2"\n')
    .replace("essai\nversion", "conditions\nversion")
)


@pytest.fixture(autouse=True)
def _in_french() -> Iterator[None]:
    with override("fr"):
        yield


def chain(*rules: str, **fields: Any) -> dict[str, Question]:
    """Questions `q1`, `q2`… of one choice; the first is always asked, each of the others by its rule."""
    made = [make_question(K.SINGLE, code="q1", **fields)]
    made += [
        make_question(K.SINGLE, code=f"q{rank}", relevance=parse_rule(rule), **fields)
        for rank, rule in enumerate(rules, start=2)
    ]
    return {question.code: question for question in made}


def given(values: Mapping[str, Any], **fields: Any) -> dict[str, RecordedAnswer]:
    return {code: make_answer(A, value, question=code, **fields) for code, value in values.items()}


@pytest.mark.parametrize(
    ("second", "answers", "expected"),
    [
        ("q2 == 'yes'", {"q1": "yes", "q2": "yes"}, True),
        ("q2 == 'yes'", {"q1": "yes"}, None),
        ("q2 == 'yes'", {}, None),
        ("q2 == 'yes'", {"q1": "no"}, False),
        ("q2 == 'yes'", {"q1": "no", "q2": "yes"}, False),  # what stands of q2 is no longer asked
        ("q2 != 'yes'", {"q1": "no"}, False),
        ("not q2 == 'yes'", {"q1": "no"}, False),
        ("not answered(q2)", {"q1": "no", "q2": "yes"}, True),
        ("q2 == 'yes' or q1 == 'no'", {"q1": "no"}, True),
        ("q2 == 'yes' and q1 == 'no'", {"q1": "no"}, False),
    ],
)
def test_a_rule_on_a_question_that_is_not_asked_does_not_hold(
    second: str, answers: dict[str, str], *, expected: bool | None
) -> None:
    questions = chain("q1 == 'yes'", second)
    assert settle_relevance(questions, given(answers))["q3"] is expected


def test_a_partial_answer_still_leaves_a_rule_unknown() -> None:
    several = make_question(K.MULTIPLE, code="many")
    question = make_question(code="then", relevance=parse_rule("'no' in many"))
    answers = {"many": make_answer(A, {"choices": ["yes"]}, question="many", is_partial=True)}
    assert settle_relevance({"many": several, "then": question}, answers) == {"then": None}


@pytest.mark.parametrize(
    ("answer", "on_screen", "in_results"),
    [
        (None, False, None),
        (make_answer(A, state=AnswerState.SKIPPED), False, None),
        (make_answer(A, state=AnswerState.REFUSED), False, False),
        (make_answer(A, "yes"), True, True),
    ],
)
def test_what_may_still_be_answered_spares_nobody_a_question_in_the_results(
    answer: RecordedAnswer | None, *, on_screen: bool, in_results: bool | None
) -> None:
    questions = chain("answered(q1)", "not answered(q1)", "answered(q2)")
    answers = {} if answer is None else {"q1": answer}
    screen = settle_relevance(questions, answers)
    results = settle_relevance(questions, answers, silence=None)
    assert (screen["q2"], results["q2"]) == (on_screen, in_results)
    assert results["q3"] is (None if in_results is None else not in_results)
    assert results["q4"] is (False if in_results is False else None)


def test_a_long_chain_is_settled_from_its_beginning_whatever_the_order_of_the_questions() -> None:
    questions = chain(*(f"answered(q{rank})" for rank in range(1, 1500)))
    backwards = dict(reversed(questions.items()))
    assert relevance_order(backwards.values()) == tuple(f"q{rank}" for rank in range(2, 1501))
    found = settle_relevance(backwards, given(dict.fromkeys(questions, "yes")))
    assert all(found.values())
    assert not any(settle_relevance(backwards, {}).values())


def test_nothing_remains_nor_is_required_of_what_a_chain_no_longer_asks() -> None:
    questions = chain("q1 == 'yes'", "q2 == 'yes'", requirement=Requirement.HARD)
    questionnaire = make_questionnaire(*questions.values())
    answers = given({"q1": "no", "q2": "yes"})
    progress = measure_progress(questionnaire, answers)
    assert (progress.asked, progress.remaining) == (1, ())
    assert review_answers(questionnaire, answers) == ()
    assert [point.question for point in review_answers(questionnaire, given({"q1": "yes", "q2": "yes"}))] == ["q3"]


@pytest.fixture
def ruled(network: Network) -> Campaign:
    """A is asked everything, B answered too before it changed its mind, C has answered nothing."""
    version = record_questionnaire(by=None, text=RULED_YAML, file="conditions.yaml")
    campaign = open_campaign(
        by=None, slug="regles", network=network, questionnaire=version, title=Text("Règles", "Rules"), opened_on=DAY
    )
    for siren, choice in ((A, "yes"), (B, "no")):
        record_answer(by=None, on=DAY, campaign=campaign, siren=siren, question="q1", value={"choice": choice})
        record_answer(by=None, on=DAY, campaign=campaign, siren=siren, question="q2", value=12)
    return campaign


def test_who_is_not_asked_is_neither_counted_nor_missing(ruled: Campaign) -> None:
    view = view_campaign(ruled.slug)
    _, staff, actions = tabulate_questions(view, view.questionnaire.questions)
    table = staff.tabulation
    assert (table.answered.value, table.answered.total) == (1, 2)
    assert [member.siren for member in table.unasked] == [B]
    assert [(member.siren, state) for member, state in table.silent] == [(C, AnswerState.NOT_DOCUMENTED)]
    assert {row.figure.id.rpartition(".")[2]: row.figure.value for row in table.rows}["sum"] == 12
    assert [member.siren for member in actions.tabulation.unasked] == [B]  # its rule rests on what is not asked


def test_a_figure_cites_the_answers_that_spare_a_territory(ruled: Campaign) -> None:
    figure = figure_at("survey.regles.q2.answered")
    assert figure is not None
    assert EvidenceRef(kind="answer", key=f"regles/{B}/q1") in figure.evidence
    assert EvidenceRef(kind="answer", key=f"regles/{B}/q2") not in figure.evidence
    deeper = figure_at("survey.regles.q3.answered")
    assert deeper is not None
    assert EvidenceRef(kind="answer", key=f"regles/{B}/q1") in deeper.evidence


def test_groups_and_crossings_set_apart_who_is_not_asked(ruled: Campaign) -> None:
    view = view_campaign(ruled.slug)
    plan, staff = (view.questionnaire.question(code) for code in ("q1", "q2"))
    plan_responses, staff_responses = read_responses(view, [plan, staff])
    crossed = cross(about(plan, plan_responses), about(plan, staff_responses))
    by_line = {line.group.code: [cell.figure.value for cell in line.cells] for line in crossed.lines}
    assert by_line["no"] == [None, None, 0, 1]  # yes, no, not known, not applicable
    nobody = crossed.lines[1].cells[0].figure
    assert (nobody.state, nobody.total, nobody.territories) == (ValueState.NOT_APPLICABLE, 0, (B,))
    year = make_question(K.YEAR, code="q2")
    grouping = group_by_question(about(year, staff_responses))
    assert [member.siren for member in grouping.groups[-2].members] == [B]
    assert grouping.groups[-2].code == NOT_APPLICABLE


def test_a_search_finds_no_answer_left_behind(ruled: Campaign) -> None:
    for siren in (A, B):
        record_answer(campaign=ruled, siren=siren, question="q3", value=[{"title": "Fermes solaires"}])
    titles = [hit.title for hit in SURVEY_SEARCH.search("fermes", PUBLIC)]
    assert titles == ["Autan-Nord, Vos actions ?"]


def test_possible_answers_are_those_that_are_asked(ruled: Campaign) -> None:
    grid = coverage_of(view_campaign(ruled.slug))
    assert [(line.whole.known, line.whole.total) for line in grid.lines] == [(2, 3), (1, 1), (0, 3)]
    assert (grid.whole.known, grid.whole.total) == (3, 7)


def test_the_pages_say_who_is_not_asked_and_show_nothing_of_an_answer_left_behind(ruled: Campaign) -> None:
    address = reverse("results:section", kwargs={"slug": ruled.slug, "section": "first"})
    page = Client().get(address).content.decode()
    assert "question non posée</span> Autan-Sud" in page
    assert ">1</a> " in page
    assert "des 2 collectivités concernées" in page
    assert [question.code for question, _ in answers_of_territory(B, PUBLIC)[ruled]] == ["q1"]
    lines = preview_publication(view_campaign(ruled.slug), B)["sections"][0][1]
    assert [line["question"].code for line in lines] == ["q1"]


def test_words_to_read_have_no_results(network: Network) -> None:
    text = SMALL_YAML.replace("kind: half_open", "kind: display").replace(
        "        choices: status\n      - code: q2", "      - code: q2"
    )
    version = record_questionnaire(by=None, text=text, file="a-lire.yaml")
    campaign = open_campaign(
        by=None, slug="a-lire", network=network, questionnaire=version, title=Text("À lire", "To read"), opened_on=DAY
    )
    for name, more in (("section", {"section": "first"}), ("results", {})):
        page = Client().get(reverse(f"results:{name}", kwargs={"slug": campaign.slug, **more})).content.decode()
        assert 'id="q2"' in page
        assert 'id="q1"' not in page
