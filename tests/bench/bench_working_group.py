"""The working group: 200 decisions read with what became of each, an agenda drawn from them, a day of reminders."""

from collections.abc import Callable
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from autan.cooperation.working_group.actions.bodies import assign_seat, make_body
from autan.cooperation.working_group.actions.messages import remind_owners
from autan.cooperation.working_group.core.bodies import BodyKind
from autan.cooperation.working_group.models import Body, Decision, Meeting, Seat, Task
from autan.cooperation.working_group.queries.figures import open_candidates
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.models import Network
from tests.bench.measures import Measure, median_seconds

DECISIONS, TASKS, MEETINGS, SEATS = 200, 100, 40, 30
NETWORK = "entente-ysaure"


def run() -> list[Measure]:
    """Decisions under 150 ms, calendar to follow under 100 ms, agenda under 2 s, reminders under 2 s; all undone."""
    settings.ALLOWED_HOSTS = ["testserver"]
    today = timezone.localdate()
    with transaction.atomic():
        network = Network.objects.get(slug=NETWORK)
        body = fill(network, today)
        client = Client()
        decided = reverse("working_group:decisions", kwargs={"network": NETWORK})
        feed = reverse("working_group:feed", kwargs={"slug": body.slug})
        measures = [
            _timed(f"{DECISIONS} decisions and what became of them", lambda: client.get(decided), 0.150),
            _timed(f"calendar of {MEETINGS} meetings", lambda: client.get(feed), 0.100),
            _timed("what is open, for an agenda", lambda: open_candidates(network, on=today), 2.0),
            _timed(f"reminders of {TASKS} tasks", lambda: _remind(network, today), 2.0),
        ]
        transaction.set_rollback(True)
    return measures


def fill(network: Network, today: date) -> Body:
    """A public body with seats, decisions linked to published actions, tasks that are due, meetings."""
    body = Body(name_fr="Mesure", slug="mesure", kind=BodyKind.OTHER, is_public=True)
    make_body(by=None, network=network, body=body)
    seats = [
        assign_seat(by=None, body=body, seat=Seat(name=f"Siège {rank}", email=f"s{rank}@exemple.fr"))
        for rank in range(SEATS)
    ]
    _decide(network, body, seats, today)
    Task.objects.bulk_create(
        Task(network=network, owner=seats[rank % SEATS], what=f"Tâche {rank}", due_on=today) for rank in range(TASKS)
    )
    Meeting.objects.bulk_create(
        Meeting(body=body, slug=f"mesure-{rank}", title_fr="Séance", title_en="Sitting", time_zone=body.time_zone,
                day=today + timedelta(days=rank), is_public=True)
        for rank in range(MEETINGS)
    )  # fmt: skip
    return body


def _decide(network: Network, body: Body, seats: list[Seat], today: date) -> None:
    actions = list(ActionSheet.objects.filter(is_published=True).values_list("slug", flat=True)[:DECISIONS])
    Decision.objects.bulk_create(
        Decision(network=network, body=body, slug=f"mesure-{rank}", number=f"M-{rank}", title=f"Décision {rank}",
                 text="Oui", decided_on=today, mode="consensus", owner=seats[rank % SEATS], is_public=True,
                 link="action", link_key=actions[rank % len(actions)])
        for rank in range(DECISIONS)
    )  # fmt: skip


def _remind(network: Network, today: date) -> None:
    """Every task is due again, as a week later."""
    Task.objects.update(reminded_on=None)
    told = remind_owners(by=None, network=network, site="https://autan.example", on=today)
    assert sum(each.is_reminded for each in told) >= TASKS


def _timed(name: str, act: Callable[[], object], goal: float) -> Measure:
    seconds = median_seconds(act)
    return Measure(
        name=name, result=f"{seconds * 1000:.0f} ms", goal=f"under {goal * 1000:.0f} ms", is_met=seconds < goal
    )
