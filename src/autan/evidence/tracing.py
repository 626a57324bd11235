"""The trace of a figure, put together for the page and for the command line alike."""

from dataclasses import dataclass

from autan.evidence.core.figures import Figure
from autan.evidence.core.sources import EvidenceRef
from autan.evidence.core.traces import evidence_below
from autan.evidence.registry import EvidenceCard, describe_all, find_figure, name_place

_MOST_CARDS = 40
_MOST_OPEN_CARDS = 5
_MOST_PLACES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A figure with the cards of its evidence.

    Attributes:
        figure: the figure, computed again just now.
        cards: evidence that it rests on, nearest first, at most forty.
        hidden_cards: how many further pieces of evidence are reached through the inputs.
        dead: references that lead nowhere any more.
        places: names of the territories that the figure is about, at most sixty.
        hidden_places: how many further territories it is about.
    """

    figure: Figure
    cards: tuple[EvidenceCard, ...]
    hidden_cards: int
    dead: tuple[EvidenceRef, ...]
    places: tuple[str, ...]
    hidden_places: int

    @property
    def is_long(self) -> bool:
        """True when the cards are better folded under their titles."""
        return len(self.cards) > _MOST_OPEN_CARDS


def trace_figure(figure_id: str) -> Trace:
    """Compute a figure again and gather what it rests on. Queries: those of the rooms that hold the evidence.

    Raises:
        UnknownFigureError: no room computes it.
    """
    return trace_of(find_figure(figure_id))


def trace_of(figure: Figure) -> Trace:
    """Gather what a figure at hand rests on."""
    refs = evidence_below(figure)
    shown = describe_all(refs[:_MOST_CARDS])
    return Trace(
        figure=figure,
        cards=tuple(card for card in shown.values() if card),
        hidden_cards=max(0, len(refs) - _MOST_CARDS),
        dead=tuple(ref for ref, card in shown.items() if card is None),
        places=tuple(name_place(code) for code in figure.territories[:_MOST_PLACES]),
        hidden_places=max(0, len(figure.territories) - _MOST_PLACES),
    )
