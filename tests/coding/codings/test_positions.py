"""The way of counting places is found from the names of passages, else from where words begin and end."""

import pytest

from autan.coding.codings.core.positions import (
    WAYS,
    PlaceTable,
    PositionCounting,
    RawSelection,
    find_counting,
    normalised,
)

TEXT = "Voici le mot?! Fin"
USUAL = PositionCounting()


def counted(text: str, *selections: tuple[int, int, str]) -> PositionCounting:
    raw = [RawSelection(text="t", start=start, end=end, name=name) for start, end, name in selections]
    return find_counting({"t": PlaceTable(text)}, raw)


@pytest.mark.parametrize(
    ("name", "is_inclusive"),
    [
        ("le mot", False),
        ("le mot?", True),
        ("le mot?…", True),
        ("le mot?...", True),
        ("le  mot?", True),
        ("le…", False),
        ("Obstacle", False),
    ],
)
def test_the_name_of_a_passage_says_where_it_ends(name: str, *, is_inclusive: bool) -> None:
    assert counted(TEXT, (6, 12, name)).is_inclusive is is_inclusive


@pytest.mark.parametrize(
    ("text", "start", "end", "is_inclusive"),
    [
        ("Voici le mot", 0, 4, True),  # « Voic », or « Voici »
        ("Voici le mot", 0, 5, False),  # « Voici », or « Voici » and a blank
        ("Voici, oui", 0, 5, False),  # both are clean: the usual way
        ("Un mot", 3, 5, True),  # « mo », or « mot » at the end of the text
        ("Un mot", 3, 6, False),  # the other way goes beyond the text
        ("Un mo.t", 3, 5, False),
        ("a b", 0, 2, True),  # « a » and a blank, or all of it
        ("à2 été", 0, 1, True),
    ],
)
def test_words_cut_say_the_other_way_when_names_say_nothing(
    text: str, start: int, end: int, *, is_inclusive: bool
) -> None:
    assert counted(text, (start, end, "Code")) == PositionCounting(is_inclusive=is_inclusive)


def test_where_a_passage_begins_says_how_breaks_are_counted() -> None:
    text = "Un\r\nmot dit\r\nici"
    assert counted(text, (4, 7, "Code")) == USUAL
    assert counted(text, (3, 6, "Code")) == PositionCounting(is_inclusive=True), "the more usual of two clean ways"
    assert counted(text, (3, 6, "mot"), (11, 14, "ici")) == PositionCounting(joins_breaks=True)
    assert counted(text, (3, 5, "mot")) == PositionCounting(joins_breaks=True, is_inclusive=True)
    assert counted("😀 mot dit", (3, 6, "mot")) == PositionCounting(counts_utf16=True)
    both = counted("😀\r\nmot\r\ndit", (3, 6, "mot"), (7, 10, "dit"))
    assert both == PositionCounting(counts_utf16=True, joins_breaks=True)


def test_one_passage_that_is_not_called_by_its_words_leaves_the_choice_to_most() -> None:
    assert counted(TEXT, (0, 5, "Voici"), (6, 12, "Code"), (6, 7, "le")).is_inclusive is False
    assert counted(TEXT, (0, 4, "Voici"), (6, 12, "Code"), (6, 7, "le")).is_inclusive is True
    assert counted(TEXT) == USUAL, "nothing to go by"


@pytest.mark.parametrize(
    ("name", "is_inclusive"),
    [
        ("« Voici … »", False),  # no mark of a cut at the end
        ("Voic…", False),  # too short to say anything
        ("Voici l…", True),  # long enough
        ("Voici l ...", True),
        ("Voici l", True),
        ("", False),
        ("Voici  l", True),
        ("Voici l z", False),
    ],
)
def test_a_name_may_be_cut_with_a_mark_or_hold_other_blanks(name: str, *, is_inclusive: bool) -> None:
    """Seven letters of « Voici le mot », of which the usual way takes six and a blank."""
    assert counted("Voici le mot", (0, 6, name)).is_inclusive is is_inclusive


@pytest.mark.parametrize(("name", "is_inclusive"), [("Voic…", False), ("Voic...", False), ("Voici…", True)])
def test_a_name_that_is_cut_says_something_from_five_letters_on(name: str, *, is_inclusive: bool) -> None:
    """One letter more is the other way: the name alone may tell."""
    assert counted("Voicile mot", (0, len(name.rstrip("….")) - 1, name)).is_inclusive is is_inclusive


@pytest.mark.parametrize(("letters", "is_found"), [(40, True), (39, False)])
def test_a_long_name_may_be_cut_without_a_mark(letters: int, *, is_found: bool) -> None:
    """Its words begin inside a word, where the usual way begins at a mark: the name alone tells them apart."""
    words = "b-un deux trois quatre cinq sixième sept huit neuf dix"
    selection = (3, 3 + len(words), words[:letters])
    assert counted(f"😀a{words}, fin", selection).counts_utf16 is is_found


@pytest.mark.parametrize(
    ("way", "places"),
    [
        (PositionCounting(), [0, 1, 2, 2, 3]),
        (PositionCounting(joins_breaks=True), [0, 1, 2, 3, None]),
        (PositionCounting(counts_utf16=True), [0, 1, 2, 2, None]),
        (PositionCounting(counts_utf16=True, joins_breaks=True), [0, 1, 2, None, 3]),
    ],
)
def test_a_place_of_each_way_is_one_of_the_text_with_plain_breaks(
    way: PositionCounting, places: list[int | None]
) -> None:
    """« a », a break of two characters, then one that UTF-16 counts for two."""
    table = PlaceTable("a\r\n😀")
    assert table.normalised == "a\n😀"
    ends = [table.passage(0, end, way) for end in range(5)]
    assert [end and end[1] for end in ends] == [place or None for place in places]


@pytest.mark.parametrize(
    ("start", "end", "inclusive", "passage"),
    [
        (0, 3, False, (0, 3)),
        (0, 2, True, (0, 3)),
        (0, 3, True, None),
        (0, 4, False, None),
        (-1, 2, False, None),
        (2, 2, False, None),
        (2, 2, True, (2, 3)),
        (2, 1, True, None),
        (3, 3, False, None),
    ],
)
def test_a_passage_stands_in_the_text(
    start: int, end: int, passage: tuple[int, int] | None, *, inclusive: bool
) -> None:
    way = PositionCounting(is_inclusive=inclusive)
    assert PlaceTable("mot").passage(start, end, way) == passage
    same = passage and (passage[0], passage[1])
    assert PlaceTable("mo\r").passage(start, end, way) == same, "the places of a text with breaks are in a table"


def test_breaks_of_every_program_are_line_feeds() -> None:
    assert normalised("a\r\nb\rc\nd\n\re") == "a\nb\nc\nd\n\ne"


def test_every_way_is_tried_the_most_usual_first() -> None:
    assert len(set(WAYS)) == 8
    assert WAYS[:3] == (USUAL, PositionCounting(is_inclusive=True), PositionCounting(counts_utf16=True))
