"""Places as a browser gives them: units of UTF-16 in a text whose line breaks are line feeds."""

from autan.coding.core.anchors import Anchor, anchor_passage, place_from_utf16


def anchor_selection(text: str, start: int, end: int) -> Anchor:
    r"""Anchor what a person selected on a page, without the blanks around it.

    Args:
        text: the text as it stands.
        start: place of the first unit, as the browser counts.
        end: place after the last one.

    Raises:
        AnchorError: see `place_from_utf16` and `anchor_passage`.

    >>> anchor_selection("a\r\nb 😀 ", 2, 7).quote
    'b 😀'
    """
    shown = text.replace("\r\n", "\n")
    first, last = (place_from_utf16(shown, units) for units in (start, end))
    words = shown[first:last]
    kept = first + len(words) - len(words.lstrip()), first + len(words.rstrip())
    first, last = kept if kept[0] < kept[1] else (first, last)
    return anchor_passage(text, _in_text(text, first), _in_text(text, last))


def _in_text(text: str, place: int) -> int:
    """A place of the shown text in the text itself, where a line break may be two characters."""
    reached = 0
    for _ in range(place):
        reached += 2 if text.startswith("\r\n", reached) else 1
    return reached
