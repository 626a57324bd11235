"""Sixty searches as officers and elected people type them, written before what they find was seen.

Each line of `searches.tsv`: the words, then the pages that should come among the first three (any of them). They hold
accents left out, plurals, acronyms, communes, words with one letter wrong, and whole questions.
"""

from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

from autan.instance.site.presenters.searching import search_everywhere

if TYPE_CHECKING:
    from autan.territories.networks.models import Network

_SEARCHES = Path(__file__).parent / "searches.tsv"
_FIRST, _GOAL = 3, 54


def first_pages(words: str) -> list[str]:
    hits = search_everywhere(words, AnonymousUser())["hits"][:20]
    return [hit.url for hit in hits[:_FIRST]]


def test_the_page_that_should_come_is_among_the_first_three(demo_network: "Network") -> None:
    searches = [line.split("\t") for line in _SEARCHES.read_text().splitlines()]
    assert len(searches) == 60
    found = {words: first_pages(words) for words, _pages in searches}
    missed = {
        words: found[words]
        for words, pages in searches
        if not any(fnmatchcase(url, page) for page in pages.split() for url in found[words])
    }
    assert len(searches) - len(missed) >= _GOAL, missed
