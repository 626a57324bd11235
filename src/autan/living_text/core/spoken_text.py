"""A line of a living text in plain words, its figures printed: for a slide, a title, a search."""

import re
from collections.abc import Callable, Sequence

from autan.living_text.core.document import Emphasis, FigureMark, Inline, Link, Words

_END = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-Ý«0-9])")

type Print = Callable[[FigureMark], str]
"""Takes the mark of a figure; gives what it prints."""


def spoken(children: Sequence[Inline], printed: Print) -> str:
    """Return the words of a line, without its citations."""
    said = []
    for child in children:
        match child:
            case Words(text=text):
                said.append(text)
            case FigureMark():
                said.append(printed(child))
            case Emphasis(children=inner) | Link(children=inner):
                said.append(spoken(inner, printed))
            case _:
                pass  # a citation is no word
    return "".join(said)


def spoken_sentences(children: Sequence[Inline], printed: Print) -> list[str]:
    """Return the sentences of a line, in order; none of an empty one."""
    return [sentence for sentence in _END.split(spoken(children, printed).strip()) if sentence]
