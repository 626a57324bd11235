"""Which sentences hold a bare number that no citation supports."""

import re
from collections.abc import Iterator

from autan.synthesis.core.document import (
    Block,
    CitationMark,
    Emphasis,
    Inline,
    Link,
    Paragraph,
    Quote,
    TextList,
    Words,
)

_DATE = re.compile(r"(?<!\d)(?:\d{1,2}(?:er)?\s+[a-zéû]{3,9}\s+)?(?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(r"\d+(?:[.,  ]\d+)*")
_END = re.compile(r"(?<=[.!?…])\s+")
_CITED = "\x00"


def uncited_numbers(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    """Give each number typed by hand in a sentence without any citation, with that sentence.

    A year or a day is a date, not a result, and needs no citation; nor does a heading. A citation counts for the
    sentence in which it stands; placed after the full stop, it counts for the sentence that has just ended.

    Args:
        blocks: blocks of a living text.

    Returns:
        Pairs of the number and its sentence, in the order of reading.
    """
    for line in _lines(blocks):
        for sentence in _END.split(_CITED_AFTER_STOP.sub(r"\2\1", _flatten(line))):
            found = None if _CITED in sentence else _NUMBER.search(_DATE.sub("", sentence))
            if found:
                yield found[0], sentence.strip()


_CITED_AFTER_STOP = re.compile(rf"([.!?…])(\s*{_CITED})")


def _lines(blocks: tuple[Block, ...]) -> Iterator[tuple[Inline, ...]]:
    for block in blocks:
        match block:
            case Paragraph(children=children):
                yield children
            case TextList(items=items):
                for item in items:
                    yield from _lines(item)
            case Quote(children=inner):
                yield from _lines(inner)
            case _:
                pass  # titles, key figures and drawings are no sentences


def _flatten(children: tuple[Inline, ...]) -> str:
    pieces = []
    for child in children:
        match child:
            case Words(text=text):
                pieces.append(text)
            case CitationMark():
                pieces.append(_CITED)
            case Emphasis(children=inner) | Link(children=inner):
                pieces.append(_flatten(inner))
            case _:
                pass  # a figure has its own trace
    return "".join(pieces)
