"""Every address says who may open it, by a right that exists; templates stay short."""

from collections.abc import Iterator, Sequence

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from autan.people.accounts.access import Access, access_of
from autan.people.accounts.rights import all_rights
from tests.repo.tree import REPOSITORY

MOST_TEMPLATE_LETTERS = 8000
LONGEST_TEMPLATE_LINE = 700
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


def test_templates_are_short() -> None:
    texts = {str(path.relative_to(REPOSITORY)): path.read_text() for path in (REPOSITORY / "src").rglob("*.html")}
    assert len(texts) > 300
    assert {name: len(text) for name, text in texts.items() if len(text) > MOST_TEMPLATE_LETTERS} == {}
    longest = {name: max(map(len, text.splitlines()), default=0) for name, text in texts.items()}
    assert {name: length for name, length in longest.items() if length > LONGEST_TEMPLATE_LINE} == {}
