"""Reminds of duties and calls by mail ahead of their day, of the networks that want it: officers, and coordination."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from autan.ground.extension_points import DailyJob
from autan.ground.texts.language import words
from autan.people.accounts.models import Person
from autan.people.accounts.renderers import render_personal_email
from autan.people.journal.actions import acting
from autan.people.journal.core import ObjectRef
from autan.people.mail.actions import queue_message
from autan.people.mail.connectors import Sender, mail_leaves
from autan.people.mail.models import OutgoingMessage
from autan.plans.funding.core.calls import FUNDING, OF_CALLS, OF_DUTIES, stages_reached
from autan.plans.funding.core.eligibility import Eligibility
from autan.plans.funding.presenters import closing_words
from autan.plans.funding.queries import published_calls, read_members
from autan.plans.obligations.presenters.duties import due_words
from autan.plans.obligations.queries.duties import network_statuses
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import network_members
from autan.territories.networks.queries.people import coordinating_people, officers_of


class DeadlineLine(NamedTuple):
    """One line of a message: what comes to its day, how, and the path of its page."""

    title: str
    detail: str
    path: str


class _Reminder(NamedTuple):
    """A line, for the officers of a member or, without one, for the coordination, on the day of a stage."""

    stage: date
    siren: str
    line: DeadlineLine


def send_deadlines(*, site: str, on: date) -> int:
    """Queue the reminders of the day; return how many messages.

    An invented network writes to nobody: its reminders are made where messages go to files alone.
    """
    networks = Network.objects.filter(reminds=True).order_by("pk")
    if mail_leaves():
        networks = networks.filter(is_invented=False)
    with translation.override("fr"):
        return sum(_remind(network, site, on) for network in networks)


def _remind(network: Network, site: str, on: date) -> int:
    names = {member.siren: member.short_name for member in network_members(network.slug)}
    to_send: dict[tuple[Person, date], list[DeadlineLine]] = {}
    for reminder in (*_duties(network, names, on), *_calls(network, names, on)):
        people = officers_of(reminder.siren) if reminder.siren else coordinating_people(network)
        for person in people:
            to_send.setdefault((person, reminder.stage), []).append(reminder.line)
    keys = {(person, stage): f"plans.deadlines/{network.slug}/{person.pk}/{stage}" for person, stage in to_send}
    sent = set(OutgoingMessage.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    due = {who: lines for who, lines in to_send.items() if keys[who] not in sent}
    if due:
        _queue(network, site, due, keys)
    return len(due)


def _queue(
    network: Network,
    site: str,
    due: Mapping[tuple[Person, date], list[DeadlineLine]],
    keys: Mapping[tuple[Person, date], str],
) -> None:
    with acting(by=None, act="remind_of_deadlines", permission="territories.coordinate_network", on=network) as act:
        for (person, stage), lines in due.items():
            email = render_personal_email(
                "funding/mail/deadlines.txt", name=person.name, network=network, lines=lines, site=site
            )
            queue_message(
                kind="plans.deadlines",
                to=person.email,
                subject=email.subject,
                body=email.body,
                network=network.slug,
                sender=Sender(name=network.sender_name, reply_to=network.reply_to),
                key=keys[person, stage],
            )
        summary = f"Rappels d’échéances : {len(due)}"
        act.record(ObjectRef(FUNDING, "network", network.slug), summary=summary, network=network.slug)


def _duties(network: Network, names: Mapping[str, str], on: date) -> Iterator[_Reminder]:
    """What binds members and is still to be done, to the officers of each."""
    for siren, statuses in network_statuses(network.slug, list(names), on=on).items():
        for status in statuses:
            if status.judged is None or status.due is None or not status.judged.is_soon:
                continue
            title = f"{names[siren]}, {words(status.reading.rule.label)}"
            detail = f"{words(status.reading.duty.label)}, {due_words(status)}"
            line = DeadlineLine(title, detail, reverse("obligations:territory", kwargs={"siren": siren}))
            for stage in stages_reached(status.due[0], OF_DUTIES, on):
                yield _Reminder(stage, siren, line)


def _calls(network: Network, names: Mapping[str, str], on: date) -> Iterator[_Reminder]:
    """What closes, to the officers of members that it does not surely exclude, and to the coordination."""
    for record in published_calls(network.slug):
        stages = list(stages_reached(record.closes_on, OF_CALLS, on)) if record.closes_on else []
        if not stages:
            continue
        path, closing = reverse("funding:call", kwargs={"slug": record.slug}), closing_words(record.document, on)
        readings = read_members(record.document, network.slug, on=on)
        for stage in stages:
            yield _Reminder(stage, "", DeadlineLine(record.name, closing, path))
            for siren, reading in readings.items():
                if reading.state is not Eligibility.NOT_ELIGIBLE:
                    detail = f"{closing}, {names[siren]} {words(reading.state.label)}"
                    yield _Reminder(stage, siren, DeadlineLine(record.name, detail, path))


DAILY_DEADLINES = DailyJob(
    code="plans.deadlines",
    run=lambda now: send_deadlines(site=settings.AUTAN_SITE, on=timezone.localtime(now).date()),
)
