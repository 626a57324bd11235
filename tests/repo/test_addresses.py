"""Every address says who may open it, by a right that exists; templates stay short."""

import ast
import re
from collections.abc import Iterator, Sequence

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from autan.people.accounts.access import Access, access_of
from autan.people.accounts.rights import all_rights
from tests.repo.tree import REPOSITORY, nodes, python_files, relative

MOST_TEMPLATE_LETTERS = 8000
LONGEST_TEMPLATE_LINE = 700
SOURCES = tuple(python_files("src/autan/"))
KINDS = {"public", "signed_in", "permission", "guarded"}


def addresses(patterns: Sequence[URLPattern | URLResolver], namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Each address of our own rooms, by the name that templates call it."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, inner)
        elif str(getattr(pattern.callback, "__module__", "")).startswith("autan."):
            yield f"{namespace}{pattern.name}", pattern


ADDRESSES = dict(addresses(get_resolver().url_patterns))


def test_there_are_addresses() -> None:
    assert len(ADDRESSES) > 60


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_each_address_says_who_may_open_it(name: str) -> None:
    access = access_of(ADDRESSES[name].callback)
    assert isinstance(access, Access), f"{name}: decorate its view with public, signed_in, requires or guarded"
    assert access.kind in KINDS
    assert access.permission in all_rights() or access.kind != "permission"
    assert access.reason or access.kind != "guarded"


ASKING = {"has_perm": 0, "require_right": 1, "first_readable": 1, "requires": 0}
"""What asks a right, and the place of its name; any other call that asks one has it as `permission`."""
_RIGHT = re.compile(r"[a-z_]+\.[a-z_]+")


def rights_in(call: ast.Call) -> Iterator[str]:
    """Rights that a call names in full."""
    place = ASKING.get(getattr(call.func, "attr", getattr(call.func, "id", "")))
    asked = [word.value for word in call.keywords if word.arg == "permission"]
    asked += call.args[place : place + 1] if place is not None else []
    names = (node.value for argument in asked for node in ast.walk(argument) if isinstance(node, ast.Constant))
    yield from (name for name in names if isinstance(name, str) and _RIGHT.fullmatch(name))


@pytest.mark.xdist_group("sources")  # each file is parsed once for all
def test_each_right_that_is_asked_is_given_by_a_table_of_rights() -> None:
    asked = {(right, relative(path)) for path in SOURCES for call in nodes(path, ast.Call) for right in rights_in(call)}
    assert len(asked) > 100
    nowhere = sorted((right, place) for right, place in asked if right not in all_rights())
    assert nowhere == [], "nobody has it: write it in `RIGHTS` of the `rights.py` of its room"


@pytest.mark.xdist_group("sources")
def test_each_right_is_asked_somewhere() -> None:
    written = {node.value for path in SOURCES if path.stem != "rights" for node in nodes(path, ast.Constant)}
    assert set(all_rights()) - written == set(), "an act asks it (`acting`, `require_right`), or it goes"


def test_a_right_that_is_asked_is_seen() -> None:
    calls = [
        node.value
        for node in ast.parse(
            "person.has_perm('a.read', row)\nrequire_right(person, 'a.write' if row else 'a.add')\n"
            "acting(by=person, permission='a.move')\nhas_perm(right)"
        ).body
        if isinstance(node, ast.Expr)
    ]
    rights = [right for call in calls if isinstance(call, ast.Call) for right in rights_in(call)]
    assert rights == ["a.read", "a.write", "a.add", "a.move"]


def test_templates_are_short() -> None:
    texts = {str(path.relative_to(REPOSITORY)): path.read_text() for path in (REPOSITORY / "src").rglob("*.html")}
    assert len(texts) > 300
    assert {name: len(text) for name, text in texts.items() if len(text) > MOST_TEMPLATE_LETTERS} == {}
    longest = {name: max(map(len, text.splitlines()), default=0) for name, text in texts.items()}
    assert {name: length for name, length in longest.items() if length > LONGEST_TEMPLATE_LINE} == {}
