"""A workshop of 30 phones x 40 notes, a fifth of the answers lost, three phones off; the polling; a kit in PDF.

Beside it, the plain alternative: a row inserted as it comes, without identifier, which keeps what is sent twice twice.
"""

import random
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from autan.cooperation.workshops.actions import workflow
from autan.cooperation.workshops.actions.workshops import start_workshop
from autan.cooperation.workshops.core.formats import Moment, WorkshopFormat, WorkshopStatus
from autan.cooperation.workshops.core.workshops import WorkshopHeading
from autan.cooperation.workshops.models import Note, Workshop
from autan.cooperation.workshops.presenters.kit import workshop_kit
from autan.cooperation.workshops.queries import find_workshop
from autan.cooperation.workshops.renderers.kit import print_kit
from autan.evidence.figures.queries.registry import OPERATOR
from autan.people.workflows.actions import take
from autan.territories.networks.queries.networks import get_network
from tests.bench.measures import Measure, median_seconds

PHONES, NOTES, OFF, HANDS = 30, 40, 3, 4
LOST = 0.2
KEPT_MS, ASKED_A_SECOND, POLL_SECONDS, KIT_SECONDS = 20, 20, 2, 1.0
SLUG = "atelier-mesure"


@dataclass(slots=True)
class Phone:
    """A phone that sends its notes until each answer has come."""

    rank: int
    waiting: list[dict[str, str]]
    spans: list[float] = field(default_factory=list)


def run() -> list[Measure]:
    """1,200 of 1,200 kept, none twice, under 20 ms each; 30 phones under 20 requests a second; a kit under 1 s."""
    settings.ALLOWED_HOSTS = ["testserver"]
    workshop = _open()
    try:
        spans, sent = _play(workshop)
        texts = list(workshop.notes.values_list("text", flat=True))
        twice = _plain_copies(sent)
        total = PHONES * NOTES
        is_whole = len(texts) == len(set(texts)) == total
        middle, crowded = statistics.median(_one_by_one(workshop)) * 1000, statistics.median(spans) * 1000
        return [
            Measure(
                name=f"{PHONES} phones x {NOTES} notes, sent {len(sent):,} times: kept, kept twice",
                result=f"{len(set(texts)):,}, {len(texts) - len(set(texts))} (a row as it comes: {twice} twice)",
                goal=f"{total:,}, 0",
                is_met=is_whole,
            ),
            Measure(
                name="a note kept, processor time (median)",
                result=f"{middle:.1f} ms; {crowded:.1f} ms of the clock with {HANDS} at once in one process",
                goal=f"under {KEPT_MS} ms",
                is_met=middle < KEPT_MS,
            ),
            _polling(workshop),
            _kit(),
        ]
    finally:
        workshop.delete()


def _open() -> Workshop:
    heading = WorkshopHeading(
        slug=SLUG,
        title="Mesure",
        format=WorkshopFormat.VISIT,
        status=WorkshopStatus.PLANNED,
        host="999000107",
        day=date(2026, 11, 26),
    )
    network = get_network("entente-ysaure")
    workshop = start_workshop(by=None, network=network, heading=heading, today=timezone.localdate())
    take(workflow.NOTES, "open_notes", workshop, by=None, at=timezone.now())
    return workshop


def _play(workshop: Workshop) -> tuple[list[float], list[str]]:
    """Send the notes of every phone, several at once; three phones send theirs at the end. Times and texts sent."""
    chance = random.Random(40)  # noqa: S311 - answers that are lost, not secrets
    phones = [Phone(rank=rank, waiting=list(_notes(rank, chance))) for rank in range(PHONES)]
    address = reverse("workshops:send", kwargs={"token": workshop.link_token})
    lost = {rank: [chance.random() < LOST for _ in range(NOTES * 3)] for rank in range(PHONES)}
    sent: list[str] = []

    def empty(phone: Phone) -> None:
        client, answers = Client(headers={"Accept": "application/json"}), iter(lost[phone.rank])
        while phone.waiting:
            note = phone.waiting[0]
            began = time.perf_counter()
            response = client.post(address, note)
            phone.spans.append(time.perf_counter() - began)
            sent.append(note["text"])
            assert response.status_code == 200, response.content
            if not next(answers, False):
                phone.waiting.pop(0)  # the answer came: the phone lets go of its note
        connection.close()

    for group in (phones[OFF:], phones[:OFF]):
        with ThreadPoolExecutor(HANDS) as hands:
            list(hands.map(empty, group))
    return [span for phone in phones for span in phone.spans], sent


def _one_by_one(workshop: Workshop) -> list[float]:
    """Processor times of notes that come one after another: what the note costs, whoever else uses the machine."""
    client = Client(headers={"Accept": "application/json"})
    address = reverse("workshops:send", kwargs={"token": workshop.link_token})
    spans = []
    for note in _notes(PHONES, random.Random(41)):  # noqa: S311 - identifiers of a bench, not secrets
        began = time.process_time()
        client.post(address, note)
        spans.append(time.process_time() - began)
    return spans


def _notes(rank: int, chance: random.Random) -> Iterator[dict[str, str]]:
    for number in range(NOTES):
        yield {
            "id": str(UUID(int=chance.getrandbits(128), version=4)),
            "moment": list(Moment)[number % 3].value,
            "kind": "fact",
            "text": f"Note {number} du téléphone {rank}",
            "author": f"Participant {rank}",
            "at": datetime(2026, 11, 26, 9, number, tzinfo=UTC).isoformat(),
        }


def _plain_copies(sent: list[str]) -> int:
    """How many notes the plain alternative keeps twice: each request inserts a row."""
    return len(sent) - len(set(sent))


def _polling(workshop: Workshop) -> Measure:
    """What 30 phones ask in a second, and how much of the server’s second a question without news takes."""
    client = Client()
    feed = reverse("workshops:link_feed", kwargs={"token": workshop.link_token})
    tag = client.get(f"{feed}?depuis={_newest(workshop)}")["ETag"]

    def ask() -> None:
        assert client.get(feed, headers={"If-None-Match": tag}).status_code == 304

    seconds, asked = median_seconds(ask, runs=50), PHONES / POLL_SECONDS
    return Measure(
        name=f"{PHONES} phones that follow, every {POLL_SECONDS} s",
        result=f"{asked:.0f} requests a second, {seconds * 1000:.1f} ms each without news",
        goal=f"under {ASKED_A_SECOND} a second, under a quarter of a core",
        is_met=asked < ASKED_A_SECOND and asked * seconds < 0.25,
    )


def _newest(workshop: Workshop) -> int:
    newest: int = Note.objects.filter(workshop=workshop).aggregate(newest=models.Max("version"))["newest"]
    return newest


def _kit() -> Measure:
    workshop = find_workshop("atelier-toulouse-metropole-2012")
    on = date(2026, 11, 26)
    seconds = median_seconds(lambda: print_kit(workshop_kit(workshop, reader=OPERATOR), on=on))
    return Measure(
        name="kit in PDF, real site and figures",
        result=f"{seconds:.2f} s",
        goal=f"under {KIT_SECONDS:.0f} s",
        is_met=seconds < KIT_SECONDS,
    )
