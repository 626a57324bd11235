"""Specifications of charts and maps, before they are drawn: every mark is a `Figure`, so every mark has a trace."""

from dataclasses import dataclass
from enum import StrEnum

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.units import Unit
from autan.ground.errors import DomainError
from autan.ground.wordings import Text


class TotalOnChoroplethError(DomainError):
    """A total was to be shown by the colour of an area, which makes large areas look important."""


class ChartKind(StrEnum):
    """How the marks are laid out."""

    BARS = "bars"  # one bar a row, sorted by value, zero baseline, value written at the end
    STACKED_BARS = "stacked_bars"  # parts of a whole, in the fixed order of the series
    DOTS = "dots"  # one dot a row on a shared axis
    RANGES = "ranges"  # from `low` to `high`, both ends written
    TIMELINE = "timeline"  # one dot a dated row
    SERIES = "series"  # one panel a row, one dot a date, joined where nothing breaks; each row keeps its own unit
    SLOPES = "slopes"  # two figures a row, at two dates side by side, joined; all in one unit
    FLOWS = "flows"  # bands from the rows to the series, as wide as their values; each figure keeps its own basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One part of a stacked chart, with its fixed colour token (`electricity`, `road_transport`, `sobriety`...)."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartBreak:
    """A break in a row of a chart of series.

    Attributes:
        position: rank of the first figure after the break; no line joins it to the one before.
        label: year and reason, printed under the chart.
    """

    position: int
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartRow:
    """One named line of a chart: one figure for each series, in the order of the series; on a series, one a date.

    A row may have its own fixed colour token in `code`, as the carrier that a flow leaves.
    """

    label: Text
    figures: tuple[Figure, ...]
    is_emphasised: bool = False
    code: str = ""
    breaks: tuple[ChartBreak, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart ready to be drawn, tabulated and traced.

    Attributes:
        id: address of the chart, unique in its page.
        title: what is shown, with the unit.
        sentence: what is seen, in one sentence; also the text alternative.
        series: parts, one for each figure of a row.
        behind: figures of all others, drawn without name behind the rows of a chart of dots.
        has_equal_bars: True when each stacked bar is as long as the others, so that its parts are read as shares.
    """

    id: str
    kind: ChartKind
    title: Text
    sentence: Text
    rows: tuple[ChartRow, ...]
    series: tuple[Series, ...]
    source: Text
    behind: tuple[Figure, ...] = ()
    has_equal_bars: bool = False

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure drawn by name, row by row."""
        return tuple(figure for row in self.rows for figure in row.figures)


class MapKind(StrEnum):
    """How values are put on the map. A total is never a choropleth."""

    CHOROPLETH = "choropleth"  # ratios only
    SYMBOLS = "symbols"  # totals, as circles of proportional area
    CATEGORIES = "categories"  # membership, involvement
    PAIRS = "pairs"  # two ratios at once, in three classes each

    @classmethod
    def fit_for(cls, unit: Unit) -> "MapKind":
        """The only kind that shows values of a unit honestly: symbols for what adds up, a choropleth for ratios."""
        return cls.SYMBOLS if unit.is_summable else cls.CHOROPLETH


@dataclass(frozen=True, slots=True, kw_only=True)
class MapClass:
    """One class of a choropleth, in the unit of the first figure of the map.

    Attributes:
        low: low end; the first class holds it, the others hold what is above it.
        high: high end, held.
        tone: rank from the lowest, from 0; on a diverging scale, signed and growing away from zero, never 0.
    """

    low: float
    high: float
    count: int
    tone: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MapAxis:
    """One of the two ratios of a map of pairs: its name with its unit, and its classes, three at most."""

    label: Text
    classes: tuple[MapClass, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPlace:
    """One territory on a map: its figure, its second one on a map of pairs, its category on a map of categories.

    Where a map shows too many places to name them, those that are emphasised are outlined.
    """

    siren: str
    label: Text
    figure: Figure | None = None
    second: Figure | None = None
    category: str = ""
    is_emphasised: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPoint:
    """One numbered point on a map: a site, at the centre of a commune that its source names.

    Attributes:
        series: code of what it belongs to, which gives its symbol.
        longitude: degrees east.
        latitude: degrees north.
    """

    number: int
    label: Text
    series: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSpec:
    """A map ready to be drawn, tabulated and traced.

    Raises TotalOnChoroplethError: the figures of a choropleth can be added up.

    Attributes:
        id: address of the map, unique in its page.
        sentence: what is seen, in one sentence; also the text alternative.
        places: territories of the network, all of them, known or not.
        categories: code and label of each category, in the order of the legend.
        classes: classes of a choropleth, when a person chose them; the drawing finds some when there are none.
        largest: value of the largest circle, in the unit of the first figure, where several maps share one scale.
        point_series: code and label of what points belong to, in the order of the legend.
        shares_scale: True for one of several maps side by side: drawn narrow, with a legend that reads alike on all.
        frames: larger territories, outlined and named over a map of many places.
        axes: the two ratios of a map of pairs.
    """

    id: str
    kind: MapKind
    title: Text
    sentence: Text
    places: tuple[MapPlace, ...]
    source: Text
    categories: tuple[Series, ...] = ()
    classes: tuple[MapClass, ...] = ()
    largest: float | None = None
    points: tuple[MapPoint, ...] = ()
    point_series: tuple[Series, ...] = ()
    shares_scale: bool = False
    frames: tuple[MapPlace, ...] = ()
    axes: tuple[MapAxis, ...] = ()

    def __post_init__(self) -> None:
        """Refuse the map that misleads."""
        if self.kind in {MapKind.CHOROPLETH, MapKind.PAIRS} and any(figure.unit.is_summable for figure in self.figures):
            message = "map {id!r}: a total is not shown as a choropleth; use symbols, or a ratio"
            raise TotalOnChoroplethError(message, id=self.id)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure drawn."""
        drawn = (figure for place in self.places for figure in (place.figure, place.second))
        return tuple(figure for figure in drawn if figure is not None)
