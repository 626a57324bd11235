"""Lengths and ranges of columns: SQLite refuses what PostgreSQL would, and what it refuses is known for it."""

import pytest
from django.db import DataError, IntegrityError, connection, transaction

from autan.ground.column_limits import columns_over, drop_limits, hold_limits, is_over_limit
from autan.people.mail.models import OutgoingMessage

MOST = {"kind": 60, "subject": 300, "error": 300, "network": 60}
NAMES = ("kind", "subject", "attempts", "content", "due_at")
DAY = "2026-09-30 12:00"


def over(*row: object) -> list[str]:
    return list(columns_over(OutgoingMessage, NAMES, row))


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        (("a" * 60, "b" * 300, 0, "c" * 90_000, DAY), []),
        (("a" * 61, "b" * 300, 32_767, "", DAY), ["kind"]),
        (("", "b" * 301, 32_768, "", DAY), ["subject", "attempts"]),
        (("", "", -1, "", DAY), ["attempts"]),
        (("a\0", "", 0, "un\0", DAY), ["kind", "content"]),
        ((None, None, None, None, None), []),
        (("é" * 60, "", 0, "", DAY), []),
        ((12_345, True, "12", 5.5, None), []),
    ],
)
def test_columns_that_an_engine_would_refuse_are_named(row, columns):
    assert over(*row) == columns


def test_a_row_of_another_number_of_values_is_a_mistake():
    with pytest.raises(ValueError, match="zip"):
        over("a")


def test_what_an_engine_refuses_for_its_length_is_known_and_nothing_else_is():
    assert is_over_limit(DataError("value too long for type character varying(60)"))
    assert is_over_limit(IntegrityError("autan_limits_mail_outgoingmessage_insert"))
    assert not is_over_limit(IntegrityError("UNIQUE constraint failed: mail_outgoingmessage.key"))


def write(**fields: object) -> OutgoingMessage:
    plain = {"status": "waiting", "kind": "essai", "to": "a@exemple.fr", "subject": "Essai", "message_id": "1"}
    return OutgoingMessage.objects.create(**plain | fields)


@pytest.mark.django_db
@pytest.mark.parametrize("name", MOST)
def test_a_text_is_written_up_to_its_length_and_one_letter_more_is_refused(name):
    assert getattr(write(**{name: "é" * MOST[name]}), name) == "é" * MOST[name]
    with pytest.raises((DataError, IntegrityError)) as caught, transaction.atomic():
        write(**{name: "é" * (MOST[name] + 1)})
    assert is_over_limit(caught.value)
    assert OutgoingMessage.objects.count() == 1


@pytest.mark.django_db
def test_a_number_out_of_its_range_is_refused_as_it_is_written_and_as_it_is_changed():
    message = write(attempts=32_767)
    for attempts in (32_768, -1):
        with pytest.raises((DataError, IntegrityError)), transaction.atomic():
            OutgoingMessage.objects.filter(pk=message.pk).update(attempts=attempts)
    message.refresh_from_db()
    assert message.attempts == 32_767


def triggers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL refuses by itself")
def test_limits_are_taken_away_while_tables_change_and_held_again():
    before = triggers()
    assert {"autan_limits_mail_outgoingmessage_insert", "autan_limits_mail_outgoingmessage_update"} <= before
    with connection.cursor() as cursor:
        cursor.execute('CREATE TRIGGER "another" BEFORE INSERT ON "mail_outgoingmessage" WHEN 0 BEGIN SELECT 1; END')
    drop_limits()
    assert triggers() == {"another"}, "those of somebody else stay"
    write(kind="x" * 61)
    hold_limits()
    hold_limits()
    assert triggers() == before | {"another"}
    with pytest.raises(IntegrityError):
        write(kind="x" * 61)
