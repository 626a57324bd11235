"""How the product logs: plain text or JSON lines on standard error, without personal data.

A line holds the time, the level, the logger, the message and the fields that the code names; never the body of a
request, an address of e-mail, a name or a token. Requests are logged by their route, not by their address.
"""

import json
import logging
from typing import Any

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "request", "server_time"}


REFUSED_REQUESTS = "django.security"


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


class RouteFilter(logging.Filter):
    """Writes the route of a request in place of its address, which may hold a personal link.

    A request that Django refuses as suspicious is one line: who sends it would fill the log with calls.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite a record of Django about a request; let any other through."""
        if record.name.startswith(REFUSED_REQUESTS):
            record.exc_info, record.exc_text, record.levelname = None, None, "WARNING"
        request = getattr(record, "request", None)
        if request is not None and isinstance(record.args, tuple) and getattr(request, "path", None) in record.args:
            route = route_of(request)
            record.args = tuple(route if part == request.path else part for part in record.args)
        return True


def route_of(request: Any) -> str:
    """Return the pattern that a request matched, without the values in it; `-` where it matched none."""
    match = getattr(request, "resolver_match", None)
    return str(match.route) or "/" if match else "-"


def logging_settings(level: str, form: str) -> dict[str, Any]:
    """Return the logging of Django's settings. `form`: `text` or `json`."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "text": {"format": "{asctime} {levelname:<7} {name}: {message}", "style": "{"},
            "json": {"()": "autan.instance.project.logs.JsonFormatter"},
        },
        "filters": {"route": {"()": "autan.instance.project.logs.RouteFilter"}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": form, "filters": ["route"]},
            "alerts": {"class": "autan.instance.project.alerts.AlertHandler", "level": "ERROR"},
        },
        "root": {"handlers": ["console", "alerts"], "level": "WARNING"},
        "loggers": {
            "autan": {"level": level},
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.request": {"level": "ERROR"},  # what is below has its line, by route, in autan.requests
            "django.security": {"level": "ERROR"},
        },
    }
