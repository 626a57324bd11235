"""Series of one measure: its values in order of date, and their index with one of them as 100.

Values of two sources, or of two methods, are never joined without a mark.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from autan.evidence.figures.core.arithmetic import divide_figures
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.ground.wordings import Sentence
from autan.opendata.measures.core import notes
from autan.opendata.measures.core.addresses import BASE, date_of

_ACROSS_A_BREAK = Sentence(
    "Les deux valeurs viennent de sources différentes\u00a0: aucune évolution n’est établie de l’une à l’autre."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPoint:
    """One value of a series.

    Attributes:
        index: the value with the base as 100; None when it or the base is unknown.
        is_break: True when it comes from another source than the value before it.
    """

    figure: Figure
    index: Figure | None
    is_break: bool
    source: str


def make_series(figures: Sequence[Figure], *, base: int = 0) -> tuple[SeriesPoint, ...]:
    """Put figures of one measure in the order given, with their index.

    `base`: rank of the figure that is 100.
    Returns one point a figure.
    """
    sources = [_source_of(figure) for figure in figures]
    return tuple(
        SeriesPoint(
            figure=figure,
            index=index_figure(figure, figures[base]),
            is_break=rank > 0 and sources[rank] != sources[rank - 1],
            source=sources[rank],
        )
        for rank, figure in enumerate(figures)
    )


def _source_of(figure: Figure) -> str:
    return dict(figure.method.parameters).get("source", figure.method.name)


def index_figure(figure: Figure, base: Figure) -> Figure | None:
    """A value with another as 100: value / base x 100, rounded to the tenth.

    `base`: value of the base date, not nil.

    Returns:
        A Figure whose address ends in `base-` and the date of the base, or None when either is unknown or the base is
        nil. The base itself is 100 however well it is known; against a base that is a lower bound, a lower bound is
        not established, nor is anything against a base of another source.
    """
    if figure.value is None or not base.value:
        return None
    text = Sentence("Indice 100\u00a0: {period}.", period=base.period.words())
    divided = divide_figures(
        figure,
        base,
        figure_id=f"{figure.id}.{BASE}{date_of(base)}",
        label=Sentence("{figure}, indice", figure=figure.label),
        unit=get_unit("index"),
        scale=100.0,
        mixed_years=text,
    )
    if _source_of(figure) != _source_of(base):
        note = notes.join_notes(text, _ACROSS_A_BREAK)
        return replace(divided, value=None, low=None, high=None, state=ValueState.NOT_ESTABLISHED, note=note)
    if figure.id == base.id:
        return replace(divided, value=100.0, low=None, high=None, indication=None, state=figure.state, note=text)
    reason = notes.NO_DIRECTION if divided.state is ValueState.NOT_ESTABLISHED else None
    interval = divided.interval
    # a bound is rounded where it is written
    rounded = round(interval.low, 1) if interval is not None and interval.is_exact else divided.value
    return replace(divided, value=rounded, note=notes.join_notes(text, reason))
