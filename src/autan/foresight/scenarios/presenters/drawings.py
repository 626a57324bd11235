"""What the drawings of this room show, before they are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPath:
    """One path.

    Attributes:
        colour: colour token of the stylesheet of charts.
        dashes: pattern of the line; empty for a solid one.
    """

    label: str
    points: tuple[tuple[int, float], ...]
    colour: str
    dashes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathsDrawing:
    """What is drawn.

    Attributes:
        name: prefix of the ids of the drawing, unique in its page.
        paths: paths, the most important last.
        is_low: True when its lay-out for a phone stays above what one moves.
        band: years with the low and the high end of a range, drawn behind the paths; none without range.
    """

    name: str
    title: str
    sentence: str
    paths: tuple[DrawnPath, ...]
    is_low: bool = False
    band: tuple[tuple[int, float, float], ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Headings of its table: paths, then the ends of the range."""
        ends = (f"{self.title} (P10)", f"{self.title} (P90)") if self.band else ()
        return (self.title, *(path.label.rpartition(" ")[0] or path.label for path in self.paths), *ends)

    @property
    def rows(self) -> tuple[tuple[float | None, ...], ...]:
        """Its numbers, one row a year; None where a path does not go."""
        paths = [dict(path.points) for path in self.paths]
        ends = {year: (low, high) for year, low, high in self.band}
        years = sorted({year for path in paths for year in path} | set(ends))
        beyond = (None, None) if ends else ()
        return tuple((year, *(path.get(year) for path in paths), *ends.get(year, beyond)) for year in years)


def paths_drawing(
    name: str, title: str, paths: Sequence[DrawnPath], *, sentence: str = "", is_low: bool = False
) -> PathsDrawing | None:
    """Draw some paths; None without any, or where one has a hole: a line over it would say what nobody knows."""
    if not paths or any(isnan(value) for path in paths for _year, value in path.points):
        return None
    return PathsDrawing(name=name, title=title, sentence=sentence or title, paths=tuple(paths), is_low=is_low)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnBar:
    """One bar: from a level to another, its words, its value as written, and its colour token."""

    label: str
    low: float
    high: float
    written: str
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BarsDrawing:
    """Bars from a level to another: what each step changes, or how far each assumption moves a number.

    Attributes:
        name: prefix of the ids of the drawing, unique in its page.
        origin: level that the axis is drawn at; all bars and this level are in the drawing.
        has_names_above: True when names are long: each is above its bar, as on a phone.
    """

    name: str
    title: str
    bars: tuple[DrawnBar, ...]
    origin: float = 0.0
    has_names_above: bool = False

    @property
    def sentence(self) -> str:
        """What is seen: each bar with its value."""
        return " · ".join(f"{bar.label} {bar.written}" for bar in self.bars)

    @property
    def columns(self) -> tuple[str, ...]:
        """Headings of its table."""
        return (self.title, "min", "max")

    @property
    def rows(self) -> tuple[tuple[str | float | None, ...], ...]:
        """Its numbers, one row a bar."""
        return tuple((bar.label, bar.low, bar.high) for bar in self.bars)
