"""The trace of a figure, put together for the page and for the command line alike."""

from dataclasses import dataclass

from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.figures import Figure, evidence_below
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import Reader, describe_evidence, find_figure, is_kept_from, name_place

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
    kept = [ref for ref in absent if is_kept_from(ref, reader=reader)]
    return Trace(
        figure=figure,
        cards=tuple(card for card in shown.values() if card),
        hidden_cards=max(0, len(refs) - _MOST_CARDS),
        dead=tuple(ref for ref in absent if ref not in kept),
        kept=len(kept),
        places=tuple(name_place(code) for code in figure.territories[:_MOST_PLACES]),
        hidden_places=max(0, len(figure.territories) - _MOST_PLACES),
    )
