"""Results are read once and recomputed the same from their address; the trace describes what they rest on."""

import pytest
from pytest_django import DjangoAssertNumQueries

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import (
    OPERATOR,
    PUBLIC,
    UnknownFigureError,
    describe_evidence,
    describe_one,
    find_figure,
)
from autan.evidence.figures.queries.traces import trace_figure
from autan.survey.campaigns.models import Campaign
from autan.survey.campaigns.queries.answers import answers_of_territory
from autan.survey.campaigns.queries.campaigns import (
    UnknownCampaignError,
    UnknownSectionError,
    campaign_figures,
    coverage_of,
    list_campaigns,
    published_figures,
    view_campaign,
)
from autan.survey.questionnaires.core.kinds import AnswerState
from autan.survey.results.core.agreement import PublishedAgreement
from autan.survey.results.queries.results import tabulate_questions
from tests.survey.campaigns.answering import record_answer


def test_every_figure_is_found_again_by_its_address(documented: Campaign) -> None:
    view = view_campaign("essai-2013")
    results = tabulate_questions(view, view.section("first").questions)
    figures = [figure for result in results for figure in result.tabulation.figures]
    figures += [*published_figures(view), *coverage_of(view).figures]
    figures += [c.recomputed for result in results for c in result.comparisons if c.recomputed]
    assert len(figures) > 20
    for figure in figures:
        assert find_figure(figure.id, reader=PUBLIC) == figure


@pytest.mark.parametrize(
    "address",
    [
        "survey.perdue.q1.answered",
        "survey.essai-2013.q1.perdue",
        "survey.essai-2013.q1.published_perdue",
        "survey.essai-2013.perdue.documented",
        "survey.essai-2013",
        "survey",
    ],
)
def test_an_address_that_leads_nowhere_finds_nothing(documented: Campaign, address: str) -> None:
    with pytest.raises(UnknownFigureError):
        find_figure(address, reader=OPERATOR)


def test_published_and_recomputed_stand_side_by_side(documented: Campaign) -> None:
    view = view_campaign("essai-2013")
    first, second, third = tabulate_questions(view, view.section("first").questions)
    (comparison,) = first.comparisons
    assert (comparison.published.value, comparison.recomputed and comparison.recomputed.value) == (2, 1)
    assert comparison.agreement is PublishedAgreement.COMPATIBLE
    assert [c.agreement for c in second.comparisons] == [PublishedAgreement.DISAGREES]  # twelve is out of one to nine
    assert (first.findings, third.findings, third.comparisons) == (("F1",), (), ())
    assert [figure.id for figure in campaign_figures(view)] == ["survey.essai-2013.campaign.published_rate"]


def test_a_section_costs_a_fixed_number_of_queries(
    documented: Campaign, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        view = view_campaign("essai-2013")
    with django_assert_num_queries(3):
        tabulate_questions(view, view.section("first").questions)
    with django_assert_num_queries(1):
        coverage_of(view)


def test_what_does_not_exist_is_named(documented: Campaign) -> None:
    with pytest.raises(UnknownCampaignError) as caught:
        view_campaign("perdue")
    assert caught.value.known == ("essai-2013",)
    with pytest.raises(UnknownSectionError):
        view_campaign("essai-2013").section("perdue")
    assert [str(campaign) for campaign in list_campaigns()] == ["Essai documenté"]


def test_answers_of_a_territory_come_in_the_order_asked(documented: Campaign) -> None:
    record_answer(by=None, campaign=documented, siren="100000001", question="q2", state=AnswerState.NO_DATA_EXISTS)
    answers = answers_of_territory("100000001", PUBLIC)
    assert {
        campaign.slug: [(q.code, answer.state.value) for q, answer in own] for campaign, own in answers.items()
    } == {"essai-2013": [("q1", "answered"), ("q2", "no_data_exists")]}
    assert answers_of_territory("100000003", PUBLIC) == {}
    documented.answers.create(territory_id="100000003", question="q9", state="answered", value="x")
    assert answers_of_territory("100000003", PUBLIC) == {documented: []}  # not in the version that was asked
    assert describe_one(EvidenceRef(kind="answer", key="essai-2013/100000003/q9"), reader=OPERATOR) is None


def test_an_answer_is_described_with_its_facts(documented: Campaign) -> None:
    card = describe_one(EvidenceRef(kind="answer", key="essai-2013/100000001/q1"), reader=OPERATOR)
    assert card is not None
    assert card.title.fr.startswith("Réponse de Autan-Nord")
    assert card.statement.fr == "Oui · Plan de 2010"
    assert card.citation is not None
    assert (card.citation.source.slug, card.note and card.note.fr) == ("synthese", "Cité en exemple.")
    assert card.table is not None
    assert [row[0] for row in card.table.rows] == ["F1", "F2"]
    assert "préparation automatique, révision 1" in card.recorded
    partial = describe_one(EvidenceRef(kind="answer", key="essai-2013/100000002/q2"), reader=OPERATOR)
    assert partial is not None
    assert (partial.statement.en, partial.table) == ("12 (at least)", None)


def test_a_campaign_is_described(documented: Campaign) -> None:
    card = describe_one(EvidenceRef(kind="campaign", key="essai-2013"), reader=OPERATOR)
    assert card is not None
    assert card.statement.fr == "3 questions, 3 collectivités interrogées."


@pytest.mark.parametrize(
    ("kind", "key"),
    [("answer", "perdue/100000001/q1"), ("answer", "essai-2013/100000003/q1"), ("answer", "x"), ("campaign", "perdue")],
)
def test_evidence_that_is_gone_has_no_card(documented: Campaign, kind: str, key: str) -> None:
    assert describe_one(EvidenceRef(kind=kind, key=key), reader=OPERATOR) is None


def test_a_trace_costs_the_same_whatever_it_rests_on(
    documented: Campaign, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    answers = [EvidenceRef(kind="answer", key=f"essai-2013/{siren}/q1") for siren in ("100000001", "100000002", "x")]
    with django_assert_max_num_queries(5):
        cards = describe_evidence([*answers, EvidenceRef(kind="unheard", key="x")], reader=OPERATOR)
    assert [card is not None for card in cards.values()] == [True, False, False, False]


def test_a_trace_leads_from_the_count_to_the_facts(documented: Campaign) -> None:
    trace = trace_figure("survey.essai-2013.q1.count_yes", reader=OPERATOR)
    assert [card.ref.kind for card in trace.cards] == ["answer", "fact", "fact"]
    assert trace.dead == ()


def test_records_say_what_they_are(documented: Campaign) -> None:
    assert str(documented.published_numbers.get(code="rate")) == "Taux"
    assert str(documented.published_findings.get()) == "q1: F1"
    assert str(documented.answers.get(question="q1")) == "100000001 q1 (révision 1)"
