"""The pen: writes SVG elements, the same bytes for the same drawing, in the colours of the screen or of print.

On screen each element has the class of its colour, which the stylesheet turns into the light or dark form, and the
light colour as an attribute for those who save the drawing alone. No `style`, no script, no outside address.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from html import escape

from autan.territories.charts.renderers.drawing.lettering import SCREEN_SLACK, Lettering
from autan.territories.charts.renderers.drawing.palette import BELOW, COLOURS, ON_COLOURS, OPEN, PAIRS

FONT = "Source Sans Pro"
BASELINE = 0.34
"""From the middle of a line of words down to its baseline, in sizes of its letters."""


class Medium(StrEnum):
    """Where a drawing is seen: on a page of the site, in a PDF with its fonts, or in a file that a browser opens."""

    SCREEN = "screen"
    PRINT = "print"
    FILE = "file"


def coordinate(value: float) -> str:
    """Write a coordinate with one decimal at most.

    >>> coordinate(12.04), coordinate(-0.04), coordinate(3.25)
    ('12', '0', '3.2')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def element(name: str, content: str | Iterable[str] = "", /, **attributes: str | float | None) -> str:
    """Write one element; `_` in a name stands for `-`, a trailing one is dropped, None leaves the attribute out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value) if isinstance(value, str) else coordinate(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = content if isinstance(content, str) else "".join(content)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """Writes the marks of one drawing.

    Attributes:
        name: prefix of the ids inside the drawing, unique in its page.
        variant: lay-out of the drawing, which the stylesheet shows or hides.
    """

    medium: Medium
    name: str
    variant: str
    lettering: Lettering = field(default_factory=Lettering)

    @classmethod
    def for_drawing(cls, drawing_id: str, medium: Medium, variant: str) -> "Pen":
        """Return the pen of one drawing; `variant` tells apart two drawings of one chart in a page."""
        safe = re.sub(r"[^A-Za-z0-9_-]+", "-", drawing_id)
        slack = 1.0 if medium is Medium.PRINT else SCREEN_SLACK
        return cls(medium=medium, name=f"{safe}-{variant}", variant=variant, lettering=Lettering(slack=slack))

    @property
    def links(self) -> bool:
        """True on the site: marks lead to pages, and the stylesheet gives the colours."""
        return self.medium is Medium.SCREEN

    def paint(self, colour: str, *, stroke: bool = False) -> dict[str, str]:
        """Attributes that colour an element."""
        seen = (ON_COLOURS.get(colour) or COLOURS[colour]).light
        attribute, prefix = ("stroke", "s") if stroke else ("fill", "f")
        if not self.links or colour in PAIRS:
            return {attribute: seen}
        return {"class_": f"{prefix}-{colour.replace('_', '-')}", attribute: seen}

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        *,
        colour: str = "ink",
        anchor: str | None = None,
        bold: bool = False,
        halo: bool = False,
        is_centred: bool = False,
    ) -> str:
        """One line of text, its baseline at `y`, or its middle there when it is centred."""
        colours: dict[str, str | float | None] = {**self.paint(colour)}
        if halo:
            colours |= {"stroke": COLOURS["paper"].light, "stroke_width": 3, "stroke_linejoin": "round"}
            colours |= {"paint_order": "stroke"}
            colours["class_"] = f"{colours['class_']} halo" if self.links else None
        weight = "600" if bold else None
        y += size * BASELINE if is_centred else 0
        return element(
            "text", escape(words), x=x, y=y, font_size=size, text_anchor=anchor, font_weight=weight, **colours
        )

    def lines(
        self, words: str, x: float, y: float, size: float, room: float, *, step: float, colour: str = "ink"
    ) -> tuple[list[str], float]:
        """A text cut to the room, its lines one under the other below `y`; returns them and the last baseline."""
        parts = []
        for line in self.lettering.wrap(words, size, room) if words else ():
            y += step
            parts.append(self.text(x, y, line, size, colour=colour))
        return parts, y

    def rect(self, x: float, y: float, width: float, height: float, colour: str) -> str:
        """A filled rectangle."""
        return element("rect", x=x, y=y, width=max(width, 0), height=height, **self.paint(colour))

    def hatched(self, x: float, y: float, width: float, height: float) -> str:
        """The unknown: a hatched rectangle."""
        return element(
            "rect", x=x, y=y, width=width, height=height, fill=self.hatching, class_="unknown" if self.links else None
        )

    @property
    def hatching(self) -> str:
        """The paint of what is not known."""
        return f"url(#{self.name}-hatch)"

    def hatch_pattern(self) -> str:
        """The definition that `hatching` refers to; once in a drawing."""
        line = element("path", d="M0 0V6", stroke_width=2, **self.paint("hatch", stroke=True))
        return element(
            "defs",
            element(
                "pattern",
                line,
                id=f"{self.name}-hatch",
                width=5,
                height=6,
                patternUnits="userSpaceOnUse",
                patternTransform="rotate(45)",
            ),
        )

    def area_paint(self, colour: str | None) -> dict[str, str]:
        """What fills an area: hatching when it is not known, ruled colour below zero, dots where it may be another."""
        if colour is None:
            return {"fill": self.hatching, **({"class_": "unknown"} if self.links else {})}
        if colour in BELOW or colour.endswith(OPEN):
            return {"fill": f"url(#{self.name}-{colour})"}
        return self.paint(colour)

    def ruled_pattern(self, colour: str) -> str:
        """The definition of a colour ruled with fine lines; once in a drawing for each colour below zero."""
        ground = self.rect(0, 0, 6, 4, colour)
        rule = element("path", d="M0 2H6", stroke_width=0.8, **self.paint("ink", stroke=True))
        return element(
            "defs",
            element(
                "pattern", ground + rule, id=f"{self.name}-{colour}", width=6, height=4, patternUnits="userSpaceOnUse"
            ),
        )

    def dotted_pattern(self, colour: str) -> str:
        """The definition of a colour with dots, of a value that may lie in another class; once in a drawing."""
        edge = COLOURS["paper"].light  # seen on pale and on dark classes alike
        dot = element("circle", cx=4, cy=4, r=1.5, stroke_width=0.7, fill=COLOURS["ink"].light, stroke=edge)
        return element(
            "defs",
            element(
                "pattern",
                self.rect(0, 0, 8, 8, colour) + dot,
                id=f"{self.name}-{colour}{OPEN}",
                width=8,
                height=8,
                patternUnits="userSpaceOnUse",
            ),
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str, *, width: float = 1) -> str:
        """A straight line."""
        return self.polyline([(x1, y1), (x2, y2)], colour, width=width)

    def polyline(self, points: Iterable[tuple[float, float]], colour: str, *, width: float = 1) -> str:
        """Straight lines from each point to the next."""
        path = "M" + "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in points)
        return element("path", d=path, fill="none", stroke_width=width, **self.paint(colour, stroke=True))

    def circle(self, x: float, y: float, radius: float, colour: str, *, hollow: bool = False) -> str:
        """A dot; hollow when what it stands for is not known."""
        if not hollow:
            return element("circle", cx=x, cy=y, r=radius, **self.paint(colour))
        dashes = {"stroke_dasharray": "2 2", "stroke_width": "1.5"}
        return element("circle", cx=x, cy=y, r=radius, fill="none", **dashes, **self.paint(colour, stroke=True))

    def dot(self, x: float, y: float, radius: float, colour: str, *, is_floor: bool) -> str:
        """A dot; a ring where the value is known at least."""
        dot = self.circle(x, y, radius, colour)
        return dot + self.circle(x, y, radius - 1.4, "paper") if is_floor else dot

    def link(self, content: str, address: str, title: str, *, is_second: bool = False) -> str:
        """Marks that lead to a page; plain marks in print.

        A second way to one page serves pointers only: keyboards and screen readers meet the first.
        """
        if not self.links or not address:
            return content
        hidden = {"tabindex": "-1", "aria_hidden": "true"} if is_second else {}
        return element("a", element("title", escape(title, quote=False)) + content, href=address, **hidden)

    def titled(self, content: str, title: str) -> str:
        """Marks with a name that a pointer shows; plain marks in print."""
        return element("g", element("title", escape(title, quote=False)) + content) if self.links else content

    def drawing(self, width: float, height: float, title: str, description: str, content: Iterable[str]) -> str:
        """The whole drawing, named by its title and what is found in it for those who do not see it.

        On screen its marks are links, which the role `img` would hide from a screen reader: it is a group there.
        """
        inside = "".join(content)
        pattern = self.hatch_pattern() if self.hatching in inside else ""
        pattern += "".join(self.ruled_pattern(colour) for colour in BELOW if f"url(#{self.name}-{colour})" in inside)
        pattern += "".join(
            self.dotted_pattern(colour) for colour in COLOURS if f"url(#{self.name}-{colour}{OPEN})" in inside
        )
        names = element("title", escape(title, quote=False), id=f"{self.name}-t")
        names += element("desc", escape(description, quote=False), id=f"{self.name}-d")
        font = {} if self.links else {"font_family": f"{FONT}, sans-serif"}
        return element(
            "svg",
            names + pattern + inside,
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {coordinate(width)} {coordinate(height)}",
            width=None if self.links else width,
            height=None if self.links else height,
            class_=self.variant if self.links else None,
            role="group" if self.links and "<a " in inside else "img",
            aria_labelledby=f"{self.name}-t {self.name}-d",
            **font,
        )
