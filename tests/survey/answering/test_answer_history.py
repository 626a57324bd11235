"""The history of an answer, on the screen that asks its one question, and that of a campaign where it is followed."""

from datetime import UTC, datetime

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from autan.people.workflows.actions import take
from autan.survey.answering.presenters.saved_answers import present_history
from autan.survey.campaigns.actions.workflow import CAMPAIGN
from autan.survey.campaigns.models import Campaign
from autan.survey.campaigns.queries.answers import answer_history
from autan.survey.campaigns.queries.campaigns import view_campaign
from autan.survey.questionnaires.core.kinds import AnswerConfidence
from tests.cast import Cast
from tests.survey.campaigns.answering import FIRST, OWN, address, record_answer

DAY = datetime(2013, 5, 2, tzinfo=UTC).date()


def test_each_revision_says_who_when_and_what_changed(collected: Campaign, people: Cast) -> None:
    record_answer(campaign=collected, siren=OWN, question="q2", value=3, on=DAY, by=people.officer)
    record_answer(
        campaign=collected,
        siren=OWN,
        question="q2",
        value=4,
        on=DAY,
        by=people.contributor,
        source_document="Bilan social 2012",
        confidence=AnswerConfidence.CHECKED,
    )
    question = view_campaign("recueil").questionnaire.question("q2")
    latest, first = present_history(question, answer_history(collected, OWN, "q2"))
    assert (latest["summary"], latest["by_name"]) == ("Version 2", people.contributor.name)
    assert [(change.field, change.before, change.after) for change in latest["changes"]] == [
        ("Réponse", "3", "4"),
        ("Document", "", "Bilan social 2012"),
        ("Fiabilité", "", "vérifiée dans un document"),
    ]
    assert [(change.field, change.before, change.after) for change in first["changes"]] == [("Réponse", "", "3")]


def test_the_screen_of_one_question_folds_its_history(guest: Client, running: Campaign) -> None:
    record_answer(campaign=running, siren=OWN, question="q2", value=3)
    record_answer(campaign=running, siren=OWN, question="q2", value=44)
    whole = guest.get(address("respond_section", **FIRST)).content.decode()
    assert "Historique de cette réponse" not in whole
    alone = guest.get(address("respond_section", **FIRST) + "?question=q2").content.decode()
    history = alone.partition("Historique de cette réponse")[2]
    assert history.index("Version 2") < history.index("Version 1")


def test_the_coordination_reads_the_history_of_the_campaign(client: Client, running: Campaign, people: Cast) -> None:
    take(CAMPAIGN, "close_campaign", running, by=people.coordinator, at=timezone.now())
    client.force_login(people.coordinator)
    page = client.get(reverse("surveys:tracking", kwargs={"slug": "enquete"})).content.decode()
    history = page.partition("Historique de la campagne")[2]
    assert "Campagne close" in history
    assert people.coordinator.name in history
