"""Evidence and figures are found by kind and source; what is gone is said, what is kept from a reader is not found."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from autan.evidence.figures.actions.facts import record_source
from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.sources import EvidenceRef, Source
from autan.evidence.figures.presenters.evidence_kinds import describe_facts, describe_source, find_fact_figure
from autan.evidence.figures.queries.registry import (
    OPERATOR,
    PUBLIC,
    EvidenceKind,
    FigureSource,
    PlaceSource,
    Reader,
    UnknownFigureError,
    describe_evidence,
    describe_one,
    existing_evidence,
    find_figure,
    is_invented_place,
    name_place,
    one_by_one,
)
from autan.evidence.figures.queries.traces import trace_figure, trace_of
from autan.ground.registry import register
from autan.ground.wordings import Text
from tests.evidence.figures.making import make_figure


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """A registry of this test alone."""
    monkeypatch.setattr("autan.ground.registry._objects", {})


def describe(key: str) -> EvidenceCard | None:
    return EvidenceCard(ref=note(key), title=Text(key, key)) if key != "gone" else None


def note(key: str) -> EvidenceRef:
    return EvidenceRef(kind="note", key=key)


def is_operator(reader: Reader, _address: FigureAddress) -> bool:
    return reader is OPERATOR


def keys_of_operator(keys: Sequence[str], reader: Reader) -> Sequence[str]:
    return keys if reader is OPERATOR else ()


NOTES = EvidenceKind(kind="note", describe=one_by_one(describe))
KEPT_NOTES = EvidenceKind(kind="note", describe=one_by_one(describe), readable=keys_of_operator)


def find_x(address: FigureAddress) -> Figure | None:
    return make_figure(1, id=str(address)) if address.part(0) == "x" else None


def test_a_kind_that_nobody_registered_describes_nothing() -> None:
    assert describe_one(note("a"), reader=PUBLIC) is None
    register(NOTES)
    assert describe_one(note("a"), reader=PUBLIC).title.fr == "a"


def test_figures_are_found_by_their_source() -> None:
    register(FigureSource(name="tests", find=find_x))
    assert find_figure("tests.x", reader=PUBLIC).value == 1
    for unknown in ("tests.y", "other.x", "tests", "tests.", ".x", ""):
        with pytest.raises(UnknownFigureError) as caught:
            find_figure(unknown, reader=OPERATOR)
        assert caught.value.figure_id == unknown


def test_what_a_reader_may_not_read_is_not_found() -> None:
    register(FigureSource(name="tests", find=find_x, may_read=is_operator))
    register(KEPT_NOTES)
    assert find_figure("tests.x", reader=OPERATOR).value == 1
    with pytest.raises(UnknownFigureError):
        find_figure("tests.x", reader=PUBLIC)
    refs = [note("a"), note("gone")]
    assert describe_evidence(refs, reader=PUBLIC) == dict.fromkeys(refs)
    assert describe_evidence(refs, reader=OPERATOR)[refs[0]].title.fr == "a"


def test_a_trace_tells_what_is_gone_from_what_is_kept() -> None:
    register(KEPT_NOTES)
    figure = make_figure(1, evidence=(note("a"), note("gone")))
    kept = trace_of(figure, reader=PUBLIC)
    assert (kept.cards, kept.dead, kept.kept) == ((), (), 2)
    whole = trace_of(figure, reader=OPERATOR)
    assert ([card.title.fr for card in whole.cards], whole.dead, whole.kept) == (["a"], (note("gone"),), 0)


def test_places_are_named_by_whoever_knows_them() -> None:
    assert name_place("243100518") == "243100518"
    register(PlaceSource(name_of={"243100518": "Toulouse"}.get, is_invented=lambda code: code == "999000016"))
    assert (name_place("243100518"), name_place("1")) == ("Toulouse", "1")
    assert [is_invented_place(code) for code in ("243100518", "999000016")] == [False, True]


def test_a_trace_gathers_cards_and_says_what_is_dead() -> None:
    register(NOTES)
    trace = trace_of(make_figure(1, evidence=(note("a"), note("gone"))), reader=PUBLIC)
    assert [card.title.fr for card in trace.cards] == ["a"]
    assert trace.dead == (note("gone"),)
    assert trace.places == ("243100518",)


def test_a_trace_shows_forty_cards_and_counts_the_others() -> None:
    register(NOTES)
    refs = tuple(note(str(number)) for number in range(45))
    register(FigureSource(name="tests", find=lambda _address: replace(make_figure(1), evidence=refs)))
    trace = trace_figure("tests.x", reader=PUBLIC)
    assert (len(trace.cards), trace.hidden_cards) == (40, 5)


@pytest.mark.parametrize(("many", "named", "hidden"), [(2, 2, 0), (60, 60, 0), (61, 60, 1)])
def test_a_trace_names_at_most_sixty_territories(many: int, named: int, hidden: int) -> None:
    sirens = tuple(f"{n:09}" for n in range(many))
    trace = trace_of(make_figure(territories=sirens), reader=PUBLIC)
    assert (len(trace.places), trace.hidden_places) == (named, hidden)


@pytest.mark.django_db
def test_a_source_is_described_with_its_place() -> None:
    record_source(by=None, source=Source(slug="rapport", title="Rapport", producer="Agence"))
    card = describe_source("rapport#page 3")
    assert (card.title.fr, card.citation.locator) == ("Rapport", "page 3")
    assert describe_source("absent") is None
    assert describe_facts(["X1"]) == {}
    assert find_fact_figure(FigureAddress.of("facts", "X1")) is None


def test_evidence_that_exists_is_told_without_its_card_where_the_kind_can() -> None:
    rows = [EvidenceRef(kind="row", key=key) for key in ("a", "b")]
    register(KEPT_NOTES)
    register(EvidenceKind(kind="row", describe=one_by_one(lambda _key: None), existing=lambda keys: keys[:1]))
    asked = [note("here"), note("gone"), *rows, EvidenceRef(kind="unheard", key="a")]
    assert existing_evidence(asked, reader=OPERATOR) == {note("here"), rows[0]}
    assert existing_evidence(asked, reader=PUBLIC) == {rows[0]}
