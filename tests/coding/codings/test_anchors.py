"""Coded words are anchored where they stand, found again when the text changed, and never lost."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from autan.coding.codings.core.anchors import (
    Anchor,
    AnchorError,
    AnchorProblem,
    anchor_passage,
    anchor_quote,
    anchor_selection,
    is_between_signs,
    place_from_utf16,
    places_of,
)
from autan.coding.codings.core.codings import Coder, CodingOrigin, distinct_names
from autan.coding.codings.core.reanchoring import AnchorState, ReviewReason, reanchor
from autan.evidence.figures.core.codable_texts import text_version
from tests.coding.codings.making import make_coding, make_text

TEXT = "Nous manquons de temps. Le manque d’ingénierie pèse sur les communes. Peu de données !"
FAMILY = "👩\u200d👩\u200d👧"


def test_a_passage_keeps_its_words_and_its_sentence() -> None:
    anchor = anchor_quote(TEXT, "manque d’ingénierie")
    assert TEXT[anchor.start : anchor.end] == anchor.quote == "manque d’ingénierie"
    assert (anchor.before, anchor.after) == ("Le ", " pèse sur les communes.")
    assert anchor.version == text_version(TEXT)


@pytest.mark.parametrize(
    ("quote", "before", "after"),
    [
        ("Nous manquons de temps.", "", ""),
        ("temps", "Nous manquons de ", "."),
        ("temps. Le", "Nous manquons de ", " manque d’ingénierie pèse sur les communes."),
        ("données !", "Peu de ", ""),
    ],
)
def test_the_sentence_around_a_passage(quote: str, before: str, after: str) -> None:
    anchor = anchor_quote(TEXT, quote)
    assert (anchor.before, anchor.after) == (before, after)


def test_the_context_of_an_endless_sentence_is_bounded() -> None:
    anchor = anchor_quote("a" * 500 + " mots " + "b" * 500, "mots")
    assert (len(anchor.before), len(anchor.after)) == (80, 80)


@pytest.mark.parametrize(
    ("text", "start", "end", "problem", "place"),
    [
        ("mots", 2, 2, AnchorProblem.EMPTY, 2),
        ("a   b", 1, 4, AnchorProblem.BLANK, 1),
        ("mots", 3, 1, AnchorProblem.REVERSED, 1),
        ("mots", 0, 5, AnchorProblem.BEYOND_TEXT, 5),
        ("mots", -1, 2, AnchorProblem.BEYOND_TEXT, -1),
        ("e\u0301te", 1, 3, AnchorProblem.INSIDE_SIGN, 1),
        ("a\r\nb", 0, 2, AnchorProblem.INSIDE_SIGN, 2),
        (FAMILY, 0, 1, AnchorProblem.INSIDE_SIGN, 1),
        ("mots \ud83d", 0, 4, AnchorProblem.BROKEN_TEXT, 5),
    ],
)
def test_impossible_passages_are_refused_at_their_place(
    text: str, start: int, end: int, problem: AnchorProblem, place: int
) -> None:
    with pytest.raises(AnchorError) as refused:
        anchor_passage(text, start, end)
    assert (refused.value.problem, refused.value.place) == (problem, place)
    assert problem.label.fr
    assert problem.label.en


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("été", [0, 1, 2, 3]),
        ("e\u0301te\u0301", [0, 2, 3, 5]),
        ("👍🏽!", [0, 2, 3]),
        ("🇫🇷🇧🇪", [0, 2, 4]),
        ("a🇫🇷", [0, 1, 3]),
        ("❤\ufe0f.", [0, 2, 3]),
        (FAMILY + "x", [0, 5, 6]),
        ("🏴\U000e0067\U000e007f", [0, 3]),
        ("", [0]),
    ],
)
def test_places_between_signs(text: str, places: list[int]) -> None:
    assert [place for place in range(len(text) + 1) if is_between_signs(text, place)] == places


@pytest.mark.parametrize(
    ("quote", "occurrence", "problem"),
    [
        ("", None, AnchorProblem.EMPTY),
        ("absent", None, AnchorProblem.ABSENT_QUOTE),
        ("de", None, AnchorProblem.REPEATED_QUOTE),
        ("de", 3, AnchorProblem.ABSENT_QUOTE),
        ("de", 0, AnchorProblem.ABSENT_QUOTE),
    ],
)
def test_typed_words_must_name_one_passage(quote: str, occurrence: int | None, problem: AnchorProblem) -> None:
    with pytest.raises(AnchorError) as refused:
        anchor_quote(TEXT, quote, occurrence=occurrence)
    assert refused.value.problem is problem


def test_typed_words_are_found() -> None:
    assert anchor_quote(TEXT, "  temps ").start == TEXT.index("temps")
    assert anchor_quote(TEXT, "de", occurrence=2).start == TEXT.index("de données")
    assert places_of("aaa", "aa") == (0, 1)


@given(st.text(max_size=30), st.data())
def test_places_of_a_browser_are_places_of_the_text(text: str, data) -> None:
    place = data.draw(st.integers(0, len(text)))
    units = len(text[:place].encode("utf-16-le", "surrogatepass")) // 2
    assert place_from_utf16(text, units) == place


@pytest.mark.parametrize(
    ("units", "problem"),
    [(2, AnchorProblem.INSIDE_PAIR), (5, AnchorProblem.BEYOND_TEXT), (-1, AnchorProblem.BEYOND_TEXT)],
)
def test_impossible_places_of_a_browser_are_refused(units: int, problem: AnchorProblem) -> None:
    with pytest.raises(AnchorError) as refused:
        place_from_utf16("a😀b", units)
    assert (refused.value.problem, refused.value.place) == (problem, units)


OLD = anchor_quote(TEXT, "manque d’ingénierie")


def test_an_unchanged_text_keeps_its_anchors() -> None:
    assert reanchor(OLD, TEXT).anchor is OLD
    assert reanchor(OLD, TEXT).state is AnchorState.EXACT


def test_a_change_elsewhere_leaves_words_in_place() -> None:
    changed = TEXT.replace("données !", "chiffres !")
    found = reanchor(OLD, changed)
    assert (found.state, found.reason) == (AnchorState.EXACT, None)
    assert (found.anchor.start, found.anchor.version) == (OLD.start, text_version(changed))


def test_words_move_with_their_sentence() -> None:
    changed = "D’abord : rien. " + TEXT
    found = reanchor(OLD, changed)
    assert found.state is AnchorState.MOVED
    assert changed[found.anchor.start : found.anchor.end] == OLD.quote
    assert found.anchor.start == OLD.start + 16


@pytest.mark.parametrize(
    ("changed", "reason", "proposed"),
    [
        (TEXT.replace("Le manque", "Pas de manque"), ReviewReason.SENTENCE_CHANGED, "manque d’ingénierie"),
        (TEXT.replace("pèse", "ne pèse plus"), ReviewReason.SENTENCE_CHANGED, "manque d’ingénierie"),
        ("A. " + TEXT + " " + TEXT, ReviewReason.SEVERAL_PLACES, "manque d’ingénierie"),
        (TEXT.replace("manque d’ingénierie", "Manque  d'inge\u0301nierie"), ReviewReason.WORDS_CHANGED, None),
        (TEXT.replace("ingénierie", "élus"), ReviewReason.WORDS_GONE, None),
        ("", ReviewReason.WORDS_GONE, None),
    ],
)
def test_what_cannot_be_sure_is_reviewed_and_kept(changed: str, reason: ReviewReason, proposed: str | None) -> None:
    found = reanchor(OLD, changed)
    assert (found.state, found.reason, found.anchor) == (AnchorState.TO_REVIEW, reason, OLD)
    assert reason.label.fr
    assert found.state.label.fr
    if reason is ReviewReason.WORDS_CHANGED:
        proposed = "Manque  d'inge\u0301nierie"
    assert (found.proposed.quote if found.proposed else None) == proposed


def test_of_several_places_the_nearest_is_proposed() -> None:
    changed = TEXT + " Encore : le manque d’ingénierie." + " x" * 5
    old = anchor_quote(TEXT, "données")
    found = reanchor(old, "Nos données. " * 3 + changed.replace("Peu de données", "Beaucoup de données"))
    assert found.proposed is not None
    assert found.proposed.start == "".join(["Nos données. " * 3, changed]).replace("Peu de", "Beaucoup de").rindex(
        "données"
    )


def test_a_sentence_repeated_stays_where_it_was() -> None:
    assert reanchor(OLD, TEXT + " " + TEXT).state is AnchorState.EXACT


def test_a_word_is_not_found_inside_another() -> None:
    old = anchor_quote("L’eau manque.", "eau")
    found = reanchor(old, "Le bateau coule.")
    assert (found.reason, found.proposed) == (ReviewReason.WORDS_GONE, None)


def test_a_word_and_its_plural_are_two_and_so_are_words_that_a_blank_parts() -> None:
    old = anchor_quote("L’eau manque.", "eau")
    assert reanchor(old, "Deux eaux ici.").reason is ReviewReason.WORDS_GONE
    assert reanchor(old, "Une eau ici.").reason is ReviewReason.SENTENCE_CHANGED
    apart = anchor_quote("Un bon  temps.", "bon  temps")
    assert reanchor(apart, "Un bontemps ici.").reason is ReviewReason.WORDS_GONE
    found = reanchor(apart, "Un Bon\ttemps ici.")
    assert (found.reason, found.proposed and found.proposed.quote) == (ReviewReason.WORDS_CHANGED, "Bon\ttemps")


@pytest.mark.parametrize(
    ("text", "start", "end", "before", "after"),
    [
        ("Oui. Non pas. Fin.", 0, 5, "", "Non pas."),  # the passage takes the blank after its sentence
        ("Le temps\nLes élus", 3, 8, "Le", ""),
        ("Le temps\rLes élus", 9, 12, "", " élus"),
        ("Bon… Le temps ! Fin", 8, 13, "Le", " !"),
    ],
)
def test_a_sentence_ends_at_a_mark_before_a_blank_or_at_a_break(
    text: str, start: int, end: int, before: str, after: str
) -> None:
    anchor = anchor_passage(text, start, end)
    assert (anchor.before.rstrip(), anchor.after) == (before, after)


def test_words_inside_a_sign_are_other_words() -> None:
    old = anchor_quote("Le mot e seul.", "e seul")
    assert reanchor(old, "Le mot e seul\u0301.").reason is ReviewReason.WORDS_GONE


def test_words_made_of_marks_alone_are_reviewed() -> None:
    old = Anchor(version="x", start=0, end=1, quote="\u0301")
    assert reanchor(old, "rien").reason is ReviewReason.WORDS_GONE


@given(st.text(alphabet="ab .!\né\u0301😀", min_size=1, max_size=25), st.data())
def test_no_anchor_is_lost_nor_wrong(text: str, data) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    try:
        old = anchor_passage(text, start, end)
    except AnchorError:
        assume(False)  # noqa: FBT003 — of Hypothesis
        return
    changed = data.draw(st.text(alphabet="ab .!\né\u0301😀", max_size=6)) + text[: data.draw(st.integers(0, len(text)))]
    found = reanchor(old, changed)
    if found.state is AnchorState.TO_REVIEW:
        assert found.anchor == old
    else:
        assert changed[found.anchor.start : found.anchor.end] == old.quote
        assert found.anchor.version == text_version(changed)
        assert (found.anchor.before, found.anchor.after) == (old.before, old.after)


def test_people_of_one_name_are_told_apart() -> None:
    coders = [Coder(key="1", name="Anne"), Coder(key="2", name="Paul"), Coder(key="3", name="Anne")]
    assert distinct_names(coders) == {"1": "Anne (1)", "2": "Paul", "3": "Anne (2)"}


def test_a_coding_and_a_text_say_where_they_are() -> None:
    assert make_coding("7", "staff").evidence.key == "7"
    assert make_text("t", "mots").version == text_version("mots")
    assert all(origin.label.fr for origin in CodingOrigin)


@pytest.mark.parametrize(
    ("text", "start", "end", "quote"),
    [
        ("un\r\ndeux trois", 3, 7, "deux"),
        ("un\r\ndeux trois", 0, 7, "un\r\ndeux"),
        ("😀 été ", 2, 7, "été"),
        ("  mots  ", 0, 8, "mots"),
    ],
)
def test_a_selection_of_a_page_is_anchored_in_the_text_itself(text: str, start: int, end: int, quote: str) -> None:
    anchor = anchor_selection(text, start, end)
    assert (anchor.quote, text[anchor.start : anchor.end]) == (quote, quote)


def test_a_selection_of_blanks_is_refused() -> None:
    with pytest.raises(AnchorError):
        anchor_selection("un   deux", 2, 5)
