"""Evidence and figures are found by kind and source; what is gone is said, what is kept from a reader is not found."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from autan.evidence.figures.actions.facts import record_source
from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.codable_texts import AvailableTextSet, CodableKind, CodableText, TextSet
from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.sources import EvidenceRef, Source
from autan.evidence.figures.models import Source as KeptSource
from autan.evidence.figures.presenters.evidence_kinds import describe_facts, describe_source, find_fact_figure
from autan.evidence.figures.queries.codable_texts import (
    TextSource,
    UnknownTextsError,
    find_offer,
    offered_sets,
    source_of,
)
from autan.evidence.figures.queries.registry import (
    OPERATOR,
    PUBLIC,
    EvidenceKind,
    FigureSource,
    PlaceSource,
    QuotationFinder,
    Reader,
    SourceFinder,
    UnknownFigureError,
    describe_evidence,
    describe_one,
    evidence_cards,
    evidence_page,
    existing_evidence,
    find_figure,
    find_published,
    first_readable,
    is_invented_place,
    is_kept_from,
    name_place,
    one_by_one,
    quotations_of,
    readable_by_slug,
    version_of_figures,
)
from autan.evidence.figures.queries.traces import search_figures, trace_figure, trace_of
from autan.ground import request_cache
from autan.ground.extension_points import CatalogueFigure, CatalogueTopic
from autan.ground.registry import register
from autan.ground.search.core.searching import stems
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text
from tests.evidence.figures.making import LABEL, make_figure


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


def test_evidence_is_asked_once_in_a_request_for_each_reader() -> None:
    asked: list[str] = []
    register(
        EvidenceKind(kind="row", describe=one_by_one(asked.append), existing=lambda keys: asked.extend(keys) or ())
    )
    first, second = (EvidenceRef(kind="row", key=key) for key in ("a", "b"))
    request_cache.begin()
    for reader in (PUBLIC, OPERATOR):
        existing_evidence([first], reader=reader)
        existing_evidence([first, second], reader=reader)
    request_cache.end()
    assert asked == ["a", "b", "a", "b"]


def named(slug: str) -> Source:
    return Source(slug=slug, title=slug, producer="Agence")


def test_a_source_that_no_act_recorded_is_found_by_the_first_room_that_knows_it() -> None:
    assert find_published("a") is None
    register(SourceFinder(find=lambda slug: named("un") if slug == "a" else None))
    register(SourceFinder(find=lambda slug: named("deux") if slug != "c" else None))
    sources = [find_published(slug) for slug in ("a", "b", "c")]
    assert [source and source.slug for source in sources] == ["un", "deux", None]


def test_every_text_that_quotes_a_figure_is_told() -> None:
    assert quotations_of("tests.") == ()

    def quoted_in(names: list[str]) -> QuotationFinder:
        return QuotationFinder(find=lambda start: names if start == "tests." else [])

    for names in (["Un", "Deux"], [], ["Trois"]):
        register(quoted_in(names))
    assert (quotations_of("tests."), quotations_of("autre.")) == (("Un", "Deux", "Trois"), ())


def test_the_version_of_figures_is_that_of_each_of_their_sources_in_one_order() -> None:
    for name in ("b", "a", "unused"):
        register(FigureSource(name=name, find=find_x, version=lambda found: ",".join(str(each) for each in found)))
    asked = ["b.x", "a.x", "b.y", "no address", "nobody.x"]
    assert version_of_figures(asked) == "a=a.x b=b.x,b.y"
    assert version_of_figures(["no address"]) == version_of_figures([]) == ""


def test_evidence_that_may_be_read_comes_once_in_order_and_has_its_page() -> None:
    register(replace(KEPT_NOTES, page=lambda key: f"/notes/{key}/"))
    asked = [note("b"), note("gone"), note("a"), note("b"), EvidenceRef(kind="unheard", key="a")]
    assert [card.title.fr for card in evidence_cards(asked, reader=OPERATOR)] == ["b", "a"]
    assert evidence_cards(asked, reader=PUBLIC) == []
    assert [evidence_page(ref) for ref in asked[3:]] == ["/notes/b/", ""]
    assert [is_kept_from(ref, reader=PUBLIC) for ref in asked[3:]] == [True, False]
    assert not is_kept_from(note("b"), reader=OPERATOR)


def test_a_trace_is_long_from_six_cards_on() -> None:
    register(NOTES)
    traces = [
        trace_of(make_figure(1, evidence=tuple(map(note, letters))), reader=PUBLIC) for letters in ("abcde", "abcdef")
    ]
    assert [trace.is_long for trace in traces] == [False, True]
    assert [trace.hidden_cards for trace in traces] == [0, 0]


@pytest.mark.django_db
def test_what_is_read_by_a_right_on_its_row_is_found_by_the_slug_of_its_key() -> None:
    for slug in ("rapport", "presse"):
        record_source(by=None, source=named(slug))

    class ReaderOfReports:
        def has_perm(self, perm: str, obj: object = None) -> bool:
            return perm == "tests.read" and str(obj) == "rapport"

    readable = readable_by_slug(KeptSource.objects.all(), "tests.read", slug_of=lambda key: key.partition("/")[0])
    keys = ["presse/1", "rapport/2", "rapport/1", "absent/1"]
    assert list(readable(keys, ReaderOfReports())) == ["rapport/2", "rapport/1"]
    assert list(readable(keys, OPERATOR)) == keys[:3]
    assert list(readable(keys, PUBLIC)) == []
    whole = readable_by_slug(KeptSource.objects.all(), "tests.read")
    assert list(whole(["rapport", "rapport/1"], ReaderOfReports())) == ["rapport"]
    reports, press = (KeptSource.objects.filter(slug=slug) for slug in ("rapport", "presse"))
    assert first_readable(reports, "tests.read", ReaderOfReports()) == reports.get()
    assert first_readable(press, "tests.read", ReaderOfReports()) is None
    assert first_readable(KeptSource.objects.none(), "tests.read", OPERATOR) is None


@pytest.mark.django_db
def test_figures_of_a_network_are_searched_by_words_and_by_topic() -> None:
    def item(name: str, **more: str) -> CatalogueFigure:
        return CatalogueFigure(figure=make_figure(1, id=f"tests.{name}", label=Text(name, name)), source=LABEL, **more)

    items = [item("électricité", place="Sicoval"), item("gaz", search_words="chauffage")]
    register(CatalogueTopic(rank=1, title=Text("Énergie", "Energy"), build=lambda network: items if network else []))
    register(CatalogueTopic(rank=2, title=Text("Déchets", "Waste"), build=lambda _network: [item("compost")]))

    def ids(*words: str, **more: object) -> list[str]:
        searched = tuple(stem for word in words for stem in stems(word))
        return [entry.item.figure.label.fr for _score, entry in search_figures("essai", searched, **more)]

    assert ids(most=9) == ["électricité", "gaz", "compost"]
    assert ids(most=2) == ["électricité", "gaz"]
    assert ids(most=9, topic="Déchets") == ["compost"]
    assert ids("chauffage", most=9) == ["gaz"]
    assert ids("sicoval", most=9) == ["électricité"]
    assert sorted(ids("energie", most=9)) == ["gaz", "électricité"]
    assert ids("energie", most=9, topic="Déchets") == []
    assert len(ids("energie", most=1)) == 1


def test_texts_to_be_coded_are_found_in_the_room_of_their_kind() -> None:
    kind = CodableKind(code="note", label=LABEL)
    sets = [
        AvailableTextSet(kind=kind, address=address, label=LABEL, group=LABEL) for address in ("essai.a", "essai.b")
    ]
    source = TextSource(
        kind=kind,
        offer=lambda network: sets if network == "essai" else [],
        read=lambda _address: None,
        find=lambda _address, _key: None,
        may_read=lambda _reader, _address: True,
        version=lambda _address: "",
    )
    with pytest.raises(UnknownTextsError):
        source_of("note")
    register(source)
    assert source_of("note") is source
    assert (offered_sets("essai"), offered_sets("autre")) == (sets, [])
    assert find_offer("essai", "essai.b") is sets[1]
    for network, address in (("essai", "essai.c"), ("autre", "essai.b")):
        with pytest.raises(UnknownTextsError):
            find_offer(network, address)
    text = CodableText(key="k", kind=kind, text="mots", siren="", title=LABEL, evidence=note("k"))
    held = TextSet(
        kind=kind,
        address="a",
        network="essai",
        label=LABEL,
        group=LABEL,
        period=Period.undated(),
        asked=(),
        texts=(text,),
    )
    assert (held.find("k"), held.find("x")) == (text, None)
    assert text.version != replace(text, text="autres mots").version
