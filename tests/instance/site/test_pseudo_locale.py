"""A third language is one folder: with every sentence of the catalogues in brackets, no word of the code is outside.

What is outside is data: names, and wordings that data carry in two languages (`Text`, `Labelled`, decision 67). A few
kinds of pages are read here; `PSEUDO_LOCALE=all pytest tests/instance/site/test_pseudo_locale.py` reads one page of
each route that links lead to, as the coordination.
"""

import ast
import functools
import gc
import os
import re
from collections import deque
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import trans_real

from autan.people.accounts.models import Person
from tests.conftest import REPOSITORY
from tests.functional.crawler import route_of, targets_of

SOURCE = REPOSITORY / "src" / "autan"
OPENS, CLOSES = "⟦", "⟧"
PAGES = ("/en/compte/", "/en/sources/", "/en/reseaux/dialogue-toulouse/programmes-prevenus/")
SPOKEN = ("title", "aria-label", "alt", "placeholder")
APART = {"script", "style", "code", "pre", "textarea", "svg", "title"}
EMPTY = {"br", "hr", "img", "input", "link", "meta", "wbr"}
OF_DATA = {"Text", "GridColumn"}
WORD = re.compile(r"[A-Za-zÀ-ÿ]{3,}")
SAME_EVERYWHERE = {"Autan", "t CO₂e"}


class Reader(HTMLParser):
    """Gathers what a page says outside brackets, and is not marked as being in the language of its author."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.depth = 0
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_apart = (self.open[-1][1] if self.open else False) or tag in APART or ("lang" in given and tag != "html")
        if not is_apart:
            self.outside += [words for name in SPOKEN if (words := given.get(name)) and OPENS not in words]
        if tag not in EMPTY:
            self.open.append((tag, is_apart))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that closes itself holds no word."""

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        said = ""
        for sign in data:
            if sign == OPENS:
                self.depth += 1
            elif sign == CLOSES:
                self.depth -= 1
            elif not self.depth:
                said += sign
        if WORD.search(said) and self.open and not self.open[-1][1]:
            self.outside.append(said)


def plain(text: str) -> str:
    return " ".join(text.split()).strip(" .,:;·()→-–—")


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and not node.value.isidentifier()


def literals_of(path: Path) -> Iterator[str]:
    """The texts of a module, those of data and of documentation apart."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    apart: set[int] = set()
    for node in ast.walk(tree):
        is_data = isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in OF_DATA
        is_data = is_data or (isinstance(node, ast.Tuple) and all(map(is_text, node.elts[:2])))  # a wording in two
        is_list = isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") == "Labelled" for base in node.bases)
        if is_data or is_list or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            apart |= {id(part) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart:
            yield node.value


def words_of_template(path: Path) -> Iterator[str]:
    reader = Reader()
    reader.feed(re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", OPENS + CLOSES, path.read_text(encoding="utf-8"), flags=re.DOTALL))
    yield from reader.outside


@functools.cache
def code() -> dict[Path, str]:
    files = (*SOURCE.rglob("*.py"), *SOURCE.rglob("templates/**/*.html"))
    shown = (path for path in files if "demo" not in path.parts)  # the demonstration writes data
    return {path: path.read_text(encoding="utf-8") for path in shown}


@functools.cache
def words_of(path: Path) -> frozenset[str]:
    said = words_of_template(path) if path.suffix == ".html" else literals_of(path)
    return frozenset(map(plain, said))


@functools.cache
def is_of_the_code(text: str) -> bool:
    """True for what a module or a template says: one word in small letters, or in capitals, is a code as often."""
    if not WORD.search(text) or text.isupper() or (" " not in text and not text.istitle()):
        return False
    return any(text in words_of(path) for path, content in code().items() if text in content)


def forget_what_was_said() -> None:
    """Empty what the product keeps in memory: words are in it, with brackets or without."""
    for thing in gc.get_objects():
        # `type`, since a lazy object of Django is made when it is asked for its class
        if type(thing) is functools._lru_cache_wrapper and thing.__module__.startswith("autan."):
            thing.cache_clear()


@pytest.fixture
def brackets() -> Iterator[None]:
    """Put every sentence that a catalogue gives in brackets, where the language is English."""
    english: Any = trans_real.translation("en")
    with pytest.MonkeyPatch.context() as monkeypatch:
        for name in ("gettext", "ngettext"):
            say = getattr(english, name)
            monkeypatch.setattr(english, name, lambda *given, say=say: f"{OPENS}{say(*given)}{CLOSES}", raising=False)
        forget_what_was_said()
        yield
    forget_what_was_said()


def said_outside(content: str) -> list[str]:
    reader = Reader()
    reader.feed(content)
    assert reader.depth == 0, "a sentence is cut"
    said = (plain(text) for text in reader.outside)
    return sorted({text for text in said if text not in SAME_EVERYWHERE and is_of_the_code(text)})


def every_route(client: Client) -> Iterator[tuple[str, str]]:
    """One page of each route that links lead to, in English, with its content."""
    waiting, seen = deque(["/en/", "/en/bureau/"]), set[str]()
    while waiting:
        path = waiting.popleft()
        answer: Any = client.get(path)
        if answer.status_code == 302:
            waiting.append(answer.headers["Location"])
        if answer.streaming or not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        content = answer.content.decode()
        yield path, content
        for target, is_page in targets_of(content, path):
            route = route_of(target.partition("?")[0])
            if is_page and target.startswith("/en/") and route and route not in seen:
                seen.add(route)
                waiting.append(target)


@pytest.mark.usefixtures("demo_network", "brackets")
def test_no_word_of_the_code_is_said_outside_the_catalogues() -> None:
    client = Client()
    client.force_login(Person.objects.get(email="coordination@exemple.fr"))
    is_whole = os.environ.get("PSEUDO_LOCALE") == "all"
    pages = every_route(client) if is_whole else ((path, client.get(path).content.decode()) for path in PAGES)
    read = {path: content for path, content in pages if OPENS in content}
    assert set(PAGES) <= read.keys() or is_whole
    outside = {path: words for path, content in read.items() if (words := said_outside(content))}
    assert "\n".join(f"{path}: {words}" for path, words in outside.items()) == ""
