"""Which messages are read: of which networks, those given up, those that wait, those that nothing sends."""

from datetime import timedelta

import pytest
from django.utils import timezone

from autan.ground.errors import NotAllowedError, RuleError
from autan.people.journal.models import JournalEntry
from autan.people.mail.actions import cancel_unsent, claim, cut_short, note_refusal, queue_message, retry_message
from autan.people.mail.core import WAITING, MessageStatus
from autan.people.mail.models import OutgoingMessage
from autan.people.mail.queries import (
    UnknownMessageError,
    count_failed,
    due_messages,
    get_message,
    late_messages,
    message_networks,
    messages_of,
)
from tests.cast import Cast

pytestmark = pytest.mark.django_db
FAILED = MessageStatus.FAILED


def queue(network: str = "", **columns: object) -> OutgoingMessage:
    message = queue_message(kind="essai", to="a@exemple.fr", subject="S", body="B", network=network)
    OutgoingMessage.objects.filter(pk=message.pk).update(**columns)
    message.refresh_from_db()
    return message


def test_messages_are_those_of_some_networks_and_those_given_up_apart() -> None:
    here, given_up, there, _nobody = (
        queue("essai"),
        queue("essai", status=FAILED.value),
        queue("voisin", status=FAILED.value),
        queue(),
    )
    assert set(messages_of(["essai"])) == {here, given_up}
    assert list(messages_of(["essai"], failed=True)) == [given_up]
    assert set(messages_of(["essai", "voisin"], failed=True)) == {given_up, there}
    assert list(messages_of([])) == []
    assert message_networks() == ["essai", "voisin"]
    assert [count_failed(networks) for networks in (["essai"], ["essai", "voisin"], [])] == [1, 2, 0]
    assert get_message(here.pk) == here
    with pytest.raises(UnknownMessageError, match="aucun message 0"):
        get_message(0)


def test_a_message_is_late_after_an_hour_and_cut_short_after_ten_minutes() -> None:
    now = timezone.now()
    late, waiting = queue(due_at=now - timedelta(minutes=61)), queue(due_at=now - timedelta(minutes=60))
    queue(due_at=now - timedelta(hours=9), status=MessageStatus.SENT.value)
    assert due_messages() == [late, waiting], "oldest first"
    assert late_messages(now=now) == [late]
    OutgoingMessage.objects.filter(pk=late.pk).update(due_at=now - timedelta(minutes=10, seconds=1))
    OutgoingMessage.objects.filter(pk=waiting.pk).update(due_at=now - timedelta(minutes=10))
    assert cut_short(OutgoingMessage.objects.all(), now) == [late.pk]


def test_what_is_sent_is_claimed_once_when_its_time_has_come() -> None:
    now, rows = timezone.now(), OutgoingMessage.objects.all()
    later, due, left = queue(due_at=now + timedelta(seconds=1)), queue(due_at=now), queue(status="sent", due_at=now)
    assert [claim(rows, pk, now) for pk in (later.pk, left.pk, 0)] == [None] * 3
    claimed = claim(rows, due.pk, now)
    assert claimed is not None
    assert (claimed.status, claimed.attempts, claimed.due_at) == ("sending", 1, now + timedelta(minutes=10))
    assert claim(rows, due.pk, now) is None, "another worker sees that it is being sent"
    assert claim(rows, due.pk, now + timedelta(minutes=10)).attempts == 2


def test_a_refusal_is_noted_and_tried_again_unless_it_is_final() -> None:
    now = timezone.now()
    row = OutgoingMessage(attempts=1)
    due = note_refusal(row, "x" * 400, is_final=False, now=now)
    assert due == now + timedelta(minutes=1)
    assert (row.status, len(row.error), row.due_at, row.done_at) == ("retrying", 300, due, None)
    assert note_refusal(row, "non", is_final=True, now=now) is None
    assert (row.status, row.error, row.due_at, row.done_at) == ("failed", "non", now, now)


def test_only_what_waits_is_given_up() -> None:
    kept = [queue(status=status.value) for status in MessageStatus]
    assert cancel_unsent(reason="rétabli") == len(WAITING) == 3
    states = {message.status: OutgoingMessage.objects.get(pk=message.pk) for message in kept}
    assert {before: row.status for before, row in states.items() if row.status != before} == dict.fromkeys(
        WAITING, "failed"
    )
    assert {row.error for before, row in states.items() if before in WAITING} == {"rétabli"}
    assert states["sent"].error == ""


def test_a_message_given_up_is_tried_again_by_the_coordination_alone(people: Cast) -> None:
    message = queue("essai", status=FAILED.value, attempts=7, error="non")
    for person in (people.officer, people.contributor, people.reader, people.outsider):
        with pytest.raises(NotAllowedError):
            retry_message(by=person, message=message)
    again = retry_message(by=people.coordinator, message=message)
    assert (again.status, again.attempts, again.error, again.done_at) == ("queued", 0, "", None)
    line = JournalEntry.objects.get(act="retry_message")
    assert (line.summary, line.network, line.object_id) == ("Message remis en file", "essai", str(message.pk))
    with pytest.raises(RuleError, match="n’est pas en échec"):
        retry_message(by=people.coordinator, message=message)
    OutgoingMessage.objects.filter(pk=message.pk).update(status=FAILED.value, content="")
    with pytest.raises(RuleError, match="son texte n’est plus gardé"):
        retry_message(by=people.coordinator, message=message)
