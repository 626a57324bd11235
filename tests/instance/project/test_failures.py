"""What the machine fails is 503 for a while, what the code fails is 500; alerts tell kinds and routes alone."""

import errno
import logging

import pytest
from django.core import mail
from django.db import OperationalError
from django.test import Client

from autan.instance.project.alerts import ERRORS, AlertHandler, describe, send_alert
from autan.instance.project.failures import is_passing, server_error
from autan.instance.project.middleware import disk_has_room


def answered(error: Exception) -> tuple[int, str]:
    try:
        raise error
    except type(error):
        response = server_error(None)
    return response.status_code, response.headers.get("Retry-After", "")


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OperationalError("database or disk is full"), (503, "30")),
        (OSError(errno.ENOSPC, "no space"), (503, "30")),
        (OSError(errno.EROFS, "read only"), (503, "30")),
        (OSError(errno.ENOENT, "none"), (500, "")),
        (ValueError("ours"), (500, "")),
    ],
)
def test_the_machine_is_told_from_the_code(error, expected):
    assert answered(error) == expected


def test_a_cause_is_looked_for_behind_an_error():
    wrapped = ValueError("could not")
    wrapped.__cause__ = OSError(errno.EDQUOT, "quota")
    assert is_passing(wrapped)
    assert not is_passing(None)


@pytest.mark.django_db
def test_health_says_what_fails(settings, tmp_path):
    assert Client().get("/health/").json() == {"database": "ok", "disk": "ok"}
    settings.AUTAN_HOME = tmp_path / "away"
    answer = Client().get("/health/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert not disk_has_room()


@pytest.mark.django_db
def test_security_contact_is_given_when_it_is_set(settings):
    assert Client().get("/.well-known/security.txt").status_code == 404
    settings.AUTAN_SECURITY_CONTACT = ["securite@exemple.fr"]
    text = Client().get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:securite@exemple.fr" in text
    assert "Expires: 2" in text


def record(secret):
    told = (ValueError, ValueError(secret), None)
    return logging.LogRecord("autan.x", logging.ERROR, __file__, 1, secret, (), told)


def test_alerts_wait_for_repetition_then_for_an_hour(settings, monkeypatch):
    settings.AUTAN_ALERTS_TO = ["exploitation@exemple.fr"]
    sent = []
    monkeypatch.setattr(
        "autan.instance.project.alerts.threading.Thread", lambda **given: sent.append(given) or _Started()
    )
    handler = AlertHandler()
    for _ in range(ERRORS - 1):
        handler.emit(record("secret"))
    assert sent == []
    for _ in range(ERRORS * 3):
        handler.emit(record("secret"))
    assert len(sent) == 1


class _Started:
    def start(self):
        """Nothing to run."""


def test_an_alert_holds_kinds_and_routes_and_no_message(settings):
    settings.AUTAN_ALERTS_TO = ["exploitation@exemple.fr"]
    send_alert([describe(record("marie@exemple.fr"))] * 5)
    body = mail.outbox[0].body
    assert "5 × ValueError - (autan.x)" in body
    assert "marie" not in body


def test_nobody_to_tell_is_no_error(settings):
    settings.AUTAN_ALERTS_TO = []
    AlertHandler().emit(record("x"))
    assert mail.outbox == []
