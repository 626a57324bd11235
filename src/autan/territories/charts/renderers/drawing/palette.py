"""Which colour stands for what, on paper white, on dark and in print; the same everywhere in the product.

Each name has one colour for light backgrounds (and print) and one for dark ones. Inside a set, neighbours in the
fixed order differ in lightness, so that a grey copy still shows where one part ends. The stylesheet
`charts/charts.css` is made from `palette.json` by `tools/build_charts_css.py`.
"""

import json
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
    wanted = ThemedColour(_best(colour.light), _best(colour.dark))
    return next(ink for ink, pair in ON_COLOURS.items() if pair == wanted)


def _best(background: str) -> str:
    return max((INK_ON_PALE, WHITE), key=lambda ink: contrast(ink, background))
