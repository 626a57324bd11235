"""A check that fails is read beside its question, as one types and afterwards, and on the home of the territory."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from autan.ground.wordings import Text
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.models import Campaign
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.territories.networks.models import Network
from tests.survey.campaigns.answering import FIRST, Page, address, link, token_of
from tests.survey.questionnaires.making import SMALL_YAML

CHECKED = SMALL_YAML.replace("questionnaire: essai", "questionnaire: controle").replace(
    "        max: 500\n",
    "        max: 500\n"
    "        required: soft\n"
    "        checks:\n"
    '          - {rule: "q2 < 100", severity: warning, message: {fr: "Tant d’agents, vraiment.", en: "That many."}}\n',
)


@pytest.fixture
def page(client: Client, network: Network) -> Client:
    campaign: Campaign = open_campaign(
        by=None,
        slug="controle",
        network=network,
        questionnaire=record_questionnaire(by=None, text=CHECKED, file="controle.yaml"),
        title=Text("Contrôle", "Checked"),
        opened_on=timezone.localdate() - timedelta(days=1),
    )
    client.get(link(token_of(campaign)))
    return client


def test_it_is_told_as_one_types_and_goes_once_mended(page: Client) -> None:
    where = address("respond_autosave", campaign="controle", **FIRST)
    typed: Page = {"q2.revision": "0", "q2.value": "300"}
    said = page.post(where, typed).json()
    assert said["checks"] == {"q2": "À vérifier\u00a0: Tant d’agents, vraiment."}
    assert said["revisions"] == {"q2": 1}  # it is saved all the same
    assert page.post(where, {"q2.revision": "1", "q2.value": "30"}).json()["checks"] == {}


def test_it_stands_beside_the_question_and_on_the_home(page: Client) -> None:
    section, home = (
        address(name, campaign="controle", **place) for name, place in (("respond_section", FIRST), ("respond", {}))
    )
    before = page.get(section).content.decode()
    assert 'hidden data-check="q2"' in before  # a question not answered yet is not reproached with it
    assert "attendue" in page.get(home).content.decode()
    page.post(section, {"q2.revision": "0", "q2.value": "300"})
    assert "Tant d’agents, vraiment." in page.get(section).content.decode()
    assert "Tant d’agents, vraiment." in page.get(home).content.decode()
    assert "That many." in page.get("/en" + section).content.decode()
