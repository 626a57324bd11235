"""What is logged is one line of text or one JSON object, with the fields that the code names and no more."""

import json
import logging
import sys

from autan.instance.project.alerts import ERRORS, AlertHandler
from autan.instance.project.logs import JsonFormatter, RouteFilter, logging_settings


def record(**fields: object) -> logging.LogRecord:
    made = logging.LogRecord("autan.tests", logging.WARNING, __file__, 1, "%s rows refused", (3,), None)
    vars(made).update(fields)
    return made


def test_a_json_line_holds_the_message_and_the_named_fields() -> None:
    line = json.loads(JsonFormatter().format(record(source="igt", request="the whole request")))
    assert line.pop("at")[:2] == "20"
    assert line == {"level": "warning", "logger": "autan.tests", "message": "3 rows refused", "source": "igt"}


def test_an_error_is_told_with_its_place() -> None:
    made = record()
    try:
        int("x")
    except ValueError:
        made.exc_info = sys.exc_info()
    assert "ValueError" in json.loads(JsonFormatter().format(made))["error"]


def test_the_level_asked_for_is_that_of_the_product_and_not_of_its_libraries() -> None:
    made = logging_settings("DEBUG", "json")
    assert made["loggers"]["autan"]["level"] == "DEBUG"
    assert (made["root"]["level"], made["handlers"]["console"]["formatter"]) == ("WARNING", "json")


def test_a_suspicious_request_is_one_line_and_no_alert(settings) -> None:
    settings.AUTAN_ALERTS_TO = ["exploitation@exemple.fr"]
    error = ValueError("Max number of fields exceeded")
    refused = record(name="django.security.TooManyFieldsSent", exc_info=(ValueError, error, None))
    handler = AlertHandler()
    for _ in range(ERRORS + 1):
        handler.emit(refused)
    assert not handler._recent
    assert RouteFilter().filter(refused)
    assert logging.Formatter("%(levelname)s %(message)s").format(refused) == "WARNING 3 rows refused"
