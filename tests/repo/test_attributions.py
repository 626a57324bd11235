"""Everything that ships or is installed with the product is named in NOTICE, with its terms."""

import re

from tests.repo.tree import PACKAGE, REPOSITORY

NOTICE = (REPOSITORY / "NOTICE").read_text()


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_installed_package_is_named() -> None:
    locked = re.findall(r"^([\w.-]+)==", (REPOSITORY / "requirements.lock").read_text(), flags=re.MULTILINE)
    named = {normalised(word) for word in re.findall(r"[\w.-]+", NOTICE)}
    assert {name for name in locked if normalised(name) not in named} == set()


def test_every_producer_of_the_shipped_tables_is_named() -> None:
    cards = list((PACKAGE / "opendata").rglob("*.yaml"))
    producers = {
        producer
        for card in cards
        for line in re.findall(r"^producer:\s*(.+)$", card.read_text(), flags=re.MULTILINE)
        for producer in re.findall(r"[A-Z][A-Za-zÉé]{2,}", line)
    }
    assert producers
    assert {producer for producer in producers if producer not in NOTICE} == set(), "NOTICE says who made what ships"
