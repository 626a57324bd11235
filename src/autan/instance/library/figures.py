"""Figures of a home and their traces, as a notebook shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

import polars as pl

from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.numbers import file_numbers
from autan.evidence.figures.presenters.trace_record import evidence_values, figure_values
from autan.instance.library.opening import ask

_SCHEMA = {
    "id": pl.String,
    "label": pl.String,
    "territory": pl.String,
    "period": pl.String,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "unit": pl.String,
    "state": pl.String,
    "known": pl.Int64,
    "total": pl.Int64,
}


@dataclass(frozen=True, slots=True)
class TraceOfFigure:
    """What a figure rests on.

    Attributes:
        cards: pieces of evidence, nearest first.
        inputs: figures that it was computed from.
    """

    cards: tuple[EvidenceCard, ...]
    inputs: "tuple[HomeFigure, ...]"

    def evidence(self) -> pl.DataFrame:
        """Return one row for each piece: `kind, key, title, statement, producer, source, locator, url, rows`."""
        return pl.DataFrame([evidence_values(card) for card in self.cards], schema=_PIECE)

    def rows(self) -> pl.DataFrame:
        """Return the rows of data behind the figure: `evidence` (which piece), then the columns of each piece, as text.

        A piece without rows (a document, a fact) has none here; see `evidence`.
        """
        tables = [
            pl.DataFrame(
                [dict(zip(card.table.columns, row, strict=True)) for row in card.table.rows],
                schema=dict.fromkeys(card.table.columns, pl.String),
            ).select(pl.lit(f"{card.ref.kind}:{card.ref.key}").alias("evidence"), pl.all())
            for card in self.cards
            if card.table
        ]
        return pl.concat(tables, how="diagonal") if tables else pl.DataFrame(schema={"evidence": pl.String})


_PIECE = dict.fromkeys(("kind", "key", "title", "statement", "producer", "source", "locator", "url"), pl.String) | {
    "rows": pl.Int64
}


_SHOWN = ("title", "statement", "producer", "locator")


@dataclass(frozen=True, slots=True, repr=False)
class HomeFigure:
    """A figure of a home: a value that knows what it is, how well it is known and what it rests on."""

    core: Figure

    @property
    def id(self) -> str:
        """Address of the figure."""
        return self.core.id

    @property
    def label(self) -> str:
        """Name of the measure, in French."""
        return self.core.label.fr

    @property
    def value(self) -> float | int | None:
        """Value in `unit`; None for a range, or when unknown: never a zero."""
        return file_numbers(self.core).value

    @property
    def low(self) -> float | int | None:
        """Lower end of a range, or what the value is at least."""
        return file_numbers(self.core).low

    @property
    def high(self) -> float | int | None:
        """Upper end of a range."""
        return self.core.high

    @property
    def unit(self) -> str:
        """Code of the unit."""
        return self.core.unit.code

    @property
    def period(self) -> str:
        """Time that the value is about."""
        return self.core.period.label

    @property
    def state(self) -> str:
        """State of the value: `observed`, `estimated`, `missing`..."""
        return self.core.state.value

    @property
    def known(self) -> int:
        """Count of the parts that are known."""
        return self.core.known

    @property
    def total(self) -> int:
        """Count of the parts that should enter."""
        return self.core.total

    def trace(self) -> TraceOfFigure:
        """Return what it rests on, read again now."""
        return ask(lambda: _trace(self.core))

    def __str__(self) -> str:
        return ask(lambda: _sentence(self.core))

    def __repr__(self) -> str:
        return f"<{self.id} : {self}>"

    def _repr_html_(self) -> str:
        told = (" ; ".join(filter(None, row)) for row in self.trace().evidence().select(_SHOWN).iter_rows())
        proof = "".join(f"<li>{escape(words)}</li>" for words in dict.fromkeys(told))
        return f"<p>{escape(str(self))}<br><small>{escape(self.id)}</small></p><ul>{proof}</ul>"


def _trace(figure: Figure) -> TraceOfFigure:
    from autan.evidence.figures.core.figures import evidence_below
    from autan.evidence.figures.queries.registry import OPERATOR, describe_evidence

    shown = describe_evidence(evidence_below(figure), reader=OPERATOR)
    return TraceOfFigure(
        cards=tuple(card for card in shown.values() if card),
        inputs=tuple(HomeFigure(part) for part in figure.inputs),
    )


def _sentence(figure: Figure) -> str:
    from autan.evidence.figures.presenters.figures import present_figure

    view = present_figure(figure, "fr")
    return " ; ".join(part for part in (view.label, view.sentence, view.coverage, view.note) if part)


def figures_frame(figures: Iterable[Figure]) -> pl.DataFrame:
    """Return one row a figure; `territory` is its SIREN or commune where it is about one alone."""
    rows = [
        {**figure_values(figure), "territory": figure.territories[0] if len(figure.territories) == 1 else None}
        for figure in figures
    ]
    return pl.DataFrame(rows, schema=_SCHEMA)
