"""Walks the site as a person does: from the home, by links and buttons alone, without a browser."""

import re
from collections import Counter, deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from typing import Any, Protocol
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

HTTP_FAULT = 400
_LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"')
_FORM = re.compile(r"<form\b([^>]*)>")
_ACTION = re.compile(r'\baction="([^"]*)"')
_BUTTON = re.compile(r'\bformaction="([^"]*)"')
_SCRIPTED = re.compile(r'\bdata-[a-z-]+="(/[^"]*)"')
_PART, _WHOLE = "ouvrir=", "ouvrir=tout"  # a page with one of its parts, with all of them
_PICTURE = "fichier="  # a drawing or a table of the page, as a file
_POSTS = re.compile(r'\bmethod="post"', re.IGNORECASE)


class Browser(Protocol):
    """What opens pages: a client of Django, or one that measures."""

    def get(self, path: str, *, follow: bool) -> Any:
        """Open a page."""


@dataclass(slots=True)
class Walk:
    """What one person reached.

    Attributes:
        doors: names of the routes that links and buttons lead to, each with the first page that shows it.
        opened: how many pages of each route were asked for.
        failed: paths that answered as they should not when a link leads there, with their status.
    """

    doors: dict[str, str] = field(default_factory=dict)
    opened: Counter[str] = field(default_factory=Counter)
    failed: dict[str, int] = field(default_factory=dict)


@cache  # every page has the links of its head
def route_of(path: str) -> str:
    """The name of the route of a path, as templates call it; empty for what the site does not serve."""
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    name = match.url_name or f"/{match.route}"
    return f"{match.namespace}:{name}" if match.namespace else name


def targets_of(page: str, path: str) -> Iterator[tuple[str, bool]]:
    """Each address that a page offers, and whether a browser would open it by GET."""
    for link in _LINK.findall(page):
        yield urljoin(path, unescape(link)), _PICTURE not in link
    for form in _FORM.findall(page):
        action = _ACTION.search(form)
        yield urljoin(path, unescape(action[1]) if action else ""), not _POSTS.search(form)
    for address in (*_BUTTON.findall(page), *_SCRIPTED.findall(page)):
        yield urljoin(path, unescape(address)), False


def walk(
    browser: Browser, *, wanted: Collection[str], of_each: int, files: set[str], start: Sequence[str] = ("/",)
) -> Walk:
    """Open pages from the first ones, so many of each route at most, new routes first, until all wanted ones are met.

    A page that was opened is also opened whole where it offers that, but not the pages that follow a whole one.
    `files` names the routes that answer no page: what is learnt here is added, so that no walk makes a file twice.
    """
    done, queued = Walk(), Counter[str]()
    waiting: list[deque[str]] = [deque(start), *(deque() for _ in range(of_each - 1))]
    seen = set(start)
    while not done.doors.keys() >= set(wanted) and (turn := next(filter(None, waiting), None)):
        path = turn.popleft()
        for address, is_page in _offered(browser, path, done, files):
            page = address.partition("?")[0]
            route = route_of(page)
            target = page if _PART in address and _WHOLE not in address else address
            if route:
                done.doors.setdefault(route, path)
            if not route or not is_page or target in seen or (_WHOLE in target and _WHOLE in path):
                continue
            if _WHOLE in target and route == route_of(path.partition("?")[0]):
                seen.add(target)
                waiting[0].appendleft(target)
            elif queued[route] < of_each:
                seen.add(target)
                waiting[queued[route]].append(target)
                queued[route] += 1
    return done


def _offered(browser: Browser, path: str, done: Walk, files: set[str]) -> Iterator[tuple[str, bool]]:
    """What the page at a path leads to on this site, in French; nothing where it is a file, or no page."""
    route = route_of(path.partition("?")[0])
    if route in files:
        return
    answer: Any = browser.get(path, follow=True)
    done.opened[route] += 1
    if answer.status_code >= HTTP_FAULT:
        done.failed[path] = answer.status_code
    elif answer.streaming or not answer.headers.get("Content-Type", "").startswith("text/html"):
        files.add(route)
        answer.close()
    else:
        for target, is_page in targets_of(answer.content.decode(), answer.request["PATH_INFO"]):
            parts = urlsplit(target)
            if not parts.netloc and not parts.path.startswith("/en/"):
                yield parts.path + (f"?{parts.query}" if parts.query else ""), is_page
