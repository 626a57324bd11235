"""Writes how wide each letter of Source Sans Pro is, so that labels can be laid out without opening the fonts.

Run with the development dependencies: `python tools/build_font_widths.py`.
"""

import json
import unicodedata
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent.parent / "src/autan/ground/documents/renderers/typefaces"
TARGET = Path(__file__).parent.parent / "src/autan/territories/charts/renderers/drawing/letter_widths.json"
WEIGHTS = {"regular": "SourceSansPro-Regular.otf", "bold": "SourceSansPro-Semibold.otf"}
RANGES = ((0x20, 0x7F), (0xA0, 0x180), (0x2010, 0x2040), (0x2080, 0x208A), (0x2190, 0x2194), (0x2212, 0x2213))
ALSO = "€≈≤≥"


def widths_of(path: Path) -> dict[str, str]:
    """Return the letters of each width, in thousandths of the size of the font."""
    font = TTFont(path)
    names, advances = font.getBestCmap(), font["hmtx"]
    letters = [chr(code) for first, end in RANGES for code in range(first, end)] + list(ALSO)
    by_width: dict[int, str] = {}
    for letter in letters:
        if ord(letter) in names and unicodedata.category(letter) not in {"Cc", "Cf"}:
            width = advances[names[ord(letter)]][0]
            by_width[width] = by_width.get(width, "") + letter
    return {str(width): by_width[width] for width in sorted(by_width)}


def main() -> None:
    """Write the table of both weights."""
    table = {weight: widths_of(FONTS / file) for weight, file in WEIGHTS.items()}
    TARGET.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
