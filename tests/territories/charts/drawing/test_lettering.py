"""Widths of words: those of the font itself, and lines that fit."""

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from autan.ground.documents.renderers.printing import TYPEFACES
from autan.territories.charts.renderers.drawing.lettering import Lettering

FONTS = TYPEFACES
EXACT = Lettering()


@pytest.mark.parametrize(("weight", "is_bold"), [("Regular", False), ("Semibold", True)])
@pytest.mark.parametrize("words", ["Grand Auch Cœur de Gascogne", "≥\u00a012\u202f345 t CO₂e", "« À l’été »"])
def test_widths_are_those_of_the_font(words: str, weight: str, *, is_bold: bool) -> None:
    font = TTFont(FONTS / f"SourceSansPro-{weight}.otf")
    names, advances = font.getBestCmap(), font["hmtx"]
    expected = sum(advances[names[ord(letter)]][0] for letter in words) / 1000 * 15
    assert EXACT.width(words, 15, bold=is_bold) == pytest.approx(expected)


def test_a_screen_needs_more_room_and_bold_still_more() -> None:
    screen = Lettering(slack=1.2)
    assert screen.width("Autan", 10) == pytest.approx(EXACT.width("Autan", 10) * 1.2)
    assert screen.width("Autan", 10, bold=True) > EXACT.width("Autan", 10, bold=True) * 1.2


def test_a_letter_that_the_font_lacks_takes_some_room() -> None:
    assert EXACT.width("漢", 10) == 6


@given(st.lists(st.text("abcdeé", min_size=1, max_size=9), min_size=1, max_size=9), st.floats(20, 200))
def test_lines_fit_and_lose_no_word(words: list[str], room: float) -> None:
    lines = EXACT.wrap(" ".join(words), 12, room)
    assert " ".join(lines).split(" ") == words
    assert all(EXACT.width(line, 12) <= room or " " not in line for line in lines)
