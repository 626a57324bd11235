"""Answers as a program writes them: a cell a row, for whom its holder answers, and never over what somebody said."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from autan.people.journal.models import JournalEntry
from autan.publishing.api.actions import KeyScope, issue_key
from autan.survey.campaigns.models import Answer, Campaign
from tests.cast import Cast
from tests.publishing.api import test_writing
from tests.survey.campaigns.conftest import foreign_coordinator, network, people, running, version

__all__ = ["foreign_coordinator", "network", "people", "running", "version"]
ADDRESS = "/api/v1/answers"
NORTH, SOUTH = "100000001", "100000002"


def key_of(person: Any, network: str = "autan") -> dict[str, str]:
    until = timezone.localdate() + timedelta(days=30)
    scope = KeyScope(holder=person, network=network, act="answers", expires_on=until)
    return {"authorization": f"Bearer {issue_key(by=person, name='Logiciel', scope=scope)[1]}"}


def post(rows: Any, headers: dict[str, str], address: str = ADDRESS) -> Any:
    return test_writing.post(rows, headers, address)


def row(siren: str = NORTH, question: str = "q2", value: Any = 4, **more: Any) -> dict[str, Any]:
    return {"enquete": "enquete", "siren": siren, "question": question, "value": value, **more}


def test_a_program_writes_answers_for_whom_its_holder_answers(people: Cast, running: Campaign) -> None:
    rows = [
        row(question="q1", item="q1", value="yes"),
        row(question="q1", item="q1[text]", value="Plan de 2010\nrevu en 2022"),
        row(value=4, source="Rapport annuel"),
    ]
    headers = key_of(people.contributor)
    trial = post(rows, headers, f"{ADDRESS}?essai=1")
    assert trial.json().get("counts") == {"added": 2}, trial.content
    assert not Answer.objects.exists()
    written = post(rows, headers)
    assert written.json().get("counts") == {"added": 2}, written.content
    answers = {answer.question: answer for answer in Answer.objects.all()}
    assert answers["q1"].value == {"choice": "yes", "text": "Plan de 2010\nrevu en 2022"}
    assert (answers["q2"].value, answers["q2"].source_document) == (4, "Rapport annuel")
    assert JournalEntry.objects.get(act="import_answers").by_id == people.contributor.pk
    assert post([*rows[:2], row(value=5)], headers).json().get("counts") == {"same": 1, "kept": 1}
    assert Answer.objects.get(question="q2").value == 4


def test_answers_of_others_are_neither_written_nor_told(
    people: Cast, running: Campaign, foreign_coordinator: Any
) -> None:
    post([row()], key_of(people.officer))
    for who, of_network in ((people.officer, "autan"), (foreign_coordinator, "voisin")):
        other = SOUTH if who == people.officer else NORTH
        refused = post([row(other)], key_of(who, of_network), f"{ADDRESS}?essai=1")
        assert [(fault["row"], fault["column"]) for fault in refused.json()["rows"]] == [(1, "siren")]
    rows = [
        row(SOUTH),
        row(question="q9"),
        row(SOUTH, enquete="autre"),
        row(value="beaucoup", note="deux\nlignes"),
        row(),
    ]
    refused = post(rows, key_of(people.coordinator))
    assert refused.status_code == 422, refused.content
    assert sorted((fault["row"], fault["column"]) for fault in refused.json()["rows"]) == [
        (2, "question"),
        (3, "siren"),
        (4, "q2"),
    ]
    assert Answer.objects.count() == 1
