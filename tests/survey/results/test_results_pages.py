"""The pages of results: who may read them, groups, crossings, changes, and every number led back to its proof."""

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import OPERATOR, PUBLIC, describe_one
from autan.ground.wordings import Text
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.models import Campaign
from autan.survey.campaigns.queries.answers import answers_of_territory
from autan.survey.campaigns.queries.campaigns import view_campaign
from autan.survey.questionnaires.core.kinds import AnswerState
from autan.survey.questionnaires.models import QuestionnaireVersion
from autan.survey.results.queries.figures import find_grouping, list_groupings
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.survey.campaigns.answering import figure_at, record_answer

A, B, C = "100000001", "100000002", "100000003"
DAY, LATER_DAY = date(2013, 5, 2), date(2015, 5, 2)
NAMES = ("results", "crossing", "changes")


@pytest.fixture(autouse=True)
def _in_french() -> Iterator[None]:
    with override("fr"):
        yield


@pytest.fixture
def answered(collected: Campaign) -> Campaign:
    """Two answers to the choice, one number, one table; the third territory refuses and gives a number."""
    for siren, choice in ((A, "yes"), (B, "no")):
        record_answer(
            by=None, on=DAY, campaign=collected, siren=siren, question="q1", value={"choice": choice, "text": "mots"}
        )
    record_answer(by=None, on=DAY, campaign=collected, siren=C, question="q1", state=AnswerState.REFUSED)
    record_answer(by=None, on=DAY, campaign=collected, siren=A, question="q2", value=4)
    record_answer(by=None, on=DAY, campaign=collected, siren=C, question="q2", value=9)
    record_answer(by=None, on=DAY, campaign=collected, siren=A, question="q3", value=[{"title": "Un", "status": "yes"}])
    return collected


@pytest.fixture
def private(answered: Campaign) -> Campaign:
    """The same on a network that is not invented: its results stay among the network."""
    Network.objects.filter(slug="autan").update(is_invented=False)
    return answered


@pytest.fixture
def later(answered: Campaign, version: QuestionnaireVersion) -> Campaign:
    """A second campaign of the same questionnaire, two years after."""
    campaign = open_campaign(
        by=None,
        slug="suite",
        network=answered.network,
        questionnaire=version,
        title=Text("Suite", "Sequel"),
        opened_on=date(2015, 4, 1),
        closed_on=date(2015, 6, 30),
    )
    record_answer(by=None, on=LATER_DAY, campaign=campaign, siren=A, question="q1", value={"choice": "no", "text": ""})
    record_answer(by=None, on=LATER_DAY, campaign=campaign, siren=A, question="q2", value=6)
    return campaign


def page(client: Client, name: str, query: str = "", **kwargs: str) -> str:
    response = client.get(reverse(f"results:{name}", kwargs={"slug": "recueil"} | kwargs) + query)
    assert response.status_code == 200
    return response.content.decode()


def figures_on(text: str) -> set[str]:
    return {unquote(address) for address in re.findall(r'href="/preuves/([^/"]+)/"', text)}


def follow_all(text: str) -> int:
    """Every figure of the page is computed again from its address; the number of them."""
    figures = figures_on(text)
    assert figures
    for address in figures:
        figure = figure_at(address)
        assert figure is not None, address
        assert figure.id == address
        assert figure.has_evidence or not figure.is_known, address
    return len(figures)


def test_the_whole_campaign_is_on_one_page(client: Client, answered: Campaign) -> None:
    text = page(client, "results", "?tout=1")
    assert follow_all(text) > 8
    assert "Sans réponse à ce jour\u00a0: Autan-Mer" in text or "Sans réponse à ce jour\u00a0: Autan-Sud" in text
    assert re.search(r"refus de répondre</span> Autan-Mer", text)
    assert "Non documenté" not in text
    assert "style=" not in text


def test_a_section_is_read_by_groups(client: Client, answered: Campaign) -> None:
    text = page(client, "section", "?by=by_kind", section="first")
    assert follow_all(text) > 8
    assert "survey.recueil.q1.by_kind.CA.count_yes" in figures_on(text)
    text = page(client, "section", "?by=with_q1", section="first")
    assert "survey.recueil.q2.with_q1.yes.median" in figures_on(text)
    assert "survey.recueil.q2.with_q1.~unknown.median" in figures_on(text)
    follow_all(text)


def test_a_reader_sets_territories_apart(client: Client, answered: Campaign) -> None:
    text = page(client, "results", f"?among={A}&among={C}&tout=1")
    assert f"survey.recueil.q2.among_{A}-{C}.chosen.range" in figures_on(text)
    follow_all(text)


@pytest.mark.parametrize("query", ["?by=by_nothing", "?by=with_q3", "?among=999999999"])
def test_a_grouping_that_does_not_exist_is_said_and_changes_nothing(
    client: Client, answered: Campaign, query: str
) -> None:
    text = page(client, "results", query)
    assert '<p class="error">' in text
    assert "survey.recueil.q1.count_yes" in figures_on(text)


def test_groupings_are_offered_where_answers_make_groups(answered: Campaign) -> None:
    view = view_campaign("recueil")
    assert [code for code, _ in list_groupings(view)] == ["by_kind", "by_size", "with_q1"]
    sizes = find_grouping(view, "by_size")
    assert sizes is not None
    assert [group.code for group in sizes.groups] == ["~unknown"]  # the register knows none of them
    assert find_grouping(view, "with_q9") is None
    assert find_grouping(view, "among_000000000") is None


def test_two_questions_are_crossed_with_names(client: Client, answered: Campaign) -> None:
    assert "La première question fait les lignes" in page(client, "crossing")
    assert "/croiser/?first=q1" in page(client, "section", section="first")
    started = page(client, "crossing", "?first=q1")
    assert re.search(r'<option value="q1" selected>', started)
    assert "Choisissez deux questions" not in started
    text = page(client, "crossing", "?first=q1&second=q2")
    assert "survey.recueil.q2.with_q1.yes.median" in figures_on(text)
    follow_all(text)
    assert "ne se croise pas avec elle-même" in page(client, "crossing", "?first=q1&second=q1")
    assert "Choisissez deux questions" in page(client, "crossing", "?first=q9&second=q1")


def test_choices_crossed_make_a_table_with_the_unknown(client: Client, later: Campaign) -> None:
    record_answer(by=None, on=LATER_DAY, campaign=later, siren=B, question="q1", value={"choice": "yes", "text": ""})
    text = page(client, "changes", "?since=recueil", slug="suite")
    assert "survey.suite.q1.since_recueil.yes.no" in figures_on(text)
    assert "survey.suite.q2.since_recueil.rose" in figures_on(text)
    follow_all(text)


def test_campaigns_compare_only_with_earlier_ones(client: Client, later: Campaign) -> None:
    assert "Aucune enquête antérieure" in page(client, "changes")
    assert "Choisissez une des enquêtes" in page(client, "changes", "?since=perdue", slug="suite")
    assert figure_at("survey.suite.q1.since_perdue.rose") is None
    assert figure_at("survey.suite.q2.since_recueil.nothing") is None


def test_every_answer_is_listed_page_by_page(client: Client, answered: Campaign) -> None:
    text = page(client, "answers", code="q1")
    assert "2 des 3 collectivités" in text
    assert "Oui · mots" in text
    card = describe_one(EvidenceRef(kind="answers", key="recueil/q1"), reader=OPERATOR)
    assert card is not None
    assert card.table is not None
    assert (card.table.total_rows, card.whole_list) == (2, reverse("results:answers", args=["recueil", "q1"]))
    for key in ("perdue/q1", "recueil/q9"):
        assert describe_one(EvidenceRef(kind="answers", key=key), reader=OPERATOR) is None


@pytest.mark.parametrize(("person", "status"), [
    ("coordinator", 200), ("officer", 200), ("contributor", 200), ("outsider", 403), ("", 403),
])  # fmt: skip
def test_results_stay_among_the_network_until_they_are_given_to_all(
    client: Client, private: Campaign, people: Cast, person: str, status: int
) -> None:
    if person:
        client.force_login(getattr(people, person))
    addresses = [reverse(f"results:{name}", args=["recueil"]) for name in NAMES]
    addresses += [
        reverse("results:section", args=["recueil", "first"]),
        reverse("results:answers", args=["recueil", "q1"]),
    ]
    trace = reverse("evidence:trace", kwargs={"figure_id": "survey.recueil.q1.count_yes"})
    assert {client.get(address).status_code for address in addresses} == {status}
    assert client.get(trace).status_code == (200 if status == 200 else 404), "what is kept is not said to exist"
    overview = client.get(reverse("surveys:campaign", args=["recueil"])).content.decode()
    assert ("réservées au réseau" in overview) is (status == 403)
    assert answers_of_territory(A, PUBLIC) == {}
    Campaign.objects.filter(slug="recueil").update(results_are_public=True)
    assert {client.get(address).status_code for address in addresses} == {200}
    assert [len(own) for own in answers_of_territory(A, PUBLIC).values()] == [3]


@pytest.mark.parametrize("name", NAMES)
def test_an_unknown_campaign_is_not_found(client: Client, db: None, name: str) -> None:
    assert client.get(reverse(f"results:{name}", args=["perdue"])).status_code == 404


def test_an_unknown_question_is_not_found(client: Client, answered: Campaign) -> None:
    assert client.get(reverse("results:answers", args=["recueil", "q9"])).status_code == 404
    assert client.get(reverse("evidence:trace", kwargs={"figure_id": "survey.perdue.q1.count_yes"})).status_code == 404
    for address in ("survey.recueil.q1.by_kind.XX.count_yes", "survey.recueil.q1.by_nothing.a.b", "survey.recueil"):
        assert figure_at(address) is None


def test_the_number_of_queries_does_not_grow_with_the_questions(
    client: Client, answered: Campaign, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = reverse("results:results", args=["recueil"])
    client.get(address)
    with django_assert_num_queries(5):
        client.get(address)


def test_a_change_since_a_campaign_kept_among_the_network_is_kept_too(client: Client, later: Campaign) -> None:
    address = reverse("evidence:trace", kwargs={"figure_id": "survey.suite.q2.since_recueil.rose"})
    assert client.get(address).status_code == 200
    Network.objects.filter(slug="autan").update(is_invented=False)
    Campaign.objects.filter(slug="suite").update(results_are_public=True)
    assert client.get(address).status_code == 404
    Campaign.objects.filter(slug="recueil").update(results_are_public=True)
    assert client.get(address).status_code == 200


def test_what_is_seen_first_of_each_question_is_shown_and_the_rest_opens(answered: Campaign, client: Client) -> None:
    address = reverse("results:results", kwargs={"slug": answered.slug})
    whole = client.get(address).content.decode()
    questions = whole.count('class="survey-question folded"')
    assert questions
    assert whole.count(">Le détail <span") == whole.count('<p class="later" data-part=') == questions
    glances = re.findall(r'<ul class="glance">(.*?)</ul>', whole, re.DOTALL)
    assert 'class="count-bar"' in glances[0]
    assert "Valeur médiane" in glances[1]
    assert '<a class="button quiet" href="?tout=1">Tout ouvrir</a>' in whole
    assert client.get(f"{address}?ouvrir=q1").content.decode().count("<details open><summary>Le détail") == 1
    opened = client.get(f"{address}?tout=1").content.decode()
    assert opened.count("<details open><summary>Le détail") == questions
    assert ">Tout fermer</a>" in opened


def test_opening_all_keeps_the_groups(answered: Campaign, client: Client) -> None:
    text = page(client, "results", "?by=q1")
    assert "by=q1&amp;tout=1" in text
