"""Codes given, withdrawn, undone, noted, placed again; texts read; suggestions decided for good."""

from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from autan.coding.codings.actions.codebooks import revise_codebook
from autan.coding.codings.actions.codings import (
    UnknownCodingError,
    accept_place,
    allocate_coding,
    apply_code,
    decide_suggestion,
    mark_read,
    note_coding,
    undo_last,
    withdraw_coding,
)
from autan.coding.codings.core.anchors import anchor_quote
from autan.coding.codings.core.codebook import CodebookError
from autan.coding.codings.core.codebook_edits import split_code
from autan.coding.codings.core.codings import Coder
from autan.coding.codings.models import CodingRecord, SuggestionDecision, coder_of
from autan.coding.codings.queries.codebooks import read_version
from autan.coding.codings.queries.coding_screen import find_suggestion, screen_texts, suggestion_key
from autan.coding.codings.queries.corpora import coded_corpus, view_corpus
from autan.ground.errors import DomainError, NotAllowedError, RuleError
from autan.people.journal.models import JournalEntry
from tests.coding.codings.acting import MER, NORD, SUD, code, code_all, read_all, text_of
from tests.coding.codings.conftest import change_answer
from tests.coding.codings.making import make_code


def current(corpus) -> list[str]:
    return list(corpus.codings.filter(withdrawn_at__isnull=True).order_by("pk").values_list("code", flat=True))


def screen(corpus, by, *sirens: str, suggests: bool = False):
    texts = [text_of(corpus, siren) for siren in sirens]
    return screen_texts(corpus, texts, read_version(corpus.codebook), coder_of(by), suggests=suggests)


def test_a_code_is_given_once_with_its_author_its_words_and_a_line_of_the_journal(corpus, coders) -> None:
    by = coders.cast.coordinator
    record = code(corpus, by, NORD, "time", "temps", memo="à voir")
    assert code(corpus, by, NORD, "time", "temps") == record
    assert (record.quote, record.memo, record.coder_id, record.codebook_version) == ("temps", "à voir", by.pk, 1)
    line = JournalEntry.objects.get(act="apply_code")
    assert (line.by_name, line.network, line.details["coding"]) == (by.name, "reseau", record.pk)
    code(corpus, coders.second, NORD, "time", "temps")
    assert len(current(corpus)) == 2


@pytest.mark.parametrize("who", ["officer", "contributor", "reader", "outsider", "stranger"])
def test_who_does_not_code_here_changes_nothing(corpus, coders, who: str) -> None:
    by = coders.stranger if who == "stranger" else getattr(coders.cast, who)
    record = code(corpus, coders.cast.coordinator, NORD, "time", "temps")
    text = text_of(corpus, NORD)
    for act in (
        lambda: code(corpus, by, NORD, "elected", "Les élus"),
        lambda: withdraw_coding(by=by, corpus=corpus, key=record.pk),
        lambda: undo_last(by=by, corpus=corpus),
        lambda: note_coding(by=by, corpus=corpus, key=record.pk, memo="non"),
        lambda: mark_read(by=by, corpus=corpus, texts=[text], is_read=True),
    ):
        with pytest.raises(NotAllowedError):
            act()
    assert current(corpus) == ["time"]


def test_a_coordinator_touches_no_coding_of_another(corpus, coders) -> None:
    record = code(corpus, coders.cast.coordinator, NORD, "time", "temps")
    with pytest.raises(UnknownCodingError):
        withdraw_coding(by=coders.second, corpus=corpus, key=record.pk)


def test_what_cannot_be_coded_is_refused(corpus, coders) -> None:
    by, text = coders.cast.coordinator, text_of(corpus, NORD)
    with pytest.raises(CodebookError):
        code(corpus, by, NORD, "means", "temps")
    with pytest.raises(CodebookError):
        code(corpus, by, NORD, "rien", "temps")
    with pytest.raises(RuleError, match="a changé"):
        apply_code(by=by, corpus=corpus, text=text, code="time", anchor=anchor_quote("Du temps passé.", "temps"))
    with pytest.raises(DomainError):
        code(corpus, by, NORD, "time", "temps", memo="x" * 5_001)
    with pytest.raises(DomainError, match="auteur"):
        apply_code(by=None, corpus=corpus, text=text, code="time", anchor=anchor_quote(text.text, "temps"))
    assert current(corpus) == []


def test_undo_walks_back_through_what_was_given_and_withdrawn(corpus, coders) -> None:
    by = coders.cast.coordinator
    first = code(corpus, by, NORD, "time", "temps")
    code(corpus, by, NORD, "engineering", "ingénierie")
    withdraw_coding(by=by, corpus=corpus, key=first.pk)
    assert current(corpus) == ["engineering"]
    undo_last(by=by, corpus=corpus)
    assert current(corpus) == ["time", "engineering"]
    undo_last(by=by, corpus=corpus)
    assert current(corpus) == ["time"]
    undo_last(by=by, corpus=corpus)
    assert current(corpus) == []
    with pytest.raises(RuleError, match="rien à annuler"):
        undo_last(by=by, corpus=corpus)
    assert CodingRecord.objects.count() == 2


def test_a_note_is_changed_by_its_author(corpus, coders) -> None:
    by = coders.cast.coordinator
    record = code(corpus, by, NORD, "time", "temps")
    assert note_coding(by=by, corpus=corpus, key=record.pk, memo=" vu ").memo == "vu"


def test_a_text_that_changed_shows_its_codings_to_be_reviewed_and_loses_none(corpus, campaign, coders) -> None:
    by = coders.cast.coordinator
    code_all(corpus, by)
    change_answer(campaign, NORD, "Manque de temps et d’ingénierie, dit-on. Les élus changent.")
    shown = screen(corpus, by, NORD)[0]
    assert not shown.is_read
    assert {coding.code for coding in shown.codings if coding.is_to_review} == {"engineering", "time"}
    counted = coded_corpus(view_corpus(corpus))
    assert len(counted.to_review) == 2
    assert NORD in counted.unread
    record = next(coding.record for coding in shown.codings if coding.code == "time")
    placed = accept_place(by=by, corpus=corpus, key=record.pk, text=text_of(corpus, NORD))
    assert (placed.quote, placed.start) == ("temps", 10)
    assert len(coded_corpus(view_corpus(corpus)).to_review) == 1


def test_words_that_are_gone_cannot_be_placed(corpus, campaign, coders) -> None:
    by = coders.cast.coordinator
    record = code(corpus, by, NORD, "elected", "Les élus changent.")
    change_answer(campaign, NORD, "Tout va bien.")
    with pytest.raises(RuleError, match="aucun passage"):
        accept_place(by=by, corpus=corpus, key=record.pk, text=text_of(corpus, NORD))


def test_a_coding_of_a_split_code_is_put_under_one_of_its_parts(corpus, coders) -> None:
    by = coders.cast.coordinator
    record = code(corpus, by, NORD, "time", "temps")
    parts = [make_code("calendar"), make_code("workload")]
    day = timezone.localdate()
    edit = partial(split_code, key="time", parts=parts, day=day)
    revise_codebook(by=by, codebook=corpus.codebook, based_on=1, edit=edit)
    with pytest.raises(CodebookError):
        allocate_coding(by=by, corpus=corpus, key=record.pk, part="elected")
    allocate_coding(by=by, corpus=corpus, key=record.pk, part="workload")
    assert [coding.code for coding in view_corpus(corpus).settled.codings] == ["workload"]
    assert [coding.code for coding in view_corpus(corpus, version=1).settled.codings] == ["time"]


def test_a_text_is_read_in_the_version_that_it_had(corpus, campaign, coders) -> None:
    by = coders.cast.coordinator
    read_all(corpus, by)
    assert coded_corpus(view_corpus(corpus)).unread == frozenset()
    change_answer(campaign, MER, "Rien à signaler, vraiment.")
    assert coded_corpus(view_corpus(corpus)).unread == {MER}
    read_all(corpus, by, MER)
    assert mark_read(by=by, corpus=corpus, texts=[text_of(corpus, MER)], is_read=True) == 0
    assert coded_corpus(view_corpus(corpus)).unread == frozenset()
    assert mark_read(by=by, corpus=corpus, texts=[text_of(corpus, MER)], is_read=False) == 1
    assert coded_corpus(view_corpus(corpus)).unread == {MER}


def test_a_suggestion_is_accepted_or_refused_for_good_by_each_person(corpus, coders) -> None:
    by, version = coders.cast.coordinator, read_version(corpus.codebook)
    proposed = screen(corpus, by, NORD, suggests=True)[0].suggestions
    assert [one.code for one in proposed] == ["engineering", "time"]
    text = text_of(corpus, NORD)
    accepted = decide_suggestion(by=by, corpus=corpus, text=text, suggestion=proposed[0], accepts=True)
    assert accepted.origin == "suggestion"
    assert decide_suggestion(by=by, corpus=corpus, text=text, suggestion=proposed[1], accepts=False) is None
    assert screen(corpus, by, NORD, suggests=True)[0].suggestions == ()
    assert find_suggestion(corpus, text, version, coder_of(by), suggestion_key(proposed[1])) is None
    assert len(screen(corpus, coders.second, NORD, suggests=True)[0].suggestions) == 2
    assert SuggestionDecision.objects.filter(coder=by).count() == 2


def test_sentences_like_those_already_coded_are_suggested(corpus, coders) -> None:
    by = coders.cast.coordinator
    code(corpus, by, NORD, "elected", "Manque d’ingénierie et de temps.")
    suggestions = screen(corpus, by, SUD, suggests=True)[0].suggestions
    assert ("elected", "like_coded") in {(one.code, one.reason.value) for one in suggestions}


def test_a_coder_without_an_account_is_named_by_the_product(corpus) -> None:
    text = text_of(corpus, NORD)
    coder = Coder(key="invented-a", name="A (personne fictive)")
    record = apply_code(
        by=None, corpus=corpus, text=text, code="time", anchor=anchor_quote(text.text, "temps"), coder=coder
    )
    assert (record.coder.account, record.coder_name, record.coder_key) == (None, coder.name, "invented-a")


def test_giving_a_code_costs_few_queries(corpus, coders) -> None:
    by, text = coders.cast.coordinator, text_of(corpus, NORD)
    with CaptureQueriesContext(
        connection,
    ) as queries_context:
        apply_code(by=by, corpus=corpus, text=text, code="time", anchor=anchor_quote(text.text, "temps"))
    assert len(queries_context) <= 10
