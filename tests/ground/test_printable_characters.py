"""Characters that no document prints are written by their number; what a renderer refuses tells which."""

from dataclasses import dataclass

import pytest

from autan.ground.documents.core import (
    is_never_printed,
    make_printable,
    property_text,
    refused_characters,
    replace_unprintable,
    resembling,
)


@dataclass(frozen=True)
class Page:
    title: str
    lines: tuple[str, ...]
    number: int


def test_a_value_is_made_printable_in_all_its_texts() -> None:
    page = make_printable(Page(title="a\x07", lines=("é", "\x00b"), number=3))
    assert page == Page(title="a[U+0007]", lines=("é", "[U+0000]b"), number=3)
    assert replace_unprintable("e\u0301") == "é"
    assert replace_unprintable("plain") == "plain"


@pytest.mark.parametrize(("sign", "never"), [("\x07", True), ("\ue000", True), ("\n", False), ("é", False)])
def test_controls_are_never_printed(sign: str, never: object) -> None:
    assert is_never_printed(sign) is never


def test_what_typst_refuses_is_read_from_its_message() -> None:
    message = 'error: the text `"中\\u{7}"` could not be displayed with font `"Source"`'
    assert refused_characters(message) == {"中", "\x07"}
    assert refused_characters("error: something else") == frozenset()


def test_characters_alike_share_their_lot() -> None:
    lost = resembling("😀中")
    assert [lost(sign) for sign in ("🚲", "文", "é", "\x07")] == [True, True, False, True]
    assert [resembling("0")(sign) for sign in ("0", "\u1ab0")] == [False, True]
    beyond = resembling("😀")
    assert [beyond(sign) for sign in ("\U00010000", "\uffdc")] == [True, False], "the first beyond sixteen bits"


def test_a_property_of_an_office_file_holds_255_characters() -> None:
    assert property_text("é" * 255) == "é" * 255
    assert property_text("é" * 256) == "é" * 254 + "…"
