"""What the drawings of this room show, before they are drawn."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPath:
    """One path.

    Attributes:
        label: what it is, written at its end with its last value.
        points: years and values.
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
        title: name of the drawing, with its unit.
        sentence: what is seen.
        paths: paths, the most important last.
        marked: year that a thin line marks, or None.
    """

    name: str
    title: str
    sentence: str
    paths: tuple[DrawnPath, ...]
    marked: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaterfallStep:
    """One bar: from a level to another, its words, its value as written, and its colour token."""

    label: str
    low: float
    high: float
    written: str
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaterfallDrawing:
    """A first level, what each step changes, and the level that is left."""

    title: str
    steps: tuple[WaterfallStep, ...]
