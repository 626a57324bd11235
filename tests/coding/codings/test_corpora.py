"""The readers of corpora: which are listed for whom, what was read in which version, and who coded."""

from typing import Any

import pytest
from django.utils import timezone

from autan.coding.codings.actions.codebooks import add_corpus, offer_reply, record_codebook, show_counts
from autan.coding.codings.actions.codings import apply_code, keys_of_coders, mark_read, withdraw_coding
from autan.coding.codings.core.anchors import anchor_quote
from autan.coding.codings.core.codings import Coder
from autan.coding.codings.models import Corpus, Document, DoubleCoding, SettlementRecord, coder_of
from autan.coding.codings.queries.corpora import (
    UnknownCorpusError,
    coded_corpus,
    codings_of,
    corpora_beside,
    corpora_of,
    corpora_shown_in,
    current_codings,
    find_corpus,
    get_corpus,
    list_corpora,
    offered_sirens,
    readable_corpora,
    reading_counts,
    shown_corpora,
    stamps_of,
    texts_read_by,
    view_corpus,
)
from autan.coding.codings.queries.text_sources import documents_address
from autan.evidence.figures.queries.registry import PUBLIC
from autan.people.individuals.models import LONGEST_NAME, Individual
from autan.survey.campaigns.models import Campaign
from autan.territories.networks.models import Network
from tests.coding.codings.acting import MER, NORD, SUD, code, read_all, text_of
from tests.coding.codings.conftest import Coders, change_answer, small_codebook


@pytest.fixture
def elsewhere(corpus: Corpus, coders: Coders) -> Corpus:
    """A text of the neighbour, coded with a codebook of the same slug."""
    network = Network.objects.get(slug="voisin")
    Document.objects.create(network=network, project="notes", guid="n1", name="Notes", text="Du temps.")
    book = record_codebook(by=None, network=network, codebook=small_codebook())
    return add_corpus(by=None, codebook=book, address=documents_address("voisin", "notes"))


@pytest.fixture
def notes(corpus: Corpus) -> Corpus:
    """A text that is no answer, coded with the codebook of the answers."""
    network = corpus.codebook.network
    Document.objects.create(network=network, project="atelier", guid="a1", name="Notes", text="L’ingénierie manque.")
    return add_corpus(by=None, codebook=corpus.codebook, address=documents_address("reseau", "atelier"))


def test_corpora_are_listed_by_network_and_found_at_their_address(corpus: Corpus, elsewhere: Corpus) -> None:
    assert list_corpora() == [corpus, elsewhere]
    assert (list_corpora(["voisin"]), list_corpora(["reseau", "perdu"])) == ([elsewhere], [corpus])
    assert list_corpora([]) == []
    assert corpora_of(corpus.codebook) == [corpus]
    assert find_corpus("enquete.q1", "obstacles") == get_corpus("reseau", "obstacles", "enquete.q1") == corpus
    assert find_corpus("enquete.q1", "rien") is None
    for place in (
        ("voisin", "obstacles", "enquete.q1"),
        ("reseau", "rien", "enquete.q1"),
        ("reseau", "obstacles", "x"),
    ):
        with pytest.raises(UnknownCorpusError, match="n’est pas codé avec"):
            get_corpus(*place)


def test_corpora_stand_beside_those_of_the_same_codebook(corpus: Corpus, notes: Corpus, elsewhere: Corpus) -> None:
    assert corpora_beside([("enquete.q1", "obstacles")]) == [corpus, notes]
    assert corpora_beside([("enquete.q1", "rien"), ("perdue", "obstacles")]) == corpora_beside([]) == []
    assert set(corpora_beside([(elsewhere.address, "obstacles"), (notes.address, "obstacles")])) == {
        corpus,
        notes,
        elsewhere,
    }


def test_counts_are_read_once_they_are_shown(corpus: Corpus, elsewhere: Corpus, coders: Coders) -> None:
    def readable(reader: Any, *networks: str) -> list[Corpus]:
        return readable_corpora(reader, networks or None)

    people = coders.cast
    assert (readable(people.coordinator), readable(coders.stranger)) == ([corpus], [elsewhere])
    assert readable(people.coordinator, "voisin") == readable(people.reader) == readable(PUBLIC) == []
    assert list(corpora_shown_in("reseau")) == shown_corpora(network="reseau") == shown_corpora(siren=NORD) == []
    show_counts(by=people.coordinator, corpus=corpus, to_all=True)
    offer_reply(by=people.coordinator, corpus=corpus, sirens=[NORD])
    assert (readable(people.reader), readable(people.outsider), readable(PUBLIC)) == ([corpus], [], [])
    assert list(corpora_shown_in("reseau")) == shown_corpora(network="reseau") == shown_corpora(siren=NORD) == [corpus]
    assert shown_corpora(siren=SUD) == shown_corpora(network="voisin") == []
    assert (offered_sirens(corpus), offered_sirens(elsewhere)) == ({NORD}, set())


def test_what_a_person_gave_is_read_by_text_in_the_order_of_the_words(corpus: Corpus, coders: Coders) -> None:
    by, other = coders.cast.coordinator, coders.second
    late, early = (code(corpus, by, NORD, key, words) for key, words in (("elected", "élus"), ("time", "ingénierie")))
    gone = code(corpus, by, NORD, "time", "temps")
    apart = code(corpus, by, SUD, "time", "assez")
    foreign = code(corpus, other, NORD, "time", "temps")
    withdraw_coding(by=by, corpus=corpus, key=gone.pk)
    nord, sud = (text_of(corpus, siren).key for siren in (NORD, SUD))
    key = coder_of(by).key
    assert codings_of(corpus, key, [nord]) == {nord: [early, late]}
    assert codings_of(corpus, key, [nord, sud])[sud] == [apart]
    assert codings_of(corpus, coder_of(other).key, [nord, sud]) == {nord: [foreign]}
    assert current_codings(corpus) == [late, early, apart, foreign]


def test_who_coded_is_read_at_once_for_all_the_rows_of_a_relation(
    corpus: Corpus, coders: Coders, django_assert_num_queries: Any
) -> None:
    by, other = coders.cast.coordinator, coders.second
    for person, key, words in ((by, "elected", "élus"), (by, "time", "ingénierie"), (other, "time", "temps")):
        code(corpus, person, NORD, key, words)
    with django_assert_num_queries(2):
        assert [record.coder_name for record in current_codings(corpus)] == [by.name, by.name, other.name]
    read_all(corpus, by, NORD, SUD)
    read_all(corpus, other, NORD)
    with django_assert_num_queries(2):
        assert {reading.coder_name for reading in corpus.readings.all()} == {by.name, other.name}


def test_a_text_that_changed_since_it_was_read_is_to_be_read_again(
    corpus: Corpus, campaign: Campaign, coders: Coders
) -> None:
    by = coders.cast.coordinator
    read_all(corpus, by, NORD, SUD)
    read_all(corpus, coders.second, NORD)
    nord, sud = text_of(corpus, NORD), text_of(corpus, SUD)
    assert texts_read_by(corpus, coder_of(by).key) == {nord.key: nord.version, sud.key: sud.version}
    assert reading_counts([corpus], coder_of(by).key) == {corpus.pk: 2}
    assert reading_counts([], coder_of(by).key) == {}
    change_answer(campaign, SUD, "Tout autre chose.")
    readings = {reading.coder.name: reading.read for reading in view_corpus(corpus).readings}
    assert readings == {"Coordinator": {nord.key}, "Second": {nord.key}}
    mark_read(by=by, corpus=corpus, texts=[nord], is_read=False)
    assert {reading.coder.name for reading in view_corpus(corpus).readings} == {"Coordinator", "Second"}


def test_what_people_disagree_on_is_not_read_and_other_texts_are_counted_beside(
    corpus: Corpus, notes: Corpus, coders: Coders
) -> None:
    by = coders.cast.coordinator
    code(corpus, by, NORD, "time", "temps")
    (text,) = view_corpus(notes).texts.texts
    given = apply_code(by=by, corpus=notes, text=text, code="engineering", anchor=anchor_quote(text.text, "ingénierie"))
    read_all(corpus, by)
    read_all(corpus, coders.second, NORD, MER)
    counted = coded_corpus(view_corpus(corpus))
    assert set(counted.read) == {text_of(corpus, siren).key for siren in (SUD, MER)}
    assert counted.texts[-1] == text
    assert [coding.key for coding in counted.codings] == [str(given.pk)], "the other one is not settled"
    apart = coded_corpus(view_corpus(notes))
    assert [(one.key, len(apart.codings)) for one in apart.texts] == [(text.key, 1)], (
        "answers do not stand beside notes"
    )


def test_only_notes_of_the_same_codebook_are_counted_beside_answers(
    corpus: Corpus, notes: Corpus, elsewhere: Corpus
) -> None:
    add_corpus(by=None, codebook=corpus.codebook, address="enquete.q2")
    counted = coded_corpus(view_corpus(corpus))
    own, beside = (view_corpus(one).texts.texts for one in (corpus, notes))
    assert counted.texts == (*own, *beside), "neither the answers to another question, nor texts of another codebook"


def test_a_stamp_changes_when_a_text_that_was_not_the_last_read_is_to_be_read_again(
    corpus: Corpus, coders: Coders
) -> None:
    by = coders.cast.coordinator
    read_all(corpus, by, NORD)
    read_all(corpus, by, SUD)
    before = stamps_of([corpus])[corpus.pk]
    mark_read(by=by, corpus=corpus, texts=[text_of(corpus, NORD)], is_read=False)
    assert stamps_of([corpus])[corpus.pk] != before


def test_a_stamp_changes_when_a_disagreement_is_decided(corpus: Corpus) -> None:
    before = stamps_of([corpus])[corpus.pk]
    SettlementRecord.objects.create(corpus=corpus, text="t", code="time", decision="present")
    assert stamps_of([corpus])[corpus.pk] != before


def test_a_stamp_changes_with_a_coding_a_reading_or_what_is_shown_and_with_nothing_else(
    corpus: Corpus, notes: Corpus, coders: Coders
) -> None:
    by, seen = coders.cast.coordinator, []

    def stamp() -> str:
        stamps = stamps_of([get_corpus("reseau", "obstacles", "enquete.q1"), notes])
        assert set(stamps) == {corpus.pk, notes.pk}
        return stamps[corpus.pk]

    seen.append(stamp())
    assert stamp() == seen[0]
    record = code(corpus, by, NORD, "time", "temps")
    seen.append(stamp())
    withdraw_coding(by=by, corpus=corpus, key=record.pk)
    seen.append(stamp())
    read_all(corpus, by, NORD)
    seen.append(stamp())
    show_counts(by=by, corpus=corpus, to_all=True)
    seen.append(stamp())
    assert len(set(seen)) == 5
    (text,) = view_corpus(notes).texts.texts
    mark_read(by=by, corpus=notes, texts=[text], is_read=True)
    assert stamp() == seen[-1]


def test_coders_are_accounts_then_those_who_coded_or_were_drawn_then_somebody_new(
    corpus: Corpus, coders: Coders
) -> None:
    by = coders.cast.coordinator
    drawn = Individual.objects.create(name="Tirée")
    DoubleCoding.objects.create(
        corpus=corpus, coders=[["drawn", drawn.pk], ["away", 7]], seed=1, share=1, texts=[], drawn_at=timezone.now()
    )
    text = text_of(corpus, NORD)
    guest = Coder(key="guest", name="Invitée")
    kept = mark_read(by=None, corpus=corpus, texts=[text], is_read=True, coder=guest)
    assert kept == 1
    before = corpus.readings.get().coder_id
    wanted = [
        coder_of(by),
        guest,
        Coder(key="drawn", name="Un autre nom"),
        Coder(key="person-999999", name="Compte effacé"),
        Coder(key="person-x", name="Sans numéro"),
        Coder(key=str(coders.second.pk), name="N" * (LONGEST_NAME + 1)),
    ]
    found = keys_of_coders(corpus, wanted)
    assert list(found) == [coder.key for coder in wanted]
    assert [found[key] for key in (coder_of(by).key, "guest", "drawn")] == [by.pk, before, drawn.pk]
    new = [Individual.objects.get(pk=found[coder.key]).name for coder in wanted[3:]]
    assert new == ["Compte effacé", "Sans numéro", "N" * LONGEST_NAME]
    assert keys_of_coders(corpus, []) == {}


def test_a_coder_of_another_network_is_somebody_else(corpus: Corpus, elsewhere: Corpus) -> None:
    guest = Coder(key="guest", name="Invitée")
    (text,) = view_corpus(elsewhere).texts.texts
    mark_read(by=None, corpus=elsewhere, texts=[text], is_read=True, coder=guest)
    assert keys_of_coders(elsewhere, [guest])["guest"] == elsewhere.readings.get().coder_id
    assert keys_of_coders(corpus, [guest])["guest"] != elsewhere.readings.get().coder_id
