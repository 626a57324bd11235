"""The pages of a campaign: published beside recomputed, the unknown by name, every number linked to its proof."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from autan.survey.campaigns.models import Campaign
from autan.survey.questionnaires.core.kinds import AnswerState
from tests.survey.campaigns.answering import record_answer

PAGES = [
    ("surveys:campaigns", {}),
    ("surveys:campaign", {"slug": "essai-2013"}),
    ("surveys:questionnaire", {"slug": "essai-2013"}),
    ("results:section", {"slug": "essai-2013", "section": "first"}),
]


@pytest.fixture(autouse=True)
def _in_french() -> Iterator[None]:
    """A page leaves its language behind in the thread; each test begins and ends in French."""
    with override("fr"):
        yield


def text_of(client: Client, name: str, **kwargs: str) -> str:
    response = client.get(reverse(name, kwargs=kwargs))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(("name", "kwargs"), PAGES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_is_public_in_both_languages(
    client: Client, documented: Campaign, name: str, kwargs: dict[str, str], language: str
) -> None:
    with override(language):
        address = reverse(name, kwargs=kwargs)
    response = client.get(address, follow=True)  # the only campaign is shown at once
    assert address.startswith("/en/") is (language == "en")
    assert response.status_code == 200
    assert f'lang="{language}"'.encode() in response.content
    assert len(response.content) < 100_000
    assert b"style=" not in response.content


def test_a_section_shows_published_beside_recomputed(client: Client, documented: Campaign) -> None:
    page = text_of(client, "results:section", slug="essai-2013", section="first")
    for address in ("survey.essai-2013.q1.published", "survey.essai-2013.q1.count_yes"):
        assert reverse("evidence:trace", kwargs={"figure_id": address}) in page
    assert "ne contredisent pas le chiffre publié" in page
    assert "contredisent le chiffre publié" in page
    assert reverse("evidence:fact", kwargs={"fact_id": "F1"}) in page
    assert "Non documenté\u00a0: Autan-Sud, Autan-Mer." in page
    assert "Cité en exemple." in page
    assert "au moins" in page


def test_the_grid_hatches_what_is_not_documented(client: Client, documented: Campaign) -> None:
    page = text_of(client, "surveys:campaign", slug="essai-2013")
    assert reverse("evidence:trace", kwargs={"figure_id": "survey.essai-2013.first.documented_100000001"}) in page
    assert len(re.findall("hatched", page)) == 2  # the third member: its one section, and its whole
    assert "2 réponses sont attribuées" in page


def test_another_state_than_an_answer_is_told(client: Client, documented: Campaign) -> None:
    record_answer(by=None, campaign=documented, siren="100000003", question="q1", state=AnswerState.REFUSED)
    page = text_of(client, "results:section", slug="essai-2013", section="first")
    assert re.search(r"refus de répondre</span> Autan-Mer", page)


def test_the_questionnaire_is_on_one_page(client: Client, documented: Campaign) -> None:
    page = text_of(client, "surveys:questionnaire", slug="essai-2013")
    assert all(f'id="q{rank}"' in page for rank in (1, 2, 3))
    assert re.search(r"<th scope=\"col\">Titre</th><th scope=\"col\">État</th>", page)


def test_a_question_leads_to_its_place(client: Client, documented: Campaign) -> None:
    response = client.get(reverse("results:question", kwargs={"slug": "essai-2013", "code": "q2"}))
    assert response.headers["Location"] == "/enquetes/essai-2013/first/#q2"


@pytest.mark.parametrize(
    ("name", "kwargs"),
    [
        ("surveys:campaign", {"slug": "perdue"}),
        ("surveys:questionnaire", {"slug": "perdue"}),
        ("results:section", {"slug": "essai-2013", "section": "perdue"}),
        ("results:question", {"slug": "essai-2013", "code": "q9"}),
    ],
)
def test_what_does_not_exist_is_not_found(
    client: Client, documented: Campaign, name: str, kwargs: dict[str, str]
) -> None:
    assert client.get(reverse(name, kwargs=kwargs)).status_code == 404


@pytest.mark.django_db
def test_without_a_campaign_the_list_says_so(client: Client) -> None:
    assert "Aucune enquête." in text_of(client, "surveys:campaigns")
