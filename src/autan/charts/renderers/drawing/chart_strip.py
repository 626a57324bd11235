"""All the others behind the named ones: a band of fine ticks on the axis of the dots, one tick a territory."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from autan.charts.renderers.drawing.chart_frame import ChartFrame, LinearScale
from autan.charts.renderers.drawing.pen import Pen, coordinate, element
from autan.evidence.core.notation import THIN_SPACE
from autan.evidence.core.texts import Text
from autan.evidence.language import number, words

_BAND = 16
_JOINED = Text(f"{THIN_SPACE}; ", "; ")
_MIDDLING = (0.02, 0.98)
_ALL = Text("{count} intercommunalités, un trait chacune", "{count} authorities, one tick each")
_BEYOND = Text("{count} au-delà de l’échelle", "{count} beyond the scale")
_HALF = Text("médiane {value}", "median {value}")


@dataclass(frozen=True, kw_only=True)
class Strip:
    """The values of all others, in the unit of the axis.

    The axis is not stretched by a few extremes: it holds the middle 96 % of the values, and every dot; those that lie
    outside are counted in words.

    Attributes:
        values: one for each territory; none when there is no band to draw.
    """

    values: Sequence[float]
    pen: Pen
    frame: ChartFrame

    @cached_property
    def _ordered(self) -> list[float]:
        return sorted(self.values)

    @property
    def middling(self) -> list[float]:
        """The ends of the middle 96 % of the values."""
        last = len(self._ordered) - 1
        return [self._ordered[round(last * share)] for share in _MIDDLING] if self._ordered else []

    @property
    def height(self) -> float:
        """Room that the band and its words take above the rows."""
        return (
            _BAND + 2 * self.frame.small + 8 if self.frame.has_names_above else _BAND + self.frame.small + 10
        ) * bool(self.values)

    def draw(self, scale: LinearScale, top: float, bottom: float) -> list[str]:
        """The ticks, the median down through the rows, and the words above the band."""
        if not self.values:
            return []
        places = sorted({coordinate(scale.place(value)) for value in self._ordered if scale.low <= value <= scale.high})
        y = top + self.height - _BAND - 4
        ticks = "".join(f"M{x} {coordinate(y)}v{_BAND}" for x in places)
        band = element("path", d=ticks, fill="none", stroke_width=0.7, **self.pen.paint("coast", stroke=True))
        middle = self._ordered[(len(self._ordered) - 1) // 2]
        x = scale.place(min(max(middle, scale.low), scale.high))
        dashes = {"stroke_dasharray": "3 3", "stroke_width": "1"}
        path = f"M{coordinate(x)} {coordinate(y)}V{coordinate(bottom)}"
        line = element("path", d=path, fill="none", **dashes, **self.pen.paint("soft", stroke=True))
        return [band, line, *self._words(middle, y, scale)]

    def _words(self, middle: float, y: float, scale: LinearScale) -> list[str]:
        beyond = sum(not scale.low <= value <= scale.high for value in self._ordered)
        said = [
            self._said(_ALL, len(self._ordered)),
            words(_HALF).format(value=self._write(middle)),
        ]
        said += [self._said(_BEYOND, beyond)] if beyond else []
        joined = words(_JOINED)
        left, lines = scale.start, self._wrapped(joined.join(said), self.frame.width - scale.start)
        if len(lines) > 1 + self.frame.has_names_above:  # no more lines than there is height for: from the left edge
            left, lines = 0.0, self._wrapped(joined.join(said), self.frame.width)
        step = self.frame.small * 1.15
        return [
            self.pen.text(
                left, y - 4 - (len(lines) - 1 - place) * step, line, self.frame.small, colour="soft", halo=True
            )
            for place, line in enumerate(lines)
        ]

    def _wrapped(self, remark: str, room: float) -> list[str]:
        return list(self.pen.lettering.wrap(remark, self.frame.small, room))

    def _said(self, remark: Text, count: int) -> str:
        return words(remark).format(count=number(count))

    def _write(self, value: float) -> str:
        return number(value, decimals=0 if abs(value) >= 100 else 1)
