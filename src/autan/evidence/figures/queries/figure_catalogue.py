"""Every figure that the rooms give of a network, gathered once for each state of what they hold, searched by words."""

from dataclasses import dataclass

from django.core.cache import cache

from autan.evidence.figures.models import Fact
from autan.ground.extension_points import CatalogueFigure, CatalogueTopic
from autan.ground.registry import registered
from autan.ground.search.core.searching import SearchedDocument, SearchIndex
from autan.ground.wordings import Text
from autan.people.journal.queries import last_entry_but

_KEPT_SECONDS = 3600
_TEXTS = "synthesis"  # to write a text changes no figure


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFigure:
    """One figure of the catalogue. `item`: the figure, its source, and that of its members."""

    topic: Text
    item: CatalogueFigure
    fact: Fact | None = None


def figures_of_network(network: str) -> list[FoundFigure]:
    """Return the figures of the rooms that anybody may read."""
    key = f"catalogue:{network}:{last_entry_but(_TEXTS)}"
    figures: list[FoundFigure] | None = cache.get(key)
    if figures is None:
        topics = registered(CatalogueTopic)
        figures = [FoundFigure(topic=topic.title, item=item) for topic in topics for item in topic.build(network)]
        cache.set(key, figures, timeout=_KEPT_SECONDS)
    return figures


def search_figures(network: str, words: tuple[str, ...], most: int) -> list[tuple[float, FoundFigure]]:
    """Return the figures of a network that answer some words, best first, with how well each answers."""
    kept = figures_of_network(network)
    index = SearchIndex(
        [
            SearchedDocument(key=rank, title=_title(entry), text=entry.item.search_words)
            for rank, entry in enumerate(kept)
        ]
    )
    return [(score, kept[rank]) for rank, score in index.search(words)[:most]]


def _title(figure: FoundFigure) -> str:
    label = figure.item.figure.label
    return f"{label.fr} {label.en} {figure.item.place} {figure.item.figure.period.label}"
