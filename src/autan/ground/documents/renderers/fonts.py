"""The typefaces that documents are printed with: files of their makers, unchanged, beside their licence."""

from functools import cache
from pathlib import Path

import typst

TYPEFACES = Path(__file__).parent / "typefaces"


@cache
def typst_fonts() -> typst.Fonts:
    """Source Serif Pro and Source Sans Pro, and the faces embedded in typst for the rare sign that they lack."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(TYPEFACES)])
