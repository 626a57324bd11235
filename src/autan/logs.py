"""How the product logs: plain text or JSON lines on standard error, without personal data.

A line holds the time, the level, the logger, the message and the fields that the code names; never the body of a
request, an address of e-mail, a name or a token. Requests are logged by their route, not by their address.
"""

import json
import logging
from typing import Any

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "request", "server_time"}


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        fields: dict[str, Any] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        fields |= {name: str(value) for name, value in vars(record).items() if name not in _STANDARD}
        if record.exc_info:
            fields["error"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=False)


def logging_settings(level: str, form: str) -> dict[str, Any]:
    """Return the logging of Django's settings.

    Args:
        level: lowest level that is written: `DEBUG`, `INFO`, `WARNING` or `ERROR`.
        form: `text` or `json`.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "text": {"format": "{asctime} {levelname:<7} {name}: {message}", "style": "{"},
            "json": {"()": "autan.logs.JsonFormatter"},
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": form}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {"autan": {"level": level}, "django.security.DisallowedHost": {"level": "ERROR"}},
    }
