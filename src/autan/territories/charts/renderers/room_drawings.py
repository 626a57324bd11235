"""A drawing that a room makes by itself, with what its files need: words around it, and its numbers as rows."""

import re
from dataclasses import dataclass

from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Text
from autan.territories.charts.renderers.drawing.palette import COLOURS
from autan.territories.charts.renderers.drawing.pen import FONT

_SIZE = re.compile(r'<svg ([^<>]*?)class="wide" viewBox="0 0 ([\d.]+) ([\d.]+)"')
_FILL = re.compile(r'class="f-([\w-]+)(?: halo)?"')
_STROKE = re.compile(r"var\(--chart-([\w-]+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomDrawing:
    """A drawing that is neither a chart nor a map of figures.

    Attributes:
        svg: its wide lay-out, in the classes and the variables of the stylesheet of charts.
        rows: its numbers, row by row; None where one is not known.
    """

    id: str
    title: Text
    sentence: Text
    svg: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | float | None, ...], ...]
    source: Text = NO_TEXT

    @property
    def alone(self) -> str:
        """Return the drawing with colours, size and letters of its own: it needs no stylesheet."""
        sized = _SIZE.sub(
            rf'<svg \1viewBox="0 0 \2 \3" width="\2" height="\3" font-family="{FONT}, sans-serif"', self.svg
        )
        filled = _FILL.sub(lambda matched: f'fill="{_colour(matched[1])}"', sized)
        return _STROKE.sub(lambda matched: _colour(matched[1]), filled)


def _colour(name: str) -> str:
    """The light form of a colour, by its class."""
    known = COLOURS.get(name) or COLOURS[name.replace("-", "_")]
    return known.light
