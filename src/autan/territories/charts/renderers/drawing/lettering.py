"""How much room words take, and where a long label is cut.

The printed editions use Source Sans Pro, measured exactly. A screen may show another sans-serif of the reader's
system, most of them wider (DejaVu Sans by a fifth): `SCREEN_SLACK` leaves room for that.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SCREEN_SLACK = 1.22
_BOLD_SLACK = 1.1
_UNKNOWN_LETTER = 600


@cache
def _widths(weight: str) -> dict[str, int]:
    table = json.loads(Path(__file__).with_name("letter_widths.json").read_text(encoding="utf-8"))
    return {letter: int(width) for width, letters in table[weight].items() for letter in letters}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettering:
    """Measures text in units of the drawing, `slack` times wider than Source Sans Pro."""

    slack: float = 1.0

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Width of one line of text.

        >>> round(Lettering().width("Autan", 10), 2)
        24.78
        """
        widths = _widths("bold" if bold else "regular")
        slack = self.slack * _BOLD_SLACK if bold and self.slack > 1 else self.slack
        return sum(widths.get(letter, _UNKNOWN_LETTER) for letter in text) * size * slack / 1000

    def wrap(self, text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
        """Cut a text at its spaces so that each line fits the room; a word longer than the room stays whole.

        >>> Lettering().wrap("Industrie hors branche énergie", 15, 110)
        ['Industrie hors', 'branche énergie']
        """
        lines: list[str] = []
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, size, bold=bold) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines
