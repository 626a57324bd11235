"""Actions as a program writes them: the cells of a file of actions, in the plans that its holder writes."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from autan.people.journal.models import JournalEntry
from autan.plans.plans.models import Plan
from autan.plans.projects.models import ActionSheet
from autan.publishing.api.actions import KeyScope, issue_key
from tests.cast import Cast
from tests.plans.projects.conftest import member, neighbour, network, other, people, plan, sheet
from tests.publishing.api import test_writing

__all__ = ["member", "neighbour", "network", "other", "people", "plan", "sheet"]
ADDRESS = "/api/v1/actions"


def key_of(person: Any, network: str = "essai") -> dict[str, str]:
    until = timezone.localdate() + timedelta(days=30)
    scope = KeyScope(holder=person, network=network, act="actions", expires_on=until)
    return {"authorization": f"Bearer {issue_key(by=person, name='Logiciel', scope=scope)[1]}"}


def test_a_program_adds_and_changes_actions_of_a_plan(people: Cast, plan: Plan, sheet: ActionSheet) -> None:
    headers = key_of(people.officer)
    rows: list[dict[str, Any]] = [
        {"plan": plan.slug, "slug": sheet.slug, "title": sheet.title, "status": "Réalisé"},
        {
            "plan": plan.slug,
            "title": "Chaufferie bois",
            "axis1": "Énergies renouvelables",
            "description": "Un réseau\net sa chaufferie",
            "budget": "850 k€ HT",
        },
        {"plan": plan.slug, "title": "Chaufferie bois", "part": "Étude"},
    ]
    trial = test_writing.post(rows, headers, f"{ADDRESS}?essai=1")
    assert trial.json().get("counts") == {"added": 2, "changed": 1}, trial.content.decode()
    assert ActionSheet.objects.count() == 1
    written = test_writing.post(rows, headers, ADDRESS)
    assert written.json().get("counts") == {"added": 2, "changed": 1}, written.content
    assert [line["row"] for line in written.json()["rows"]] == [1, 2, 3]
    sheet.refresh_from_db()
    assert (sheet.typed["status"], sheet.typed["notes"]) == ("done", "À relancer")
    added = ActionSheet.objects.get(title="Chaufferie bois")
    assert added.typed["description"] == "Un réseau\net sa chaufferie"
    assert added.axis is not None
    assert (added.axis.title, added.parts.get().title) == ("Énergies renouvelables", "Étude")
    assert JournalEntry.objects.get(act="import_actions").by_id == people.officer.pk
    assert test_writing.post(rows, headers, ADDRESS).json().get("counts") == {"same": 3}


def test_an_action_at_fault_or_of_another_plan_is_refused_at_its_row(people: Cast, plan: Plan, neighbour: Any) -> None:
    rows = [
        {"plan": plan.slug, "title": "Solaire", "description": "deux\nlignes"},
        {"plan": plan.slug, "title": "Bois", "budget": "beaucoup"},
        {"plan": "autre-plan", "title": "Vent"},
    ]
    refused = test_writing.post(rows, key_of(people.coordinator), ADDRESS)
    assert refused.status_code == 422, refused.content
    faults = [(fault["row"], fault["column"]) for fault in refused.json()["rows"]]
    assert faults == [(3, "plan"), (2, "budget")]
    assert not ActionSheet.objects.exists()
    own = test_writing.post(rows[:1], key_of(people.contributor), ADDRESS)
    assert own.json()["rows"][0]["column"] == "plan"
    described = Client().get("/api/v1/openapi.json").json()["paths"][ADDRESS]
    assert set(described) >= {"get", "post"}
