"""Tells the people who run the site, by mail, that errors repeat: at most one mail an hour for each process.

Sent at once rather than queued: what fails may be the database.
"""

import logging
import threading
import time
from collections import deque

from django.conf import settings

from autan.instance.project.logs import REFUSED_REQUESTS, route_of

ERRORS, WINDOW_SECONDS, PAUSE_SECONDS = 5, 600, 3600
_log = logging.getLogger("autan.instance.project.alerts")


class AlertHandler(logging.Handler):
    """Counts errors, and sends what repeats: kinds of errors and routes, no message, no address, no person."""

    def __init__(self) -> None:
        super().__init__(level=logging.ERROR)
        self._recent: deque[tuple[float, str]] = deque(maxlen=200)
        self._told_at = float("-inf")

    def emit(self, record: logging.LogRecord) -> None:
        """Count an error; write to the operators when there were five in ten minutes."""
        if record.name.startswith(("autan.instance.project.alerts", REFUSED_REQUESTS)) or not settings.AUTAN_ALERTS_TO:
            return
        now = time.monotonic()
        self._recent.append((now, describe(record)))
        while self._recent[0][0] < now - WINDOW_SECONDS:
            self._recent.popleft()
        if len(self._recent) < ERRORS or now - self._told_at < PAUSE_SECONDS:
            return
        self._told_at = now
        lines = [line for _at, line in self._recent]
        threading.Thread(target=send_alert, args=(lines,), daemon=True).start()


def describe(record: logging.LogRecord) -> str:
    """Return the kind of an error and its route."""
    kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else record.levelname
    return f"{kind} {route_of(getattr(record, 'request', None))} ({record.name})"


def send_alert(lines: list[str]) -> None:
    """Send the kinds of errors, the most frequent first."""
    from django.core.mail import EmailMessage

    from autan.people.mail.connectors import make_message_id

    counted = sorted({line: lines.count(line) for line in lines}.items(), key=lambda item: -item[1])
    body = "\n".join([
        f"{len(lines)} erreurs en moins de dix minutes sur {settings.AUTAN_SITE}.",
        "",
        *(f"{count} × {line}" for line, count in counted[:20]),
        "",
        "Le détail est dans le journal technique du serveur. Prochain message dans une heure au plus tôt.",
    ])  # fmt: skip
    message = EmailMessage("Autan : erreurs répétées", body, settings.DEFAULT_FROM_EMAIL, settings.AUTAN_ALERTS_TO)
    message.extra_headers["Message-ID"] = make_message_id()
    try:
        message.send()
    except OSError as error:
        _log.warning("alert not sent", extra={"reason": type(error).__name__})
