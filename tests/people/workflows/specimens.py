"""A row of each workflow that is registered, how it comes to each of its states, and who may act on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils import timezone

from autan.cooperation.minutes.core import MinutesPhase
from autan.cooperation.minutes.models import Minutes
from autan.cooperation.working_group.core.figures import ObjectiveState
from autan.cooperation.working_group.models import Decision, Meeting, Objective, Seat, Task
from autan.cooperation.workshops.models import Note, Workshop, WorkshopFile
from autan.foresight.scenarios.models import KeptScenario, TableWorkshop
from autan.plans.funding.models import FundingCallRecord
from autan.plans.plans.models import Plan
from autan.plans.projects.models import ActionSheet
from autan.publishing.webhooks.models import Webhook, WebhookDelivery
from autan.survey.campaigns.models import Answer, Campaign
from autan.survey.questionnaires.models import QuestionnaireDraft

CAST = ("coordinator", "officer", "contributor", "outsider", "coordinator_elsewhere")
NOW, TODAY = timezone.now(), timezone.localdate()
COORDINATION = frozenset({"coordinator"})
PLAN_WRITERS = frozenset({"coordinator", "officer"})
HOSTS = frozenset({"coordinator", "officer", "contributor"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimen:
    """A row of the first of two networks (`tests/rights/two_networks.py`).

    Attributes:
        row: finds it.
        states: columns of the row in each state.
        who: of the cast, those who hold the right; by transition where it is another.
        fields: what a transition is given.
    """

    row: Callable[[], Model]
    states: Mapping[str, Mapping[str, Any]]
    who: frozenset[str]
    who_else: Mapping[str, frozenset[str]] = field(default_factory=dict)
    fields: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def _plan_without_actions() -> Plan:
    ActionSheet.objects.all().delete()
    return Plan.objects.get()


def _campaign_without_answers() -> Campaign:
    Answer.objects.all().delete()
    return Campaign.objects.get()


SPECIMENS: Mapping[str, Specimen] = {
    "workshops.workshop": Specimen(
        row=lambda: Workshop.objects.get(slug="visite"),
        states={state: {"status": state} for state in ("planned", "held", "cancelled")},
        who=HOSTS,
        who_else={"erase_workshop": COORDINATION},
        fields={"record_attendance": {"counts": []}},
    ),
    "workshops.notes": Specimen(
        row=lambda: Workshop.objects.get(slug="visite"),
        states={
            "unopened": {"opened_at": None, "closed_at": None},
            "open": {"opened_at": NOW, "closed_at": None},
            "closed": {"opened_at": NOW, "closed_at": NOW, "closed_by": None},
        },
        who=HOSTS,
    ),
    "workshops.note": Specimen(
        row=lambda: Note.objects.get(),
        states={"kept": {"withdrawn_at": None}, "withdrawn": {"withdrawn_at": NOW}},
        who=HOSTS,
        fields={"mark_note_essential": {"is_starred": True}, "withdraw_note": {"reason": "Met en cause"}},
    ),
    "working_group.meeting": Specimen(
        row=lambda: Meeting.objects.get(),
        states={state: {"state": state} for state in ("planned", "held", "cancelled")},
        who=COORDINATION,
        fields={name: {"site": "https://autan.example"} for name in ("invite_to_meeting", "remind_of_meeting")},
    ),
    "working_group.task": Specimen(
        row=lambda: Task.objects.get(),
        states={"open": {"done_on": None}, "done": {"done_on": TODAY}},
        who=COORDINATION,
    ),
    "working_group.objective": Specimen(
        row=lambda: Objective.objects.get(),
        states={state.value: {"state": state.value} for state in ObjectiveState},
        who=COORDINATION,
        fields={"settle_objective": {"state": ObjectiveState.OPEN, "reason": ""}},
    ),
    "working_group.decision": Specimen(
        row=lambda: Decision.objects.get(),
        states={"kept": {"withdrawn_on": None}, "withdrawn": {"withdrawn_on": TODAY}},
        who=COORDINATION,
        fields={"withdraw_decision": {"reason": "Mal comprise"}},
    ),
    "working_group.seat": Specimen(
        row=lambda: Seat.objects.get(),
        states={"open": {"until": None}, "ended": {"until": TODAY}},
        who=COORDINATION,
        fields={"end_seat": {"on": TODAY}},
    ),
    "surveys.campaign": Specimen(
        row=_campaign_without_answers,
        states={
            "open": {"closed_at": None, "archived_at": None, "is_documented": False},
            "closed": {"closed_at": NOW, "archived_at": None, "is_documented": False},
            "archived": {"closed_at": NOW, "archived_at": NOW, "is_documented": False},
            "documented": {"is_documented": True},
        },
        who=COORDINATION,
        fields={"reopen_campaign": {"closed_on": None}, "set_reminder_delay": {"days": 9}},
    ),
    "minutes.minutes": Specimen(
        row=lambda: Minutes.objects.get(),
        states={phase.value: {"phase": phase.value, "amendments_until": None} for phase in MinutesPhase},
        who=HOSTS,
    ),
    "foresight.scenario": Specimen(
        row=lambda: KeptScenario.objects.get(),
        states={"draft": {"is_published": False}, "published": {"is_published": True}},
        who=PLAN_WRITERS,
    ),
    "foresight.workshop": Specimen(
        row=lambda: TableWorkshop.objects.get(),
        states={
            "open": {"is_closed": False, "dissent": "Rien ne va à tous"},
            "closed": {"is_closed": True, "dissent": "Rien ne va à tous"},
        },
        who=PLAN_WRITERS,
        fields={"close_workshop": {"is_published": True}},
    ),
    "funding.call": Specimen(
        row=lambda: FundingCallRecord.objects.get(),
        states={"draft": {"is_published": False}, "published": {"is_published": True}},
        who=HOSTS,
    ),
    "plans.plan": Specimen(
        row=_plan_without_actions,
        states={
            "draft": {"is_published": False, "evidence": [["fact", "F1"]]},
            "published": {"is_published": True, "evidence": [["fact", "F1"]]},
        },
        who=PLAN_WRITERS,
    ),
    "questionnaires.draft": Specimen(
        row=lambda: QuestionnaireDraft.objects.get(),
        states={"whole": {"document_before": ""}, "cut": {"document_before": "questionnaire: chantier"}},
        who=COORDINATION,
    ),
    "workshops.file": Specimen(row=lambda: WorkshopFile.objects.get(), states={"kept": {}}, who=HOSTS),
    "webhooks.webhook": Specimen(
        row=lambda: Webhook.objects.get(),
        states={"told": {"stopped_at": None}, "stopped": {"stopped_at": NOW}},
        who=COORDINATION,
    ),
    "webhooks.delivery": Specimen(
        row=lambda: WebhookDelivery.objects.get(),
        states={"ended": {"status": "failed"}, "on_its_way": {"status": "queued"}},
        who=COORDINATION,
    ),
}
