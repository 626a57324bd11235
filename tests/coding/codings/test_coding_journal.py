"""The journal of codings: one line an act, in its words; what changes nothing writes none; and edges of the acts."""

from functools import partial

import pytest
from django.utils import timezone

from autan.coding.codings.actions.codebooks import (
    add_corpus,
    offer_reply,
    record_codebook,
    record_reply,
    revise_codebook,
    show_counts,
)
from autan.coding.codings.actions.codings import (
    MAX_MEMO,
    UnknownCodingError,
    accept_place,
    allocate_coding,
    apply_code,
    decide_suggestion,
    mark_read,
    note_coding,
    own_coding,
    undo_last,
    withdraw_coding,
)
from autan.coding.codings.core.anchors import anchor_quote
from autan.coding.codings.core.codebook import CodebookError
from autan.coding.codings.core.codebook_edits import rename_code, split_code
from autan.coding.codings.models import CodingRecord, Corpus, NetworkCodebook, SuggestionDecision, coder_of
from autan.coding.codings.queries.codebooks import read_version
from autan.coding.codings.queries.coding_screen import find_suggestion, screen_texts, suggestion_key
from autan.ground.errors import NotAllowedError, RuleError
from autan.ground.wordings import Text
from autan.people.journal.models import JournalEntry
from autan.survey.campaigns.models import Campaign
from autan.territories.networks.models import Network, Territory
from tests.coding.codings.acting import MER, MONT, NORD, SUD, code, read_all, text_of
from tests.coding.codings.conftest import Coders, change_answer, small_codebook
from tests.coding.codings.making import make_code

DAY = timezone.localdate()


def told(*acts: str) -> list[str]:
    return list(JournalEntry.objects.filter(act__in=acts).order_by("pk").values_list("summary", flat=True))


def test_each_act_on_a_coding_is_told_once(corpus: Corpus, coders: Coders) -> None:
    by = coders.cast.coordinator
    record = code(corpus, by, NORD, "time", "temps")
    note_coding(by=by, corpus=corpus, key=record.pk, memo="vu")
    withdraw_coding(by=by, corpus=corpus, key=record.pk)
    undo_last(by=by, corpus=corpus)
    undo_last(by=by, corpus=corpus)
    lines = JournalEntry.objects.filter(room="coding", by_id=by.pk).order_by("pk")
    assert [(line.act, line.summary) for line in lines] == [
        ("apply_code", "Code « time » donné"),
        ("note_coding", "Note sur un passage codé « time »"),
        ("withdraw_coding", "Code « time » retiré"),
        ("undo_last", "Code « time » rétabli"),
        ("undo_last", "Code « time » annulé"),
    ]
    assert {line.network for line in lines} == {"reseau"}
    assert {line.details.get("coding") for line in lines} == {record.pk}


def test_a_code_given_again_after_it_was_withdrawn_is_a_new_coding(corpus: Corpus, coders: Coders) -> None:
    by = coders.cast.coordinator
    first = code(corpus, by, NORD, "time", "temps", memo=" \0à voir ")
    assert first.memo == "à voir"
    assert code(corpus, by, NORD, "time", "temps", memo="autre").memo == "à voir", "what stands is left as it is"
    withdraw_coding(by=by, corpus=corpus, key=first.pk)
    again = code(corpus, by, NORD, "time", "temps")
    assert (again.pk != first.pk, again.memo) == (True, "")
    assert told("apply_code") == ["Code « time » donné"] * 2
    with pytest.raises(UnknownCodingError, match="n’est pas, ou plus, l’un des vôtres"):
        own_coding(corpus, by, first.pk)
    assert own_coding(corpus, by, again.pk) == again
    assert code(corpus, by, NORD, "time", "de temps", memo="x" * MAX_MEMO).memo == "x" * MAX_MEMO


def test_undo_takes_back_the_last_act_of_the_person_alone(corpus: Corpus, coders: Coders) -> None:
    by = coders.cast.coordinator
    own = code(corpus, by, NORD, "time", "temps")
    other = code(corpus, coders.second, NORD, "elected", "élus")
    assert undo_last(by=by, corpus=corpus).pk == own.pk
    with pytest.raises(RuleError, match="rien à annuler"):
        undo_last(by=by, corpus=corpus)
    other.refresh_from_db()
    assert other.withdrawn_at is None
    assert CodingRecord.objects.get(pk=own.pk).is_undone


def test_what_is_noted_or_withdrawn_is_kept_and_given_back(corpus: Corpus, coders: Coders) -> None:
    by = coders.cast.coordinator
    first, second = (code(corpus, by, NORD, key, words) for key, words in (("time", "temps"), ("elected", "élus")))
    note_coding(by=by, corpus=corpus, key=first.pk, memo=" vu ")
    assert own_coding(corpus, by, first.pk).memo == "vu"
    withdrawn = withdraw_coding(by=by, corpus=corpus, key=first.pk)
    assert (withdrawn.pk, withdrawn.withdrawn_at is not None) == (first.pk, True)
    CodingRecord.objects.filter(pk=first.pk).update(withdrawn_at=second.at)
    assert undo_last(by=by, corpus=corpus).pk == first.pk, "of two acts of one moment, the withdrawal came last"


def test_texts_are_read_once_and_told_in_number(corpus: Corpus, coders: Coders, campaign: Campaign) -> None:
    by = coders.cast.coordinator
    texts = [text_of(corpus, siren) for siren in (NORD, SUD)]
    assert [mark_read(by=by, corpus=corpus, texts=texts, is_read=True) for _ in range(2)] == [2, 0]
    assert mark_read(by=coders.second, corpus=corpus, texts=texts, is_read=False) == 0, "she had read none"
    change_answer(campaign, SUD, "Autre chose.")
    texts = [text_of(corpus, siren) for siren in (NORD, SUD, MER)]
    assert mark_read(by=by, corpus=corpus, texts=texts, is_read=True) == 2
    assert mark_read(by=by, corpus=corpus, texts=texts[:1], is_read=False) == 1
    assert told("mark_read") == ["Textes lus en entier : 2", "Textes lus en entier : 2", "Textes à relire : 1"]
    assert dict(corpus.readings.values_list("text", "version")) == {text.key: text.version for text in texts[1:]}


def test_a_coding_of_another_text_is_not_placed_in_this_one(corpus: Corpus, coders: Coders) -> None:
    by = coders.cast.coordinator
    record = code(corpus, by, NORD, "engineering", "ingénierie")
    with pytest.raises(RuleError, match="aucun passage"):
        accept_place(by=by, corpus=corpus, key=record.pk, text=text_of(corpus, SUD))
    with pytest.raises(RuleError, match="aucun passage"):
        accept_place(by=by, corpus=corpus, key=record.pk, text=text_of(corpus, MER))
    assert told("accept_place") == []


def test_a_part_that_was_split_in_turn_is_divided_further(corpus: Corpus, coders: Coders) -> None:
    by = coders.cast.coordinator
    record = code(corpus, by, NORD, "time", "temps")
    for based_on, key, parts in ((1, "time", ("calendar", "workload")), (2, "workload", ("peaks", "routine"))):
        edit = partial(split_code, key=key, parts=[make_code(part) for part in parts], day=DAY)
        revise_codebook(by=by, codebook=corpus.codebook, based_on=based_on, edit=edit)

    def allocate(part: str) -> str:
        return allocate_coding(by=by, corpus=corpus, key=record.pk, part=part).part

    for refused in ("peaks", "elected", "means", "rien", "time"):
        with pytest.raises(CodebookError, match="une des parties du code"):
            allocate(refused)
    assert [allocate(part) for part in ("workload", "peaks", "calendar")] == ["workload", "peaks", "calendar"]
    with pytest.raises(CodebookError):
        allocate("routine")
    assert told("allocate_coding")[0] == "Codage « time » rangé sous « workload »"


def test_a_suggestion_is_decided_again_by_the_same_person(corpus: Corpus, coders: Coders) -> None:
    by, text, book = coders.cast.coordinator, text_of(corpus, NORD), read_version(corpus.codebook)
    (first, second) = screen_texts(corpus, [text], book, coder_of(by), suggests=True)[0].suggestions
    assert suggestion_key(first) == f"{text.version}/engineering/0/32/keyword"
    assert find_suggestion(corpus, text, book, coder_of(by), suggestion_key(second)) == second
    for accepts in (False, True, False):
        decide_suggestion(by=by, corpus=corpus, text=text, suggestion=first, accepts=accepts)
    decision = SuggestionDecision.objects.get()
    assert (decision.is_accepted, decision.code, decision.coder_id) == (False, "engineering", by.pk)
    assert told("decide_suggestion") == ["Proposition « engineering » refusée"] * 2
    assert told("apply_code") == ["Code « engineering » donné"]
    apply_code(by=by, corpus=corpus, text=text, code="time", anchor=anchor_quote(text.text, "temps"))
    assert screen_texts(corpus, [text], book, coder_of(by), suggests=True)[0].suggestions == (), "given by hand"
    assert screen_texts(corpus, [text], book, coder_of(by))[0].suggestions == ()


def test_codebooks_and_corpora_are_told_once(network: Network, campaign: Campaign, coders: Coders) -> None:
    by = coders.cast.coordinator
    books = [record_codebook(by=by, network=network, codebook=small_codebook()) for _ in range(2)]
    edit = partial(rename_code, key="time", label=Text("Durée", "Length"), day=DAY)
    revise_codebook(by=by, codebook=books[0], based_on=1, edit=edit)
    with pytest.raises(RuleError, match="a déjà un autre livre"):
        record_codebook(by=by, network=network, codebook=read_version(NetworkCodebook.objects.get()))
    corpora = [add_corpus(by=by, codebook=books[0], address="enquete.q1") for _ in range(2)]
    assert books[0] == books[1]
    assert corpora[0] == corpora[1]
    for to_all in (True, True, False, False):
        show_counts(by=by, corpus=corpora[0], to_all=to_all)
    lines = JournalEntry.objects.filter(room="coding").order_by("pk").values_list("summary", flat=True)
    assert list(lines) == [
        "Livre de codes repris : Difficultés, 4 codes",
        "Livre de codes, version 2 : nouveau nom (time)",
        "Textes à coder avec « obstacles » : Quelles difficultés ?",
        "Décomptes montrés : Quelles difficultés ?",
        "Décomptes repris : Quelles difficultés ?",
    ]


def test_the_right_of_reply_is_offered_once_to_those_who_were_asked(corpus: Corpus, coders: Coders) -> None:
    by = coders.cast.coordinator
    assert offer_reply(by=by, corpus=corpus, sirens=[NORD, MONT, "999999999"]) == 2
    assert offer_reply(by=by, corpus=corpus) == 2
    assert offer_reply(by=by, corpus=corpus) == 0
    assert told("offer_reply") == [
        "Droit de réponse offert sur « Quelles difficultés ? » : Nord, Mont",
        "Droit de réponse offert sur « Quelles difficultés ? » : Sud, Mer",
    ]
    for act in (offer_reply, partial(show_counts, to_all=True)):
        with pytest.raises(NotAllowedError, match="choisit ce qui est codé"):
            act(by=coders.cast.reader, corpus=corpus)


def test_a_territory_replies_once_it_was_offered_to(corpus: Corpus, coders: Coders) -> None:
    officer, nord = coders.cast.officer, Territory.objects.get(siren=NORD)
    reply = partial(record_reply, corpus=corpus, territory=nord, text="Ce n’est pas le temps.")
    with pytest.raises(RuleError, match="pas encore ouvert"):
        reply(by=officer)
    offer_reply(by=coders.cast.coordinator, corpus=corpus, sirens=[NORD])
    assert reply(by=officer).text == "Ce n’est pas le temps."
    for who in ("contributor", "reader", "outsider"):
        with pytest.raises(NotAllowedError):
            reply(by=getattr(coders.cast, who))
    assert [line.rpartition(" : ")[2] for line in told("record_reply")] == ["commentaire sur le codage de ses réponses"]


def test_the_screen_of_a_person_holds_her_own_codings_in_the_order_of_the_words(corpus: Corpus, coders: Coders) -> None:
    by, text, book = coders.cast.coordinator, text_of(corpus, NORD), read_version(corpus.codebook)
    for key, words in (("elected", "élus"), ("time", "temps"), ("engineering", "ingénierie")):
        code(corpus, by, NORD, key, words)
    code(corpus, coders.second, NORD, "time", "ingénierie")
    read_all(corpus, by, NORD)
    own, others = screen_texts(corpus, [text, text_of(corpus, SUD)], book, coder_of(by))
    assert [(one.code, one.anchor.quote, one.is_to_review) for one in own.codings] == [
        ("engineering", "ingénierie", False),
        ("time", "temps", False),
        ("elected", "élus", False),
    ]
    assert (own.is_read, others.is_read, others.codings) == (True, False, ())
