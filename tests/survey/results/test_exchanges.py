"""The page of needs beside offers: subjects, who needs, who offers, and what meets."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from autan.ground.wordings import Text
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.models import Campaign
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.territories.networks.models import Network
from tests.survey.campaigns.answering import record_answer

OWN, OTHER = "100000001", "100000002"
COLUMNS = """\
        columns:
          - {code: subject, kind: single, label: {fr: "Sujet", en: "Subject"}, choices: subjects}
          - {code: detail, kind: open, label: {fr: "Précisions", en: "Details"}}
"""
EXCHANGES_YAML = f"""\
questionnaire: echanges
version: 2026-01-01
title: {{fr: "Échanges", en: "Exchanges"}}
choice_lists:
  subjects:
    - {{code: data, label: {{fr: "Données", en: "Data"}}}}
    - {{code: heat, label: {{fr: "Chaleur", en: "Heat"}}}}
    - {{code: water, label: {{fr: "Eau", en: "Water"}}}}
sections:
  - code: first
    title: {{fr: "Échanges", en: "Exchanges"}}
    questions:
      - code: needs
        kind: table
        text: {{fr: "De quoi avez-vous besoin ?", en: "What do you need?"}}
{COLUMNS}      - code: offers
        kind: table
        text: {{fr: "Qu’offrez-vous ?", en: "What do you offer?"}}
{COLUMNS}"""


@pytest.fixture
def campaign(network: Network) -> Campaign:
    return open_campaign(
        by=None,
        slug="echanges",
        network=network,
        questionnaire=record_questionnaire(by=None, text=EXCHANGES_YAML, file="echanges.yaml"),
        title=Text("Échanges", "Exchanges"),
        opened_on=date(2026, 1, 1),
    )


def give(campaign: Campaign, siren: str, question: str, *rows: dict[str, Any]) -> None:
    record_answer(by=None, campaign=campaign, siren=siren, question=question, value=list(rows), on=date(2026, 2, 1))


def test_a_need_stands_beside_the_offers_of_others(client: Client, campaign: Campaign) -> None:
    assert "Aucun besoin" in client.get("/enquetes/echanges/besoins-et-offres/").content.decode()
    give(campaign, OWN, "needs", {"subject": "heat", "detail": "Chiffrer un réseau"}, {"subject": "data"})
    give(campaign, OTHER, "offers", {"subject": "heat", "detail": "Une visite"})
    page = client.get("/enquetes/echanges/besoins-et-offres/").content.decode()
    assert page.index("Chaleur") < page.index("Données")
    assert page.index("Chiffrer un réseau") < page.index("Une visite")
    assert "Aucun à ce jour." in page
    assert "Besoins et offres" in client.get("/enquetes/echanges/").content.decode()
    assert ">Eau<" not in page
