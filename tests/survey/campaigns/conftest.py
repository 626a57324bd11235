"""A small invented network, its people, and a campaign put to it."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from autan.evidence.figures.actions.facts import record_facts
from autan.ground.wordings import Text
from autan.people.accounts.actions import register_person
from autan.people.accounts.models import Person
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.actions.documented_campaigns import load_documented_campaign
from autan.survey.campaigns.models import Campaign
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.survey.questionnaires.models import QuestionnaireVersion
from autan.territories.networks.actions.mandates import grant_mandate
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Mandate, Network, Territory
from tests.cast import PASSWORD, Cast, gather_cast
from tests.kept_rows import written_again
from tests.survey.campaigns.answering import link, token_of
from tests.survey.questionnaires.making import SMALL_YAML

NAMES = {"100000001": "Autan-Nord", "100000002": "Autan-Sud", "100000003": "Autan-Mer"}

ANSWERS_YAML = """\
campaign: essai-2013
network: autan
questionnaire: essai
title: {fr: "Essai documenté", en: "Documented trial"}
period: "2013"
note: {fr: "Note de l'essai", en: "Note of the trial"}
notes:
  example: {fr: "Cité en exemple.", en: "Named as an example."}
answers:
  - {siren: "100000001", question: q1, value: {choice: "yes", text: "Plan de 2010"}, facts: [F1, F2], note: example}
  - {siren: "100000002", question: q2, value: 12, facts: [F2], partial: true}
"""

PUBLISHED_YAML = """\
campaign: essai-2013
results:
  - {code: rate, label: {fr: "Taux", en: "Rate"}, value: 100, unit: pct, period: "2013",
     territories: members, known: 3, facts: [F1]}
  - {question: q1, label: {fr: "Avec un plan", en: "With a plan"}, value: 2, unit: territories, period: "2013",
     territories: members, known: 3, facts: [F1], compares_with: count_yes}
  - {question: q2, code: staff, label: {fr: "Agents", en: "Staff"}, low: 1, high: 9, unit: count, period: "2013",
     facts: [F2], note: {fr: "Sans base.", en: "No base."}, compares_with: range}
findings:
  q1: [F1]
"""


@pytest.fixture
@written_again
def network(db: None) -> Network:
    network = create_network(by=None, slug="autan", name=Text("Réseau d’essai", "Trial network"), is_invented=True)
    for rank, (siren, name) in enumerate(NAMES.items()):
        territory = Territory.objects.create(siren=siren, name=name, short_name=name, kind="CA", is_invented=True)
        admit_member(by=None, network=network, territory=territory, certainty=Certainty.CONFIRMED, rank=rank)
    return network


@pytest.fixture
@written_again
def people(network: Network) -> Cast:
    return gather_cast(network=network, member=Territory.objects.get(siren="100000001"))


@pytest.fixture
@written_again
def foreign_coordinator(network: Network) -> Person:
    """Somebody who coordinates another network, of which one member is in this one too."""
    other = create_network(by=None, slug="voisin", name=Text("Réseau voisin", "Next network"), is_invented=True)
    shared = Territory.objects.get(siren="100000001")
    admit_member(by=None, network=other, territory=shared, certainty=Certainty.CONFIRMED, rank=0)
    person = register_person(by=None, email="voisine@exemple.fr", name="Voisine", password=PASSWORD)
    grant_mandate(by=None, person=person, role=Mandate.Role.COORDINATOR, network=other)
    return person


@pytest.fixture
@written_again
def version(network: Network) -> QuestionnaireVersion:
    return record_questionnaire(by=None, text=SMALL_YAML, file="essai.yaml")


@pytest.fixture
@written_again
def collected(network: Network, version: QuestionnaireVersion) -> Campaign:
    """A campaign open in spring 2013, whose answers are collected."""
    return open_campaign(
        by=None,
        slug="recueil",
        network=network,
        questionnaire=version,
        title=Text("Recueil", "Collection"),
        opened_on=date(2013, 4, 1),
        closed_on=date(2013, 6, 30),
    )


@pytest.fixture
@written_again
def running(network: Network, version: QuestionnaireVersion) -> Campaign:
    """A campaign that is open today."""
    today = timezone.localdate()
    return open_campaign(
        by=None,
        slug="enquete",
        network=network,
        questionnaire=version,
        title=Text("Enquête", "Survey"),
        opened_on=today - timedelta(days=3),
        closed_on=today + timedelta(days=3),
    )


@pytest.fixture
def guest(client: Client, running: Campaign) -> Client:
    """The browser of somebody who followed the lead link of the first member."""
    client.get(link(token_of(running)))
    return client


@pytest.fixture
@written_again
def facts(db: None) -> None:
    row = {
        "siren": "", "subject": "Réseau", "topic": "plan", "period": "2013", "statement_en": "Statement", "value": "",
        "unit_fr": "", "unit_en": "", "base_year": "", "horizon": "", "source": "synthese",
        "confidence": "network_study",
    }  # fmt: skip
    record_facts(
        by=None,
        file="facts.csv",
        sources=[{"slug": "synthese", "title": "Synthèse", "producer": "Réseau", "url": "", "published": "2014"}],
        facts=[
            {**row, "id": key, "statement_fr": f"Énoncé {key}", "locator": f"lignes {key[1:]}"} for key in ("F1", "F2")
        ],
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The three files of a documented campaign."""
    (tmp_path / "questionnaire.fr-en.yaml").write_text(SMALL_YAML, encoding="utf-8")
    (tmp_path / "answers.yaml").write_text(ANSWERS_YAML, encoding="utf-8")
    (tmp_path / "published.yaml").write_text(PUBLISHED_YAML, encoding="utf-8")
    return tmp_path


@pytest.fixture
def documented(network: Network, facts: None, folder: Path) -> Campaign:
    return load_documented_campaign(by=None, folder=folder)
