"""Figures of a home or of a site, and their traces, as a notebook shows them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.presenters.trace_record import figure_values, only_territory, trace_record
from autan.instance.library.frames import Frame, make_frame
from autan.instance.library.opening import ask

_FIGURE: dict[str, type] = {
    **dict.fromkeys(("id", "label", "territory", "period"), str),
    **dict.fromkeys(("value", "low", "high"), float),
    **dict.fromkeys(("unit", "state"), str),
    **dict.fromkeys(("known", "total"), int),
}
_PIECE: dict[str, type] = dict.fromkeys(
    ("kind", "key", "title", "statement", "producer", "source", "locator", "url"), str
) | {"rows": int}
_SHOWN = ("title", "statement", "producer", "locator")


@dataclass(frozen=True, slots=True)
class TraceOfFigure:
    """What a figure rests on.

    Attributes:
        pieces: pieces of evidence as values, nearest first.
        inputs: figures that it was computed from.
    """

    pieces: Sequence[Mapping[str, Any]]
    inputs: "tuple[HomeFigure, ...]"

    def evidence(self) -> Frame:
        """Return one row for each piece: `kind, key, title, statement, producer, source, locator, url, rows`."""
        return make_frame([[piece[name] for name in _PIECE] for piece in self.pieces], _PIECE)

    def rows(self) -> Frame:
        """Return the rows of data behind the figure: `evidence` (which piece), then the columns of each piece, as text.

        A piece without rows (a document, a fact) has none here; see `evidence`.
        """
        tables = [piece for piece in self.pieces if "table" in piece]
        columns = list(dict.fromkeys(name for piece in tables for name in piece["columns"]))
        rows = [
            [f"{piece['kind']}:{piece['key']}", *map(dict(zip(piece["columns"], row, strict=True)).get, columns)]
            for piece in tables
            for row in piece["table"]
        ]
        return make_frame(rows, dict.fromkeys(("evidence", *columns), str))


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class HomeFigure:
    """A figure: a value that knows what it is, how well it is known and what it rests on.

    Attributes:
        id: address of the figure.
        label: name of the measure, in French.
        value: value in `unit`; None for a range, or when unknown: never a zero.
        low: lower end of a range, or what the value is at least.
        high: upper end of a range.
        unit: code of the unit.
        period: time that the value is about.
        state: state of the value: `observed`, `estimated`, `missing`...
        known: count of the parts that are known.
        total: count of the parts that should enter.
        core: the figure as it was computed; None for one that was read from a site.
    """

    id: str
    label: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    period: str
    state: str
    known: int
    total: int
    say: Callable[[], str] = field(compare=False)
    find_trace: Callable[[], TraceOfFigure] = field(compare=False)
    core: Figure | None = field(default=None, compare=False)

    def trace(self) -> TraceOfFigure:
        """Return what it rests on, read again now."""
        return self.find_trace()

    def __str__(self) -> str:
        return self.say()

    def __repr__(self) -> str:
        return f"<{self.id} : {self}>"

    def _repr_html_(self) -> str:
        pieces = (" ; ".join(piece[name] for name in _SHOWN if piece[name]) for piece in self.trace().pieces)
        proof = "".join(f"<li>{escape(words)}</li>" for words in dict.fromkeys(pieces))
        return f"<p>{escape(str(self))}<br><small>{escape(self.id)}</small></p><ul>{proof}</ul>"


def read_figure(values: Mapping[str, Any], **rest: Any) -> HomeFigure:
    """Return the figure of values that `figure_values` or the API gives."""
    return HomeFigure(**{name: values[name] for name in _FIGURE if name != "territory"}, **rest)


def figure_of_home(figure: Figure) -> HomeFigure:
    """Return a figure that was computed in a home."""
    return read_figure(
        figure_values(figure),
        say=lambda: ask(lambda: _sentence(figure)),
        find_trace=lambda: ask(lambda: _trace(figure)),
        core=figure,
    )


def _trace(figure: Figure) -> TraceOfFigure:
    from autan.evidence.figures.core.figures import evidence_below
    from autan.evidence.figures.queries.registry import OPERATOR, describe_evidence

    shown = describe_evidence(evidence_below(figure), reader=OPERATOR)
    record = trace_record(figure, [card for card in shown.values() if card], with_rows=True)
    return TraceOfFigure(pieces=record["evidence"], inputs=tuple(figure_of_home(part) for part in figure.inputs))


def _sentence(figure: Figure) -> str:
    from autan.evidence.figures.presenters.figures import figure_sentence

    return figure_sentence(figure)


def figures_frame(rows: Iterable[Mapping[str, Any]], *, first: Sequence[str] = ()) -> Frame:
    """Return one row a figure; `territory` is its SIREN or commune where it is about one alone.

    `first`: columns of text that stand before those of the figures.
    """
    schema = {**dict.fromkeys(first, str), **_FIGURE}
    return make_frame([[row[name] for name in schema] for row in rows], schema)


def values_of(figures: Iterable[Figure]) -> list[dict[str, Any]]:
    """Return what `figures_frame` shows of figures of a home."""
    return [{**figure_values(figure), "territory": only_territory(figure)} for figure in figures]
