"""A person who follows links and presses buttons, without a browser: what she clicks, what the server takes."""

import re
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from django.test import Client
from lxml import html

HTTP_FAULT = 400


class ClickingPerson:
    """Someone signed in, and the page that she reads.

    Attributes:
        clicks: links followed, folds opened, boxes ticked, choices made and buttons pressed; what is typed is none.
        seconds: processor time of the pages that were asked for.
        steps: clicks and seconds of each step that ended, by its name.
    """

    def __init__(self, client: Client, address: str) -> None:
        self.client, self.clicks, self.seconds = client, 0, 0.0
        self.steps: dict[str, tuple[int, float]] = {}
        self._read(address)

    def end(self, step: str) -> None:
        """Note what a step took since the one before."""
        clicks, seconds = (sum(column) for column in zip(*self.steps.values(), strict=True)) if self.steps else (0, 0)
        self.steps[step] = self.clicks - clicks, self.seconds - seconds

    def follow(self, *way: str) -> None:
        """Follow the first link of some words, then the next; words that only head a fold are opened."""
        for words in way:
            link = next((item for item in self.page.iter("a") if _reads(item, words) and item.get("href")), None)
            self.clicks += 1
            if link is None:
                assert any(_reads(item, words) for item in self.page.iter("summary")), f"no « {words} » in {self.path}"
            else:
                self._read(urljoin(self.path, link.get("href")))

    def press(self, words: str, fields: Mapping[str, str | list[str]] | None = None, *, clicks: int = 0) -> None:
        """Send the form of a button, with some of its fields filled; `clicks` of them are not typed."""
        buttons = [item for item in self.page.iter("button") if _reads(item, words)]
        assert buttons, f"no button « {words} » in {self.path}"
        button = buttons[0]
        form = next(item for item in button.iterancestors("form"))
        data: dict[str, Any] = {}
        for name, value in form.form_values():
            data.setdefault(name, []).append(value)
        unknown = set(fields or {}) - {item.get("name") for item in form.iter("input", "select", "textarea")}
        assert not unknown, f"no {unknown} in the form of « {words} »"
        data |= fields or {}
        if button.get("name"):
            data[button.get("name")] = button.get("value") or ""
        self.clicks += 1 + clicks
        address = urljoin(self.path, button.get("formaction") or form.get("action") or self.path)
        self._read(address, data, method=form.get("method", "get").lower())

    def values_of(self, name: str) -> list[str]:
        """What the boxes of a name would send."""
        return [item.get("value") for item in self.page.iter("input") if item.get("name") == name]

    @property
    def text(self) -> str:
        """What the page says, without what is around it."""
        return " ".join(self.page.xpath("//main")[0].text_content().split())

    def _read(self, address: str, data: Mapping[str, Any] | None = None, *, method: str = "get") -> None:
        begun = time.process_time()
        answer = getattr(self.client, method)(address, data, follow=True)
        self.seconds += time.process_time() - begun
        assert answer.status_code < HTTP_FAULT, f"{answer.status_code} at {address}: {_faults(answer)}"
        self.path, self.page = answer.request["PATH_INFO"], html.fromstring(answer.content.decode())


def _reads(item: Any, words: str) -> bool:
    return re.search(words, " ".join(item.text_content().split())) is not None


def _faults(answer: Any) -> list[str]:
    faults = html.fromstring(answer.content.decode()).xpath("//*[contains(@class, 'error')]")
    return [" ".join(item.text_content().split()) for item in faults]
