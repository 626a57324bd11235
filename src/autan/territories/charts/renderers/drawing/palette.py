"""Which colour stands for what, on paper, on dark and in print, and the stylesheet of charts and maps."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from autan.territories.networks.core.colours import contrast


class Theme(StrEnum):
    """What a colour is seen against."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class ThemedColour:
    """One named colour: hexadecimal, against a light and against a dark background."""

    light: str
    dark: str

    def seen(self, theme: Theme) -> str:
        """The colour of this theme."""
        return self.dark if theme is Theme.DARK else self.light


SETS = {
    name: {code: ThemedColour(*pair) for code, pair in colours.items()}
    for name, colours in json.loads(Path(__file__).with_name("palette.json").read_text(encoding="utf-8")).items()
}
"""Colours by set: surfaces, data, sectors, carriers, triad, production, labels, scales, categories, pairs of ratios."""
COLOURS = {code: colour for colours in SETS.values() for code, colour in colours.items()}
SURFACES, DATA, CATEGORIES = SETS["surfaces"], SETS["data"], SETS["categories"]
# below zero: brick and ruled, beside the blue of what is above, so that a grey copy tells the two sides apart
BELOW = SETS["below"]
# two ratios at once: blue grows with the first, brick with the second; the same on paper and on dark
PAIRS = SETS["pairs"]
OPEN = "-open"
"""What ends the name of a colour that stands for its class or for a higher one: the value is a bound."""
INK_ON_PALE = "#14181d"
WHITE = "#ffffff"
# the class of the words written on a colour: which ink reads best on its light and on its dark form
ON_COLOURS = {
    "on-pale": ThemedColour(INK_ON_PALE, INK_ON_PALE),
    "on-deep": ThemedColour(WHITE, INK_ON_PALE),
    "on-faint": ThemedColour(INK_ON_PALE, WHITE),
    "on-strong": ThemedColour(WHITE, WHITE),
}


def colour_of(code: str, *, position: int = 0, count: int = 1) -> str:
    """Return the name of the colour of a series: its own when the product fixes one, else a plain one by position.

    >>> colour_of("road_transport"), colour_of("answers"), colour_of("undecided", position=1, count=3)
    ('road_transport', 'data', 'category-2')
    """
    if code in COLOURS:
        return code
    return "data" if count == 1 else f"category-{position % len(CATEGORIES) + 1}"


def text_class_on(name: str) -> str:
    """Return the class of the words written on a colour: the most readable ink in each theme."""
    colour = COLOURS[name]
    best = ThemedColour(_best(colour.light), _best(colour.dark))
    return next(ink for ink, pair in ON_COLOURS.items() if pair == best)


def _best(background: str) -> str:
    return max((INK_ON_PALE, WHITE), key=lambda ink: contrast(ink, background))


# surfaces that the site's own stylesheet names: the site decides, the palette is what it falls back on
_OF_THE_SITE = {"paper": "--paper", "ink": "--ink", "soft": "--ink-soft", "hair": "--hair", "emphasis": "--brick"}

_LAYOUT = Path(__file__).with_name("layout.css").read_text(encoding="utf-8")


def stylesheet() -> str:
    """Return the whole stylesheet: properties of both themes, a class for each colour, the lay-out."""
    names = {name: colour for name, colour in {**COLOURS, **ON_COLOURS}.items() if name not in PAIRS}
    return "".join(
        [
            "/* Charts and maps. Made by tools/build_charts_css.py from renderers/drawing. */\n",
            f":root {{\n{_properties(names.items(), Theme.LIGHT)}}}\n",
            "@media screen and (prefers-color-scheme: dark) {\n:root {\n",
            _properties(names.items(), Theme.DARK),
            "}\n}\n",
            *(f".f-{_dash_rule(name)} {{ fill: var(--chart-{_dash_rule(name)}); }}\n" for name in names),
            *(
                f".s-{_dash_rule(name)} {{ stroke: var(--chart-{_dash_rule(name)}); }}\n"
                for name in [*SURFACES, "emphasis"]
            ),
            _LAYOUT,
        ]
    )


def _dash_rule(name: str) -> str:
    return name.replace("_", "-")


def _properties(colours: Iterable[tuple[str, ThemedColour]], theme: Theme) -> str:
    return "".join(
        f"  --chart-{_dash_rule(name)}: {_colour_rule(name, colour.seen(theme))};\n" for name, colour in colours
    )


def _colour_rule(name: str, colour: str) -> str:
    site = _OF_THE_SITE.get(name)
    return f"var({site}, {colour})" if site else colour
