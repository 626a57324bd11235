"""Evidence and figures are found by kind and prefix; what is gone is said, never made up."""

from dataclasses import replace

import pytest

from autan.evidence.actions import record_source
from autan.evidence.core.sources import EvidenceRef, Source
from autan.evidence.core.texts import Text
from autan.evidence.registry import (
    EvidenceCard,
    UnknownFigureError,
    describe_evidence,
    find_figure,
    name_place,
    register_evidence,
    register_figures,
    register_places,
)
from autan.evidence.tracing import trace_figure, trace_of
from tests.evidence.making import make_figure


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch):
    """A registry of this test alone."""
    for name, empty in (("_describers", {}), ("_providers", {}), ("_namers", [])):
        monkeypatch.setattr(f"autan.evidence.registry.{name}", empty)


def describe(key):
    return EvidenceCard(ref=EvidenceRef(kind="note", key=key), title=Text(key, key)) if key != "gone" else None


def test_a_kind_that_nobody_registered_describes_nothing():
    assert describe_evidence(EvidenceRef(kind="note", key="a")) is None
    register_evidence("note", describe)
    assert describe_evidence(EvidenceRef(kind="note", key="a")).title.fr == "a"


def test_figures_are_found_by_their_prefix():
    register_figures("tests", lambda figure_id: make_figure(1, id=figure_id) if figure_id == "tests.x" else None)
    assert find_figure("tests.x").value == 1
    for unknown in ("tests.y", "other.x", ""):
        with pytest.raises(UnknownFigureError) as caught:
            find_figure(unknown)
        assert caught.value.figure_id == unknown


def test_places_are_named_by_whoever_knows_them():
    assert name_place("243100518") == "243100518"
    register_places(lambda code: "Toulouse" if code == "243100518" else "")
    assert (name_place("243100518"), name_place("1")) == ("Toulouse", "1")


def test_a_trace_gathers_cards_and_says_what_is_dead():
    register_evidence("note", describe)
    refs = tuple(EvidenceRef(kind="note", key=key) for key in ("a", "gone"))
    trace = trace_of(make_figure(1, evidence=refs))
    assert [card.title.fr for card in trace.cards] == ["a"]
    assert trace.dead == (refs[1],)
    assert trace.places == ("243100518",)


def test_a_trace_shows_forty_cards_and_counts_the_others():
    register_evidence("note", describe)
    refs = tuple(EvidenceRef(kind="note", key=str(number)) for number in range(45))
    register_figures("tests", lambda _id: replace(make_figure(1), evidence=refs))
    trace = trace_figure("tests.x")
    assert (len(trace.cards), trace.hidden_cards) == (40, 5)


@pytest.mark.django_db
def test_a_source_is_described_with_its_place():
    from autan.evidence.cards import describe_fact, describe_source, find_fact_figure

    record_source(by=None, source=Source(slug="rapport", title="Rapport", producer="Agence"))
    card = describe_source("rapport#page 3")
    assert (card.title.fr, card.citation.locator) == ("Rapport", "page 3")
    assert describe_source("absent") is None
    assert describe_fact("X1") is None
    assert find_fact_figure("facts.X1") is None
