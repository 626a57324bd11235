"""A search finds campaigns, questions, and the words of the answers that its reader may read."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from autan.evidence.figures.queries.registry import OPERATOR
from autan.ground.extension_points import SearchHit, SearchSource
from autan.ground.registry import registered
from autan.ground.search.core.searching import search_words
from autan.survey.campaigns.models import Campaign
from autan.survey.questionnaires.core.kinds import AnswerState
from autan.survey.results.presenters.searching import SURVEY_SEARCH
from autan.survey.results.queries.search import find_worded_answers
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.survey.campaigns.answering import OTHER, OWN, record_answer

ANYBODY = AnonymousUser()
LONG = "Le plan a été voté en 2010 puis repris deux fois, avant que la chaufferie de l’hôpital ne soit raccordée"


def found(text: str, reader: object = ANYBODY) -> list[tuple[str, str]]:
    return [(hit.kind, hit.title) for hit in hits(text, reader)]


def hits(text: str, reader: object = ANYBODY) -> list[SearchHit]:
    return list(SURVEY_SEARCH.search(text, reader))


def answer(campaign: Campaign, text: str, siren: str = OWN) -> None:
    record_answer(campaign=campaign, siren=siren, question="q1", value={"choice": "yes", "text": text})


def test_the_room_is_searched() -> None:
    assert SURVEY_SEARCH in registered(SearchSource)


def test_a_campaign_is_found_by_its_title(running: Campaign) -> None:
    (hit,) = hits("enquete")
    assert (hit.kind, hit.title, hit.url, hit.score) == ("Enquête", "Enquête", "/enquetes/enquete/", 1)


def test_a_question_is_found_below_titles(running: Campaign) -> None:
    (hit,) = hits("combien agents")
    assert (hit.kind, hit.excerpt, hit.url) == ("Question", "Enquête", "/enquetes/enquete/questions/q2/")
    assert 0.5 < hit.score < 1


def test_what_exists_to_try_the_product_is_marked(running: Campaign) -> None:
    answer(running, LONG)
    found_hits = [hit for text in ("enquete", "combien agents", "chaufferie") for hit in hits(text)]
    assert {hit.kind for hit in found_hits} == {"Enquête", "Question", "Réponse"}
    assert all(hit.is_invented for hit in found_hits)


@pytest.mark.parametrize("text", ["chaufferie", "CHAUFFERIE de l'hôpital", "hopital raccordee", "été"])
def test_an_answer_is_found_whatever_its_accents(running: Campaign, text: str) -> None:
    answer(running, LONG)
    answer(running, "Rien de tel", OTHER)
    (hit,) = [hit for hit in hits(text) if hit.kind == "Réponse"]
    assert hit.title == "Autan-Nord, Avez-vous un plan ?"
    assert hit.url == f"/territoires/{OWN}/#reponses-enquete"
    assert hit.score < 0.5


def test_an_answer_is_chosen_as_evidence_by_its_words_by_who_may_read_it(running: Campaign, people: Cast) -> None:
    Network.objects.update(is_invented=False)
    answer(running, LONG)

    def offered(person: object) -> str:
        browser = Client()
        browser.force_login(person)
        return browser.get(reverse("evidence:choose"), {"q": "chaufferie", "name": "proofs"}).content.decode()

    assert f'name="proofs" value="answer:enquete/{OWN}/q1"' in offered(people.coordinator)
    assert "answer:" not in offered(people.outsider)


def test_the_words_around_are_shown(running: Campaign) -> None:
    answer(running, LONG)
    (hit,) = hits("raccordée")
    assert hit.excerpt.startswith("… ")
    assert hit.excerpt.endswith("raccordée")
    answer(running, f"{LONG} {LONG}")
    (hit,) = hits("chaufferie")
    assert hit.excerpt.startswith("… ")
    assert hit.excerpt.endswith(" …")


def test_choices_numbers_and_what_is_not_said_are_not_words(running: Campaign) -> None:
    record_answer(campaign=running, siren=OWN, question="q1", value={"choice": "yes"})
    record_answer(campaign=running, siren=OWN, question="q2", value=77)
    record_answer(campaign=running, siren=OTHER, question="q1", state=AnswerState.REFUSED)
    assert found("oui") == found("77") == found("refuse") == []


@pytest.mark.parametrize("text", ["", " ’ ", "mot introuvable"])
def test_nothing_is_found_for_nothing(running: Campaign, text: str) -> None:
    assert found(text) == []


def test_who_may_not_read_finds_the_questions_and_no_answer(running: Campaign, people: Cast) -> None:
    Network.objects.update(is_invented=False)
    Campaign.objects.update(shares_unvalidated=True)
    answer(running, LONG)
    for reader in (people.outsider, ANYBODY):
        assert found("chaufferie", reader) == []
        (hit,) = hits("combien agents", reader)
        assert hit.url == "/enquetes/enquete/questionnaire/"
    for reader in (people.coordinator, people.officer, people.reader):
        assert found("chaufferie", reader) == [("Réponse", "Autan-Nord, Avez-vous un plan ?")]


def test_the_number_of_queries_does_not_grow_with_the_answers(running: Campaign) -> None:
    answer(running, LONG)
    hits("chaufferie")  # what is kept until something is written is read
    with CaptureQueriesContext(
        connection,
    ) as few:
        hits("chaufferie")
    answer(running, LONG, OTHER)
    with CaptureQueriesContext(connection) as many:
        assert len(hits("chaufferie")) == 2
    assert len(many) == len(few)


def test_the_first_answers_of_a_campaign_are_given_by_territory(running: Campaign) -> None:
    def first(most: int) -> list[str]:
        texts = search_words("chaufferie")
        worded_answers = find_worded_answers(
            [running], texts, OPERATOR, tell=lambda _question, held: str(held.value), most=most
        )
        return [held.siren for _question, held, _told in worded_answers[running]]

    answer(running, "Une chaufferie", OTHER)
    answer(running, "Une chaufferie", OWN)
    by_territory = sorted([OTHER, OWN])
    assert first(2) == by_territory
    assert first(1) == by_territory[:1]
