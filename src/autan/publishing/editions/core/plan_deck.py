"""A plan as a living text of a few chapters, whose slides are made as those of any edition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autan.publishing.editions.core.starter import StarterText
from autan.publishing.living_text.core.marks import as_typed

_MOST_ITEMS, _LONGEST = 6, 160


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckChapter:
    """One chapter of the deck of a plan.

    Attributes:
        items: lines of a list, in words that people typed.
        figures: address of each figure that it shows, by name.
        rest: what stands for the items that are left out, such as how many; empty for nothing.
    """

    title: str
    items: Sequence[str] = ()
    figures: Mapping[str, str]
    rest: str = ""


def compose_deck(*, network: str, title: str, notice: str, chapters: Sequence[DeckChapter]) -> StarterText:
    """Write a plan as a living text: its first chapter is what is read first, each other has its title.

    >>> chapter = DeckChapter(title="Axe 1", items=["Isoler"], figures={})
    >>> compose_deck(network="n", title="P", notice="", chapters=[chapter, chapter]).body.split()
    ['-', 'Isoler', '#', 'Axe', '1', '-', 'Isoler']
    """
    parts = []
    for rank, chapter in enumerate(chapters):
        parts += [f"# {_plain(chapter.title)}\n"] if rank else []
        if chapter.figures:
            parts.append(f"{{{{figures: {', '.join(chapter.figures)}}}}}\n")
        items = [*chapter.items[:_MOST_ITEMS], *([chapter.rest] if chapter.rest else [])]
        parts += ["\n".join(f"- {_plain(item)}" for item in items) + "\n"] if items else []
    texts = {"label": title, "title": title, "notice": notice}
    both = {name: {"fr": text, "en": text} for name, text in texts.items() if text}
    figures = {name: address for chapter in chapters for name, address in chapter.figures.items()}
    return StarterText(head={"slug": "plan", "network": network, **both, "figures": figures}, body="\n".join(parts))


def _plain(text: str) -> str:
    """Words that people typed; long ones are cut, in the middle of a word where need be."""
    words = " ".join(text.split())
    return as_typed(words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…")
