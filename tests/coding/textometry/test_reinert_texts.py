"""From a text to segments and forms: cuts at the punctuation, terms and acronyms kept whole, negations kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.coding.textometry.core.reinert.forms import (
    FUNCTION_WORDS,
    KEPT,
    FormReader,
    is_acronym,
    keep_form,
    split_words,
)
from autan.coding.textometry.core.reinert.segments import cut_text, cut_texts
from autan.coding.textometry.importers import french_lemma

COOL = "Cool ! Cool cool cool."


@pytest.mark.parametrize(
    ("size", "window", "pieces"),
    [
        (1, None, "Cool|!|Cool|cool|cool."),
        (1, 1, "Cool !|Cool|cool cool."),
        (1, 2, "Cool !|Cool cool cool."),
        (2, None, "Cool !|Cool cool|cool."),
        (2, 2, "Cool !|Cool cool cool."),
        (3, None, "Cool !|Cool cool cool."),
        (3, 2, COOL),
        (3, 3, COOL),
    ],
)
def test_the_published_cuts(size: int, window: int | None, pieces: str) -> None:
    assert "|".join(segment.text for segment in cut_text(COOL, size=size, window=window)) == pieces


@pytest.mark.parametrize(("text", "count"), [("", 0), ("  \n ", 0), ("mot", 1), ("mot " * 56, 1), ("mot " * 57, 2)])
def test_short_texts_are_not_cut(text: str, count: int) -> None:
    assert len(cut_text(text)) == count


def test_a_text_longer_than_a_book_is_cut() -> None:
    segments = cut_text("Une phrase de cinq mots. " * 40_000)
    assert len(segments) == 5_000
    assert {len(segment.text.split()) for segment in segments} == {40}


def test_a_word_longer_than_a_book_is_one_segment() -> None:
    assert [segment.text for segment in cut_text("a" * 2_000_000)] == ["a" * 2_000_000]


@pytest.mark.parametrize(("size", "window"), [(0, None), (3, -1)])
def test_impossible_sizes_are_refused(size: int, window: int | None) -> None:
    with pytest.raises(ValueError, match="the least"):
        cut_text("mot", size=size, window=window)


@given(st.text(alphabet="ab .,;:!?…\n\u00a0é😀", max_size=200), st.integers(1, 8), st.integers(0, 5))
def test_segments_cover_every_word_in_order(text: str, size: int, window: int) -> None:
    segments = cut_text(text, size=size, window=window)
    assert [word for segment in segments for word in segment.text.split()] == text.split()
    assert all(text[segment.start : segment.end] == segment.text for segment in segments)
    assert all(len(segment.text.split()) <= size + window for segment in segments)


def test_no_segment_spans_two_texts() -> None:
    assert [(segment.document, segment.text) for segment in cut_texts(["un deux", "", "trois"])] == [
        (0, "un deux"),
        (2, "trois"),
    ]


READER = FormReader(
    lemmatize=french_lemma,
    terms=["plan climat", "réseau de chaleur", "énergie renouvelable", "chaleur", ""],
    acronyms=["PCAET", "EnR"],
)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Nos réseaux de chaleur", ["réseau_de_chaleur"]),
        ("la chaleur des réseaux", ["chaleur", "réseau"]),
        ("Plans-climat et plan climat", ["plan_climat", "plan_climat"]),
        ("des énergies renouvelables (ENR)", ["énergie_renouvelable", "EnR"]),
        ("le pcaet, le S3REnR et le CO2", ["PCAET", "S3REnR", "CO2"]),
        ("Nous n’avons pas d’élus, plus de moyens", ["pas", "élu", "plus", "moyen"]),
        ("sans moyens ni élus", ["sans", "moyen", "ni", "élu"]),
        ("12 réseaux en 2013", ["réseau"]),
        ("L’AGGLOMÉRATION N’A PAS DE RÉSEAU", ["agglomération", "pas", "réseau"]),
        ("éco-responsabilité", ["éco-responsabilité"]),
        ("", []),
    ],
)
def test_forms_of_a_text(text: str, forms: list[str]) -> None:
    assert READER.read(text) == forms


def test_what_is_left_out_is_left_out_whatever_its_lemma() -> None:
    assert READER.read("Nous sommes élus") == ["élu"]
    assert FormReader(lemmatize=french_lemma, left_out=["élus"]).read("élus et élu") == ["et", "élu"]


def test_several_texts_are_read_apart() -> None:
    assert FormReader().read_all(["bois", "eau vive"]) == [["bois"], ["eau", "vive"]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("s'engage-t-il aujourd’hui ?", ["s", "engage", "aujourd'hui"]),
        ("jusqu’à l'Oncopôle", ["jusqu", "à", "l", "Oncopôle"]),
        ("qu’on n’s’y perde", ["qu", "on", "n", "s", "y", "perde"]),
        ("les élus’ 'mots'", ["les", "élus", "mots"]),
        ("rendez-vous_ici", ["rendez", "ici"]),
    ],
)
def test_words_are_parted(text: str, words: list[str]) -> None:
    assert split_words(text) == words


def test_negations_are_never_left_out() -> None:
    assert not KEPT & FUNCTION_WORDS
    assert {"pas", "plus", "moins", "sans"} <= KEPT


def test_a_long_word_in_capitals_is_no_acronym() -> None:
    assert [is_acronym(word) for word in ("GES", "TRANSITIONS", "MWh")] == [True, False, True]


@pytest.mark.parametrize(
    ("word", "lemma"), [("chaufferies", "chaufferie"), ("prévoient", "prévoir"), ("x" * 51, "x" * 51)]
)
def test_french_lemmas(word: str, lemma: str) -> None:
    assert french_lemma(word) == lemma


def test_a_corpus_may_be_left_unlemmatized() -> None:
    assert keep_form("prévoient") == "prévoient"
