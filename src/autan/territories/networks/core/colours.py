"""Colours: how they contrast, whether one can be read on the paper of the pages, and the nearest that can.

Contrast and luminance as in WCAG 2.2 (relative luminance, sRGB).
"""

import re

PAPER, NIGHT = "#fbf9f4", "#14181d"
"""Background of the pages, by day and by night."""
PRODUCT = "#1f5078"
"""Colour of links and buttons where a network gives none."""
READABLE = 7.0
"""Least contrast of a text, level AAA."""
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_STEPS = 200


def is_colour(text: str) -> bool:
    """True for six hexadecimal digits after a sharp sign, in small letters.

    >>> is_colour("#1f5078"), is_colour("bleu")
    (True, False)
    """
    return bool(_COLOUR.fullmatch(text))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21.

    >>> contrast("#000000", "#ffffff"), round(contrast("#000000", "#0a0a0a"), 2)
    (21.0, 1.06)
    """
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable_on(colour: str, background: str) -> str:
    """Return the colour itself where it can be read, else the nearest one towards black or white that can.

    >>> readable_on("#1f5078", PAPER)
    '#1f5078'
    >>> contrast(readable_on("#ffcc00", PAPER), PAPER) >= READABLE
    True
    """
    end = 255 if luminance(background) < 0.2 else 0  # towards white on a dark page, black on a light one
    red, green, blue = _parts(colour)
    for step in range(_STEPS + 1):
        share = step / _STEPS
        mixed = [round(part + (end - part) * share) for part in (red, green, blue)]
        text = "#" + "".join(f"{part:02x}" for part in mixed)
        if contrast(text, background) >= READABLE:
            break
    return text


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, from 0 (black) to 1 (white).

    >>> luminance("#ffffff")
    1.0
    """
    parts = [part / 255 for part in _parts(colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
