"""A questionnaire begins from one that ships with the product."""

import pytest
from django.test import Client
from django.urls import reverse

from autan.evidence.figures.queries.registry import OPERATOR
from autan.survey.questionnaires.importers import read_questionnaire
from autan.survey.questionnaires.models import QuestionnaireDraft
from autan.survey.questionnaires.queries import find_draft
from tests.cast import Cast


@pytest.fixture
def author(client: Client, people: Cast) -> Client:
    client.force_login(people.coordinator)
    return client


def test_a_questionnaire_begins_from_a_model(author: Client) -> None:
    index = author.get(reverse("questionnaires:index")).content.decode()
    assert "L’énergie et le climat en douze questions" in index
    address = reverse("questionnaires:model", kwargs={"slug": "energie-climat-en-bref"})
    assert address in index
    page = author.get(address).content.decode()
    assert "Quelles difficultés récurrentes rencontrez-vous" in page
    assert "tenue d’élaborer un PCAET" not in page  # a question of the whole that the short one leaves
    for slug in ("energie-climat-en-bref", "energie-climat-en-bref-2"):
        response = author.post(address)
        assert response["Location"] == reverse("questionnaires:draft", kwargs={"slug": slug})
    begun = find_draft("energie-climat-en-bref-2", reader=OPERATOR)
    questionnaire = read_questionnaire(begun.document, begun.slug)
    assert len(questionnaire.questions) == 12
    used = {choices.code for question in questionnaire.questions for choices in question.lists}
    assert {choices.code for choices in questionnaire.lists} == used


def test_a_model_is_for_authors_and_must_exist(author: Client, client: Client, people: Cast) -> None:
    assert author.post(reverse("questionnaires:model", kwargs={"slug": "inconnu"})).status_code == 404
    client.force_login(people.outsider)
    address = reverse("questionnaires:model", kwargs={"slug": "energie-climat-en-bref"})
    assert client.post(address).status_code == 403
    assert not QuestionnaireDraft.objects.filter(slug__startswith="energie").exists()
