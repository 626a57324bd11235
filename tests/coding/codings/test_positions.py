"""The way of counting places is found from the names of passages, else from where words begin and end."""

import pytest

from autan.coding.codings.core.positions import PlaceTable, RawSelection, find_counting

TEXT = "Voici le mot?! Fin"


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
    selection = RawSelection(text="t", start=6, end=12, name=name)
    assert find_counting({"t": PlaceTable(TEXT)}, [selection]).is_inclusive is is_inclusive


def test_words_cut_say_the_other_way_when_names_say_nothing() -> None:
    cut = RawSelection(text="t", start=0, end=4, name="Code")  # « Voic », or « Voici »
    assert find_counting({"t": PlaceTable(TEXT)}, [cut]).is_inclusive
