"""Minutes as every form of them shows: a heading, blocks of text, and the trace of what was done."""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words set in one way inside a block."""

    text: str
    is_bold: bool = False
    is_italic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesBlock:
    """One block of text.

    Attributes:
        kind: `heading`, `paragraph`, `item`, `quote`.
        level: depth of a heading (1 to 3) or of an item (1 and more).
        mark: what stands before an item: a dash, or its number and a full stop.
    """

    kind: str
    runs: tuple[Run, ...]
    level: int = 1
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesDocument:
    """Minutes, ready to be drawn as a page, a DOCX or a PDF, in the language of the reader.

    Attributes:
        heading: label and words of each line above the text: date, place, attendance...
        trace: sentences on amendments, passages withdrawn and versions.
        fingerprint: words with the hash of what was published; empty before.
    """

    language: str
    title: str
    network: str
    caution: str
    phase: str
    heading: tuple[tuple[str, str], ...]
    blocks: tuple[MinutesBlock, ...]
    trace: tuple[str, ...]
    fingerprint: str


def even_headings(blocks: Sequence[MinutesBlock]) -> tuple[MinutesBlock, ...]:
    """Return blocks whose headings begin at level 1 and go down one level at a time, as tagged documents ask.

    >>> deep = [MinutesBlock(kind="heading", runs=(), level=level) for level in (2, 4, 2)]
    >>> [block.level for block in even_headings(deep)]
    [1, 2, 1]
    """
    evened, open_levels = [], list[int]()
    for block in blocks:
        if block.kind == "heading":
            while open_levels and open_levels[-1] >= block.level:
                open_levels.pop()
            open_levels.append(block.level)
            evened.append(replace(block, level=len(open_levels)))
        else:
            evened.append(block)
    return tuple(evened)
