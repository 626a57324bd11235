"""Codes suggested by key words and by likeness: for a person to accept, never a coding, never a coder."""

import math
from collections import Counter

import pytest

from autan.coding.codings.core.codebook import Codebook
from autan.coding.codings.core.suggestions import (
    CodedExamples,
    SuggestionReason,
    sentences,
    suggest_by_keywords,
    suggest_by_likeness,
)
from autan.coding.textometry.core.reinert import FormReader
from autan.coding.textometry.importers import french_lemma
from autan.ground.wordings import Text
from tests.coding.codings.making import DAY, make_code, make_coding, make_text

READ = FormReader(lemmatize=french_lemma, acronyms=["PCAET"]).read
BOOK = Codebook(
    slug="obstacles",
    title=Text("Difficultés", "Obstacles"),
    version=1,
    day=DAY,
    codes=(
        make_code("heading", keywords=("réseau",), is_codable=False),
        make_code("engineering", keywords=("ingénierie", "bureau d’études")),
        make_code("network", keywords=("réseau", "de")),
    ),
)
ANSWER = make_text("a1", "Nos réseaux vieillissent. Pas d’ingénierie ni de bureaux d’études !\n\n… Fin")


def test_sentences_are_passages_of_the_text() -> None:
    found = list(sentences(ANSWER.text))
    assert [anchor.quote for anchor in found] == [
        "Nos réseaux vieillissent.",
        "Pas d’ingénierie ni de bureaux d’études !",
        "Fin",
    ]
    assert all(ANSWER.text[anchor.start : anchor.end] == anchor.quote for anchor in found)
    assert list(sentences("   \n ")) == []


def test_key_words_suggest_codes_that_can_be_given() -> None:
    found = suggest_by_keywords(ANSWER, BOOK, read_forms=READ)
    assert [(item.code, item.detail, item.anchor.quote[:6]) for item in found] == [
        ("network", "réseau", "Nos ré"),
        ("engineering", "ingénierie", "Pas d’"),
    ]
    assert {item.reason for item in found} == {SuggestionReason.KEYWORD}
    assert found[0].text == "a1"


def test_a_key_word_of_several_words_is_found_whole() -> None:
    text = make_text("a2", "Un bureau loin des études.\nUn bureau d’études.")
    found = suggest_by_keywords(text, BOOK, read_forms=READ)
    assert [item.anchor.quote for item in found] == ["Un bureau d’études."]


CODED = [
    make_coding(
        "1", "engineering", text=make_text("b1", "Nous manquons d’ingénierie."), quote="Nous manquons d’ingénierie."
    ),
    make_coding("2", "network", text=make_text("b2", "Les réseaux de chaleur."), quote="Les réseaux de chaleur."),
    make_coding("3", "engineering", text=make_text("b3", "ingénierie rare"), quote="ingénierie rare"),
]
EXAMPLES = CodedExamples.of(CODED, read_forms=READ)


def test_sentences_like_coded_passages_are_suggested() -> None:
    text = make_text("a3", "Un manque d’ingénierie. Rien à voir ici. Un réseau de chaleur.")
    found = suggest_by_likeness(text, EXAMPLES)
    assert [(item.code, item.anchor.quote, item.detail) for item in found] == [
        ("engineering", "Un manque d’ingénierie.", "Nous manquons d’ingénierie."),
        ("network", "Un réseau de chaleur.", "Les réseaux de chaleur."),
    ]
    assert all(item.reason is SuggestionReason.LIKE_CODED for item in found)
    assert all(0.3 <= item.likeness <= 1 for item in found)


def plain_likeness(words: str, example: str, others: list[str]) -> float:
    """Cosine of two passages from its definition: words and groups of three to five letters, weighed by rarity."""

    def signs(text: str) -> Counter[str]:
        joined = f" {text} "
        groups = [joined[start : start + size] for size in (3, 4, 5) for start in range(len(joined) - size + 1)]
        return Counter([*(f"={word}" for word in text.split()), *groups])

    passages = [signs(one) for one in others]
    rarity = {
        sign: math.log((1 + len(others)) / (1 + sum(sign in passage for passage in passages))) + 1
        for passage in passages
        for sign in passage
    }

    def weighed(text: str) -> dict[str, float]:
        rarest = max(rarity.values())
        given = {sign: (1 + math.log(times)) * rarity.get(sign, rarest) for sign, times in signs(text).items()}
        length = math.sqrt(sum(weight**2 for weight in given.values()))
        return {sign: weight / length for sign, weight in given.items()}

    first, second = weighed(words), weighed(example)
    return sum(weight * second.get(sign, 0.0) for sign, weight in first.items())


@pytest.mark.parametrize("words", ["abcdef xyz", "abcdeg", "bcdef bcdef", "xyz abc uvw"])
def test_the_likeness_of_a_sentence_is_that_of_the_definition(words: str) -> None:
    passages = ["abcdef", "abc xyz", "xyz"]
    coded = [
        make_coding(str(rank), f"c{rank}", text=make_text(f"b{rank}", passage), quote=passage)
        for rank, passage in enumerate(passages)
    ]
    examples = CodedExamples.of(coded, read_forms=str.split)
    found = suggest_by_likeness(make_text("a", words), examples, least=0.05)
    wanted = {f"c{rank}": plain_likeness(words, passage, passages) for rank, passage in enumerate(passages)}
    assert {one.code: one.likeness for one in found} == {
        code: pytest.approx(likeness) for code, likeness in wanted.items() if likeness >= 0.05
    }
    assert [one.likeness for one in found] == sorted((one.likeness for one in found), reverse=True)


def test_a_sentence_is_suggested_at_the_likeness_itself_and_equal_codes_are_in_order() -> None:
    coded = [
        make_coding(str(rank), code, text=make_text(f"b{rank}", "abc def"), quote="abc def")
        for rank, code in enumerate(["time", "money"])
    ]
    examples = CodedExamples.of(coded, read_forms=str.split)
    text = make_text("a", "abc xyz")
    found = suggest_by_likeness(text, examples, least=0.05)
    assert [one.code for one in found] == ["money", "time"]
    (likeness,) = {one.likeness for one in found}
    assert len(suggest_by_likeness(text, examples, least=likeness)) == 2
    assert suggest_by_likeness(text, examples, least=likeness + 1e-9) == ()


def test_the_same_words_are_wholly_alike() -> None:
    (found,) = suggest_by_likeness(make_text("a4", "Les réseaux de chaleur."), EXAMPLES)
    assert found.likeness == pytest.approx(1)
    assert suggest_by_likeness(make_text("a4", "Les réseaux de chaleur."), EXAMPLES, least=1.1) == ()


def test_a_text_is_not_like_itself() -> None:
    assert suggest_by_likeness(make_text("b2", "Les réseaux de chaleur."), EXAMPLES) == ()


def test_without_examples_nothing_is_suggested() -> None:
    assert suggest_by_likeness(ANSWER, CodedExamples.of([], read_forms=READ)) == ()
    assert suggest_by_likeness(make_text("a5", "de, et."), EXAMPLES) == ()


def test_of_several_examples_the_nearest_is_shown() -> None:
    (found,) = suggest_by_likeness(make_text("a6", "Ingénierie rare."), EXAMPLES)
    assert found.detail == "ingénierie rare"


def test_of_examples_that_are_as_near_the_first_is_shown() -> None:
    coded = [
        make_coding(str(rank), "time", text=make_text(f"b{rank}", words), quote=words)
        for rank, words in enumerate(["Le Temps", "le temps"])
    ]
    examples = CodedExamples.of(coded, read_forms=lambda words: words.lower().split())
    (found,) = suggest_by_likeness(make_text("a", "LE TEMPS"), examples)
    assert found.detail == "Le Temps"


def test_a_decision_is_kept_while_the_text_stands() -> None:
    first, again = (suggest_by_keywords(ANSWER, BOOK, read_forms=READ)[0].key for _ in range(2))
    changed = make_text("a1", ANSWER.text + " Plus.")
    assert first == again != suggest_by_keywords(changed, BOOK, read_forms=READ)[0].key
    assert all(reason.label.fr for reason in SuggestionReason)
