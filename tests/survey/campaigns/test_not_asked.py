"""Whom a question with a rule is not asked of, and which answers say so."""

from datetime import date

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.wordings import Text
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.queries.campaigns import not_asked_in, view_campaign
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.territories.networks.models import Network
from tests.survey.campaigns.answering import OTHER, OWN, record_answer
from tests.survey.questionnaires.making import SMALL_YAML

RULED_YAML = SMALL_YAML.replace("        unit: count\n", "        unit: count\n        relevance: \"q1 == 'yes'\"\n")


def test_a_question_is_not_asked_of_whom_an_answer_excludes_and_of_nobody_by_silence(network: Network) -> None:
    version = record_questionnaire(by=None, text=RULED_YAML, file="essai.yaml")
    title, opened_on = Text("Recueil", "Collection"), date(2013, 4, 1)
    campaign = open_campaign(
        by=None, slug="recueil", network=network, questionnaire=version, title=title, opened_on=opened_on
    )
    record_answer(campaign=campaign, siren=OWN, question="q1", value={"choice": "no"})
    record_answer(campaign=campaign, siren=OTHER, question="q1", value={"choice": "yes"})
    because = (EvidenceRef(kind="answer", key=f"recueil/{OWN}/q1"),)
    assert not_asked_in(view_campaign("recueil")) == {"q2": {OWN: because}}
