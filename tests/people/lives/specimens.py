"""A row of each life that is registered, how it comes to each of its states, and who may act on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils import timezone

from autan.cooperation.workshops.models import Note, Workshop, WorkshopFile

CAST = ("coordinator", "officer", "contributor", "outsider", "coordinator_elsewhere")
NOW, TODAY = timezone.now(), timezone.localdate()
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


SPECIMENS: Mapping[str, Specimen] = {
    "workshops.workshop": Specimen(
        row=lambda: Workshop.objects.get(slug="visite"),
        states={state: {"status": state} for state in ("planned", "held", "cancelled")},
        who=HOSTS,
        fields={"record_attendance": {"counts": []}},
    ),
    "workshops.notes": Specimen(
        row=lambda: Workshop.objects.get(slug="visite"),
        states={
            "unopened": {"opened_at": None, "closed_at": None},
            "open": {"opened_at": NOW, "closed_at": None},
            "closed": {"opened_at": NOW, "closed_at": NOW, "closed_by_name": "Une autre"},
        },
        who=HOSTS,
    ),
    "workshops.note": Specimen(
        row=lambda: Note.objects.get(),
        states={"kept": {"withdrawn_at": None}, "withdrawn": {"withdrawn_at": NOW}},
        who=HOSTS,
        fields={"mark_note_essential": {"is_starred": True}, "withdraw_note": {"reason": "Met en cause"}},
    ),
    "workshops.file": Specimen(row=lambda: WorkshopFile.objects.get(), states={"kept": {}}, who=HOSTS),
}
