"""What a chart or a map shows, before anybody draws it: every mark is a `Figure`, so every mark has a trace."""

from dataclasses import dataclass
from enum import StrEnum

from autan.evidence.core.figures import Figure
from autan.evidence.core.texts import Text


class ChartKind(StrEnum):
    """How the marks are laid out."""

    BARS = "bars"  # one bar a row, sorted by value, zero baseline, value written at the end
    STACKED_BARS = "stacked_bars"  # parts of a whole, in the fixed order of the series
    DOTS = "dots"  # one dot a row on a shared axis
    RANGES = "ranges"  # from `low` to `high`, both ends written
    TIMELINE = "timeline"  # one dot a dated row


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One part of a stacked chart, with its fixed colour token (`electricity`, `road_transport`, `sobriety`...)."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartRow:
    """One named line of a chart: one figure for each series, in the order of the series."""

    label: Text
    figures: tuple[Figure, ...]
    is_emphasised: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart ready to be drawn, tabulated and traced.

    Attributes:
        id: address of the chart, unique in its page.
        kind: layout.
        title: what is shown, with the unit.
        sentence: what is seen, in one sentence; also the text alternative.
        rows: named lines, in the order to draw.
        series: parts, one for each figure of a row.
        source: who produced the data, and when; printed under the chart.
    """

    id: str
    kind: ChartKind
    title: Text
    sentence: Text
    rows: tuple[ChartRow, ...]
    series: tuple[Series, ...]
    source: Text

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure drawn, row by row."""
        return tuple(figure for row in self.rows for figure in row.figures)


class MapKind(StrEnum):
    """How values are put on the map. A total is never a choropleth."""

    CHOROPLETH = "choropleth"  # ratios only
    SYMBOLS = "symbols"  # totals, as circles of proportional area
    CATEGORIES = "categories"  # membership, involvement


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPlace:
    """One territory on a map: its figure, and its category where the map shows categories."""

    siren: str
    label: Text
    figure: Figure | None = None
    category: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSpec:
    """A map ready to be drawn, tabulated and traced.

    Attributes:
        id: address of the map, unique in its page.
        kind: how the values are put on the map.
        title: what is shown, with the unit.
        sentence: what is seen, in one sentence; also the text alternative.
        places: territories of the network, all of them, known or not.
        categories: code and label of each category, in the order of the legend.
        source: who produced data and contours, and when.
    """

    id: str
    kind: MapKind
    title: Text
    sentence: Text
    places: tuple[MapPlace, ...]
    source: Text
    categories: tuple[Series, ...] = ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure drawn."""
        return tuple(place.figure for place in self.places if place.figure is not None)
