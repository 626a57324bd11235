"""Which colour stands for what, on paper white, on dark and in print; the same everywhere in the product.

Each name has one colour for light backgrounds (and print) and one for dark ones. Inside a set, neighbours in the
fixed order differ in lightness, so that a grey copy still shows where one part ends. The stylesheet
`charts/charts.css` is made from this file by `tools/build_charts_css.py`.
"""

from dataclasses import dataclass
from enum import StrEnum

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


SURFACES = {
    "paper": ThemedColour("#fbf9f4", "#14181d"),
    "ink": ThemedColour("#1b222c", "#ece8df"),
    "soft": ThemedColour("#4a5361", "#b3b8bf"),
    "hair": ThemedColour("#d5cfc2", "#3a424c"),
    "grid": ThemedColour("#e9e4d8", "#232b34"),
    "hatch": ThemedColour("#8a8578", "#7d8792"),
    "land": ThemedColour("#f0ebdf", "#1f262e"),
    "ground": ThemedColour("#e4e1da", "#191f26"),
    "coast": ThemedColour("#5f6875", "#98a1ab"),
}
DATA = {
    "data": ThemedColour("#3a6f99", "#7fb0d6"),
    "emphasis": ThemedColour("#96351f", "#f2a48e"),
}
SECTORS = {
    "residential": ThemedColour("#255088", "#3c8eb8"),
    "tertiary": ThemedColour("#5396bd", "#9bcbfe"),
    "road_transport": ThemedColour("#843300", "#da6e48"),
    "other_transport": ThemedColour("#c27e55", "#fbbd95"),
    "agriculture": ThemedColour("#4c5d40", "#7a9c7b"),
    "waste": ThemedColour("#a48904", "#ced268"),
    "industry_excl_energy": ThemedColour("#463846", "#878490"),
    "energy_industry": ThemedColour("#908289", "#d8b2cb"),
}
CARRIERS = {
    "electricity": ThemedColour("#2c5a88", "#4c9ec7"),
    "natural_gas": ThemedColour("#ad8a1a", "#fdc971"),
    "oil_products": ThemedColour("#51324b", "#9e7a97"),
    "wood_biomass": ThemedColour("#609a52", "#99c283"),
    "heat_network": ThemedColour("#7e270a", "#cf6c53"),
    "coal": ThemedColour("#968d86", "#ccc2b8"),
    "other_re": ThemedColour("#006b4b", "#64a185"),
}
TRIAD = {
    "sobriety": ThemedColour("#216e9e", "#5d99d1"),
    "efficiency": ThemedColour("#b3880a", "#ffb655"),
    "renewables": ThemedColour("#34401c", "#7b8b64"),
}
PRODUCTION = {
    "solar_pv": ThemedColour("#ba7f1c", "#f1b136"),
    "hydro": ThemedColour("#274c85", "#5c87c4"),
    "wind": ThemedColour("#409aaf", "#8fe7fe"),
    "bioenergy": ThemedColour("#374100", "#748f40"),
    "thermal_non_renewable": ThemedColour("#9f8b73", "#dac4ab"),
    "geothermal": ThemedColour("#7e270a", "#cf6c53"),
    "marine": ThemedColour("#3f9b8a", "#8ce0cd"),
    "nuclear": ThemedColour("#51324b", "#9e7a97"),
    "storage": ThemedColour("#878ba2", "#c9cce0"),
    "other": ThemedColour("#5d5a55", "#8f8b84"),
}
ENERGY_LABELS = {
    "a": ThemedColour("#a9c6da", "#35566e"),
    "b": ThemedColour("#8fb0b3", "#47707a"),
    "c": ThemedColour("#a89f62", "#7a7039"),
    "d": ThemedColour("#a8823f", "#b08640"),
    "e": ThemedColour("#a2602f", "#d58a56"),
    "f": ThemedColour("#8a3f22", "#eea384"),
    "g": ThemedColour("#5e2415", "#ffd2c0"),
}
STEPS = {
    "step-1": ThemedColour("#dbe7ef", "#22384b"),
    "step-2": ThemedColour("#b0cde0", "#2f5573"),
    "step-3": ThemedColour("#79a8c9", "#417ba3"),
    "step-4": ThemedColour("#3f7aa8", "#74aad0"),
    "step-5": ThemedColour("#1c4a72", "#bddcf0"),
}
RAMP = {
    "ramp-1": ThemedColour("#e3edf3", "#1f3344"),
    "ramp-2": ThemedColour("#c6dbe8", "#2a4b66"),
    "ramp-3": ThemedColour("#a3c6dc", "#37648a"),
    "ramp-4": ThemedColour("#79a8c9", "#4b84ad"),
    "ramp-5": ThemedColour("#5087b1", "#6aa3cc"),
    "ramp-6": ThemedColour("#2f6896", "#92c1e2"),
    "ramp-7": ThemedColour("#164067", "#c6e2f3"),
}
"""Steps of a scale of six or seven classes."""
# below zero: brick and ruled, beside the blue of what is above, so that a grey copy tells the two sides apart
OPEN = "-open"
"""What ends the name of a colour that stands for its class or for a higher one: the value is a bound."""
BELOW = {
    "below-1": ThemedColour("#f3dcd2", "#3f241b"),
    "below-2": ThemedColour("#e8bfae", "#633a2d"),
    "below-3": ThemedColour("#d99c83", "#8b5543"),
    "below-4": ThemedColour("#c07558", "#b3745d"),
    "below-5": ThemedColour("#9c4a30", "#da9c86"),
    "below-6": ThemedColour("#6f2a15", "#f6cbbc"),
}
CATEGORIES = {
    "category-1": ThemedColour("#1f4468", "#a9cdea"),
    "category-2": ThemedColour("#7ba6c4", "#3f6b8e"),
    "category-3": ThemedColour("#dfd3b4", "#6d6243"),
    "category-4": ThemedColour("#b0583f", "#d98a70"),
}
# two ratios at once: blue grows with the first, brick with the second; the same on paper and on dark
PAIRS = {
    f"pair-{cell}": ThemedColour(colour, colour)
    for cell, colour in {
        "11": "#e9e5dc", "21": "#a9c8de", "31": "#4f8bb8",
        "12": "#e3b8a3", "22": "#a58fa0", "32": "#55648f",
        "13": "#c06a4d", "23": "#8a4a5b", "33": "#40284d",
    }.items()
}  # fmt: skip
COLOURS = {
    **SURFACES, **DATA, **SECTORS, **CARRIERS, **TRIAD, **PRODUCTION, **ENERGY_LABELS, **STEPS, **RAMP, **BELOW,
    **CATEGORIES, **PAIRS,
}  # fmt: skip
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
