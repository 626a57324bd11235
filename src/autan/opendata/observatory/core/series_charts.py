"""What is drawn by year, and its charts: one panel a place, breaks of method and perimeter kept, in a sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from autan.evidence.figures.core.charts import Chart, ChartBreak, ChartKind, ChartRow, Series
from autan.evidence.figures.core.figures import Figure
from autan.ground.texts.core.notation import NO_BREAK_SPACE, THIN_SPACE
from autan.ground.texts.core.periods import Period
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Text
from autan.opendata.measures.core.amounts import figure_text, one_unit
from autan.opendata.sources.core.series_breaks import SeriesBreak

_MOST_TOLD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedSeries:
    """One quantity of one place at several dates. `figures`: figures, oldest first, in any unit of one dimension."""

    label: Text
    figures: tuple[Figure, ...]
    breaks: tuple[SeriesBreak, ...] = ()
    is_own: bool = False

    @property
    def known(self) -> tuple[Figure, ...]:
        """The figures that have a value."""
        return tuple(figure for figure in self.figures if figure.is_known)


def series_chart(lines: Sequence[DatedSeries], *, chart_id: str, title: Text, credit: Text) -> Chart | None:
    """Put series in panels; None unless one of them has two known dates or more.

    `lines`: series in the order of the panels; those without a known value are left out.
    """
    known = [line for line in lines if line.known]
    if not any(len(line.known) > 1 for line in known):
        return None
    shown = [
        ChartRow(
            label=line.label,
            figures=tuple(one_unit(line.figures)),
            is_emphasised=line.is_own,
            breaks=breaks_between(line.figures, line.breaks),
        )
        for line in known
    ]
    return Chart(
        id=chart_id,
        kind=ChartKind.SERIES,
        title=title,
        sentence=_sentence(shown),
        rows=tuple(shown),
        series=(Series(code="data", label=title),),
        source=credit,
    )


def breaks_between(figures: Sequence[Figure], declared: Sequence[SeriesBreak]) -> tuple[ChartBreak, ...]:
    """The declared breaks that fall between two figures, at the rank of the first figure after each.

    Two breaks between the same figures are told together.
    """
    years = [last_year(figure.period) for figure in figures]
    by_rank: dict[int, list[Text]] = {}
    for item in declared:
        after = next((rank for rank, year in enumerate(years) if year >= item.year), None)
        if after:
            by_rank.setdefault(after, []).append(item.words)
    return tuple(
        ChartBreak(
            position=rank,
            label=Text(f"{THIN_SPACE}; ".join(text.fr for text in labels), "; ".join(text.en for text in labels)),
        )
        for rank, labels in sorted(by_rank.items())
    )


def last_year(period: Period) -> int:
    """The year in which a period ends; 0 for one without end."""
    return (period.end or date.min).year if period.end else 0


def _sentence(rows: Sequence[ChartRow]) -> Text:
    """From the first to the last value of each of the first panels, since its last break."""
    sentences = [sentence for row in rows if (sentence := _describe_row(row))][:_MOST_TOLD]
    if not sentences:
        return NO_TEXT
    return Text(
        f"{f'{THIN_SPACE}; '.join(text.fr for text in sentences)}.", f"{'; '.join(text.en for text in sentences)}."
    )


def _describe_row(row: ChartRow) -> Text | None:
    start = row.breaks[-1].position if row.breaks else 0
    known = [figure for figure in row.figures[start:] if figure.is_known]
    if len(known) < 2:
        return None
    first, last = known[0], known[-1]
    values = figure_text(first), figure_text(last)
    when = first.period.words(), last.period.words()
    return Text(
        f"{row.label.fr}{NO_BREAK_SPACE}: {values[0].fr} ({when[0].fr}), {values[1].fr} ({when[1].fr})",
        f"{row.label.en}: {values[0].en} ({when[0].en}), {values[1].en} ({when[1].en})",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLine:
    """One quantity of a topic.

    Attributes:
        source: slug of a yearly series, or empty for a measure of the catalogue.
        measure: code of a measure of the catalogue, for the territory itself; empty for a series.
        category: part of the series; empty for all its parts together.
        part: what tells the line from the others of its place, in words, or empty.
    """

    source: str = ""
    measure: str = ""
    category: str = ""
    part: Text = NO_TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesTopic:
    """Lines that are drawn together.

    Attributes:
        code: last word of the address of the chart.
        lines: quantities, in order; each is drawn for every place that its source tells of.
        since: first year that is drawn; the trace of a source holds the others.
    """

    code: str
    title: Text
    lines: tuple[TopicLine, ...]
    since: int = 1900


def parse_topic(values: Mapping[str, Any]) -> SeriesTopic:
    """Read a topic from plain values: `code`, `title` and the `part` of a line as `{fr, en}`, `lines`, `since`."""
    lines = (line | {"part": Text(**line["part"])} if "part" in line else line for line in values["lines"])
    return SeriesTopic(
        **{**values, "title": Text(**values["title"]), "lines": tuple(TopicLine(**line) for line in lines)}
    )
