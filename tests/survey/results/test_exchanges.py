"""Needs beside offers: subjects, who needs, who offers, and what meets."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from autan.ground.wordings import Text
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.core.exchanges import EXPECTATIONS, find_exchange, find_needs, match_exchanges
from autan.survey.campaigns.models import Campaign
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.survey.questionnaires.core.answers.answer import QuestionResponses
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import Question
from autan.territories.networks.models import Network
from tests.survey.campaigns.answering import record_answer
from tests.survey.questionnaires.making import SIRENS, STATUS, TRIAD, make_question, make_questionnaire, make_responses

OWN, OTHER, THIRD = "100000001", "100000002", "100000003"
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
SUBJECT = make_question(QuestionKind.SINGLE, code="subject")


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


def test_needs_are_the_table_else_the_open_question_else_nothing() -> None:
    expectation = make_question(QuestionKind.OPEN, code=EXPECTATIONS)
    assert find_needs(make_questionnaire(expectation)) == expectation
    assert find_needs(make_questionnaire(make_question(QuestionKind.OPEN, code="q01"))) is None


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


def test_a_member_alone_meets_nobody() -> None:
    needs = make_question(QuestionKind.TABLE, code="needs", columns=(SUBJECT,))
    offers = make_question(QuestionKind.TABLE, code="offers", columns=(SUBJECT,))
    rows = [{"subject": "yes"}, "no row"]

    def responses_to(question: Question) -> QuestionResponses:
        return make_responses({SIRENS[0]: rows}, question=question)

    (subject,) = match_exchanges(responses_to(needs), responses_to(offers))
    assert not subject.is_matched


def test_both_questions_are_needed_on_one_list() -> None:
    offers = make_question(QuestionKind.TABLE, code="offers", columns=(SUBJECT,))
    needs = make_question(QuestionKind.TABLE, code="needs", columns=(SUBJECT,))
    other = make_question(
        QuestionKind.TABLE, code="needs", columns=(make_question(QuestionKind.SINGLE, code="s", choices=TRIAD),)
    )
    assert STATUS != TRIAD
    assert find_exchange(make_questionnaire(offers)) is None
    assert find_exchange(make_questionnaire(needs)) is None
    assert find_exchange(make_questionnaire(other, offers)) is None
    assert find_exchange(make_questionnaire(offers, needs)) == (needs, offers)
    assert find_needs(make_questionnaire(offers, needs)) == needs
