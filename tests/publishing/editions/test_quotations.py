"""What members wrote, in the catalogue: found by its words, read by right, named only where anybody may read it."""

import pytest
from django.core.cache import cache

from autan.evidence.figures.core.codable_texts import (
    AskedTerritory,
    AvailableTextSet,
    CodableKind,
    CodableText,
    TextSet,
)
from autan.evidence.figures.core.periods import Period
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries import codable_texts
from autan.evidence.figures.queries.registry import PUBLIC
from autan.ground import registry
from autan.ground.texts.core.texts import Text
from autan.publishing.edition_files.queries.quotations import found_quotations
from autan.publishing.editions.presenters.catalogue import present_catalogue, shortened

KIND = CodableKind(code="trial-text", label=Text("textes d’essai", "trial texts"))
SAID = "Nous manquons de *moyens* pour la chaufferie."
LABEL, GROUP = Text("Que manque-t-il ?", "What is missing?"), Text("Enquête d’essai", "Trial survey")


@pytest.fixture
def said(network, people, monkeypatch):
    """One room that gives one text, read by the coordinator alone until `readers` grows."""
    readers = [people.coordinator]
    text = CodableText(
        key="1", kind=KIND, text=SAID, siren="100000001", title=LABEL, evidence=EvidenceRef(kind="trial", key="1")
    )
    whole = TextSet(
        kind=KIND,
        address="essai.1",
        network="autan",
        label=LABEL,
        group=GROUP,
        period=Period.year(2026),
        asked=(AskedTerritory(siren="100000001", name="Autan-Nord"),),
        texts=(text,),
    )
    offer = AvailableTextSet(kind=KIND, address="essai.1", label=LABEL, group=GROUP)
    source = codable_texts.TextSource(
        kind=KIND,
        offer=lambda network: [offer] if network == "autan" else [],
        read=lambda _address: whole,
        find=lambda _address, _key: text,
        may_read=lambda reader, _address: reader in readers,
        version=lambda _address: "1",
    )
    registry.load_rooms()
    monkeypatch.setitem(registry._objects, codable_texts.TextSource, [source])
    cache.clear()
    return readers


def quotations(reader, words="chaufferie"):
    return [line for line in present_catalogue("autan", words, reader) if line.label.startswith("«")]


def test_a_quotation_is_found_by_who_may_read_it_and_names_nobody(said, people):
    (line,) = quotations(people.coordinator)
    assert (
        line.marks[0][1]
        == "> « Nous manquons de \\*moyens\\* pour la chaufferie. » — une collectivité, Enquête d’essai."
    )
    assert "Autan-Nord" not in line.facts
    assert quotations(people.outsider) == []
    assert quotations(PUBLIC) == []
    assert quotations(people.coordinator, "hydraulique") == []


def test_a_text_that_anybody_may_read_names_its_author(said, people):
    said.append(PUBLIC)
    (line,) = quotations(people.coordinator)
    assert "— Autan-Nord, Enquête d’essai." in line.marks[0][1]


def test_a_long_text_is_cut_between_two_words():
    assert shortened("court") == "court"
    assert shortened("mot " * 60).endswith("mot…")


def test_a_quotation_is_held_by_what_was_written_word_for_word(said):
    found = found_quotations("autan", frozenset({"nousmanquonsdemoyens", "nousmanquonsde3agents"}))
    assert found == {"nousmanquonsdemoyens"}
    assert found_quotations("ailleurs", found) == frozenset()
