"""A coded corpus refuses what contradicts it, joins what overlaps, and says what nobody has read."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.coding.codings.core.codings import Coding
from autan.coding.codings.core.corpus import CodedCorpus, CorpusError, MentionState
from autan.evidence.figures.core.codable_texts import AskedTerritory, CodableText
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text
from tests.coding.codings.making import NOTE, make_codebook, make_coding, make_text

NORD, SUD, MER = "100000001", "100000002", "100000003"
WORDS = "Pas de temps, pas de moyens, et les élus changent."
ANSWER = make_text("a", WORDS, siren=NORD)
OTHER = make_text("b", "Le temps manque.", siren=SUD)
SPOKEN = make_text("n", "On manque de temps ici.", kind=NOTE)


def corpus(
    *codings: Coding, texts: tuple[CodableText, ...] = (ANSWER, OTHER, SPOKEN), **changes: object
) -> CodedCorpus:
    values: dict[str, object] = {
        "address": "enquete.q1",
        "label": Text("Difficultés", "Obstacles"),
        "period": Period.parse("2026"),
        "codebook": make_codebook("means", "means/staff", "time"),
        "asked": tuple(AskedTerritory(siren=siren, name=siren[-1]) for siren in (NORD, SUD, MER)),
        "texts": texts,
        "read": {},
        "codings": codings,
    }
    return CodedCorpus(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("make", "key", "message"),
    [
        (lambda: corpus(texts=(make_text("x", "Mots", siren="999999999"),)), "x", "999999999, which was not asked"),
        (lambda: corpus(texts=(make_text("x", "Mots"),)), "x", "an answer of nobody"),
        (lambda: corpus(make_coding("7", "time", text=make_text("lost", "mots"))), "7", "lost, which is no text"),
        (lambda: corpus(make_coding("7", "gone", text=ANSWER, quote="temps")), "7", "gone, which is no code"),
    ],
)
def test_what_contradicts_the_corpus_is_refused_by_its_key(make: Callable[[], object], key: str, message: str) -> None:
    with pytest.raises(CorpusError, match=message) as refused:
        make()
    assert refused.value.key == key


def test_a_text_that_is_no_answer_needs_no_territory() -> None:
    assert corpus(make_coding("1", "time", text=SPOKEN, quote="temps")).mentions(["time"])[0].text is SPOKEN
    assert SPOKEN not in corpus().answers


def test_who_answered_and_what_is_unread_follow_the_texts_as_they_stand() -> None:
    blank = make_text("c", " \n", siren=MER)
    read = corpus(texts=(ANSWER, OTHER, blank), read={"a": ANSWER.version, "b": "an earlier version"})
    assert read.answers == (ANSWER, OTHER)
    assert (read.answered, read.unread) == ({NORD, SUD}, {SUD})
    assert corpus(texts=(ANSWER,)).unread == {NORD}
    assert corpus(texts=(ANSWER,), read={"a": ANSWER.version}).unread == frozenset()


def test_the_reading_changes_with_an_answer_and_with_what_was_read_of_it_alone() -> None:
    first = corpus().reading
    assert (len(first), int(first, 16) >= 0) == (16, True)
    assert corpus(make_coding("1", "time", text=ANSWER, quote="temps")).reading == first
    assert corpus(texts=(ANSWER, OTHER)).reading == first, "a note is no answer"
    assert corpus(read={"a": ANSWER.version}).reading != first
    assert corpus(texts=(ANSWER, make_text("b", "Autre chose.", siren=SUD))).reading != first


def spans(coded: CodedCorpus, *codes: str) -> list[tuple[str, str, int]]:
    return [(mention.text.key, mention.quote, len(mention.codings)) for mention in coded.mentions(codes)]


def test_codings_that_overlap_are_one_mention_and_those_that_touch_are_two() -> None:
    coded = corpus(
        make_coding("1", "time", text=ANSWER, quote="temps, pas de"),
        make_coding("2", "staff", text=ANSWER, quote="pas de moyens"),
        make_coding("3", "time", text=ANSWER, quote="él"),
        make_coding("4", "time", text=ANSWER, quote="us changent"),
        make_coding("5", "staff", text=OTHER, quote="temps"),
    )
    assert spans(coded, "time", "staff") == [
        ("a", "temps, pas de moyens", 2),
        ("a", "él", 1),
        ("a", "us changent", 1),
        ("b", "temps", 1),
    ]
    assert spans(coded, "staff") == [("a", "pas de moyens", 1), ("b", "temps", 1)]
    assert spans(coded, "means") == spans(coded) == []


def test_a_coding_inside_another_leaves_the_longer_one() -> None:
    coded = corpus(
        make_coding("2", "time", text=ANSWER, quote="Pas de temps, pas de moyens"),
        make_coding("1", "time", text=ANSWER, quote="temps"),
        make_coding("3", "time", text=ANSWER, quote="moyens, et"),
    )
    ((mention),) = coded.mentions(["time"])
    assert (mention.quote, [coding.key for coding in mention.codings]) == (
        "Pas de temps, pas de moyens, et",
        ["2", "1", "3"],
    )


def test_codings_whose_text_changed_wait_and_those_that_moved_are_at_their_place_of_today() -> None:
    moved = make_coding("1", "time", text=make_text("a", "Les élus changent. Le temps manque."), quote="temps")
    changed = make_coding("2", "time", text=make_text("b", "Le grand temps manque."), quote="temps")
    texts = (make_text("a", "Bon. Les élus changent. Le temps manque.", siren=NORD), OTHER)
    coded = corpus(moved, changed, texts=texts)
    assert coded.to_review == (changed,)
    ((mention),) = coded.mentions(["time"])
    assert (mention.start, mention.quote) == (moved.anchor.start + 5, "temps")
    assert coded.codings == (moved, changed), "what was given stays as it was given"


def test_a_part_of_the_territories_keeps_their_texts_and_their_codings() -> None:
    coded = corpus(
        make_coding("1", "time", text=ANSWER, quote="temps"),
        make_coding("2", "time", text=OTHER, quote="temps"),
        make_coding("3", "time", text=SPOKEN, quote="temps"),
        read={"a": ANSWER.version},
    )
    basis = (EvidenceRef(kind="fact", key="F1"),)
    part = coded.among([coded.asked[1], coded.asked[2]], group="by_kind.CC", basis=basis)
    assert (part.texts, [coding.key for coding in part.codings]) == ((OTHER,), ["2"])
    assert ([one.siren for one in part.asked], part.group, part.basis) == ([SUD, MER], "by_kind.CC", basis)
    assert (part.read, part.codebook, part.address) == (coded.read, coded.codebook, coded.address)
    assert coded.among([], group="none").texts == ()


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 8)), max_size=8))
def test_mentions_cover_what_is_coded_and_never_overlap(places: list[tuple[int, int]]) -> None:
    text = make_text("a", "x" * 30, siren=NORD)
    codings = []
    for rank, (start, length) in enumerate(places):
        coding = make_coding(str(rank), "time", text=text, quote="x" * 30)
        anchor = replace(coding.anchor, start=start, end=start + length, quote="x" * length)
        codings.append(replace(coding, anchor=anchor))
    mentions = corpus(*codings, texts=(text,)).mentions(["time"])
    covered = {place for start, length in places for place in range(start, start + length)}
    assert {place for mention in mentions for place in range(mention.start, mention.end)} == covered
    assert all(one.end <= after.start for one, after in pairwise(mentions))
    assert sum(len(mention.codings) for mention in mentions) == len(places)


def test_only_what_was_read_is_known() -> None:
    known = {state for state in MentionState if state.is_known}
    assert known == {MentionState.MENTIONED, MentionState.NOT_MENTIONED}
    assert all(state.label.fr and state.label.en for state in MentionState)
