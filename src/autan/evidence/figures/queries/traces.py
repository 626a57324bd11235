"""The trace of a figure, put together for page and command alike; every figure that the rooms give of a network."""

from dataclasses import dataclass

from django.core.cache import cache

from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.figures import Figure, evidence_below
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.models import Fact
from autan.evidence.figures.queries.registry import Reader, describe_evidence, find_figure, is_kept_from, name_place
from autan.ground.extension_points import CatalogueFigure, CatalogueTopic
from autan.ground.registry import registered
from autan.ground.search.core.searching import BEST, SearchedDocument, SearchIndex
from autan.ground.wordings import Text
from autan.people.journal.queries import last_mark_but

_MOST_CARDS = 40
_MOST_OPEN_CARDS = 5
_MOST_PLACES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A figure with the cards of its evidence.

    Attributes:
        cards: evidence that it rests on, nearest first, at most forty.
        hidden_cards: how many further pieces of evidence are reached through the inputs.
        dead: references that lead nowhere any more.
        kept: how many pieces of evidence this reader may not see.
        places: names of the territories that the figure is about, at most sixty.
        hidden_places: how many further territories it is about.
    """

    figure: Figure
    cards: tuple[EvidenceCard, ...]
    hidden_cards: int
    dead: tuple[EvidenceRef, ...]
    kept: int
    places: tuple[str, ...]
    hidden_places: int

    @property
    def is_long(self) -> bool:
        """True when the cards are better folded under their titles."""
        return len(self.cards) > _MOST_OPEN_CARDS


def trace_figure(figure_id: str, *, reader: Reader) -> Trace:
    """Compute a figure again and gather what it rests on. Queries: those of the rooms that hold the evidence.

    Raises UnknownFigureError: no room computes it, or this reader may not read it.
    """
    return trace_of(find_figure(figure_id, reader=reader), reader=reader)


def trace_of(figure: Figure, *, reader: Reader) -> Trace:
    """Gather what a figure at hand rests on, as far as a reader may see it."""
    refs = evidence_below(figure)
    shown = describe_evidence(refs[:_MOST_CARDS], reader=reader)
    absent = [ref for ref, card in shown.items() if card is None]
    withheld = [ref for ref in absent if is_kept_from(ref, reader=reader)]
    return Trace(
        figure=figure,
        cards=tuple(card for card in shown.values() if card),
        hidden_cards=max(0, len(refs) - _MOST_CARDS),
        dead=tuple(ref for ref in absent if ref not in withheld),
        kept=len(withheld),
        places=tuple(name_place(code) for code in figure.territories[:_MOST_PLACES]),
        hidden_places=max(0, len(figure.territories) - _MOST_PLACES),
    )


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
    key = f"catalogue:{network}:{last_mark_but(_TEXTS)}"
    figures: list[FoundFigure] | None = cache.get(key)
    if figures is None:
        topics = registered(CatalogueTopic)
        figures = [FoundFigure(topic=topic.title, item=item) for topic in topics for item in topic.build(network)]
        cache.set(key, figures, timeout=_KEPT_SECONDS)
    return figures


def search_figures(
    network: str, words: tuple[str, ...], most: int, *, topic: str = ""
) -> list[tuple[float, FoundFigure]]:
    """Return the figures of a network that answer some words, best first, with how well each answers.

    `topic`: the French title of the only topic to search; all the figures answer no words.
    """
    entries = [entry for entry in figures_of_network(network) if topic in {"", entry.topic.fr}]
    if not words:
        return [(BEST, entry) for entry in entries[:most]]
    index = SearchIndex(
        [SearchedDocument(key=rank, title=_title(entry), text=_text(entry)) for rank, entry in enumerate(entries)]
    )
    return [(score, entries[rank]) for rank, score in index.search(words)[:most]]


def _title(figure: FoundFigure) -> str:
    label = figure.item.figure.label
    return f"{label.fr} {label.en} {figure.item.place} {figure.item.figure.period.label}"


def _text(figure: FoundFigure) -> str:
    return f"{figure.item.search_words} {figure.topic.fr} {figure.topic.en}"
