"""The words of a PDF file, as a reader copies them: glyphs turned into letters by the table of each font."""

import re
from io import BytesIO
from typing import Any

import pikepdf

_CHAR = re.compile(r"^<([0-9A-F]{4})> <([0-9A-F]+)>$", re.MULTILINE)


def words_of_pdf(content: bytes) -> str:
    """Every text shown on every page, without its spaces: these may be mere moves of the pen."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return re.sub(r"\s", "", "".join(_words_of_page(page) for page in pdf.pages))


def _words_of_page(page: pikepdf.Page) -> str:
    letters: dict[int, str] = {}
    words: list[str] = []
    for part in pikepdf.parse_content_stream(page):
        operands, operator = part.operands, part.operator
        if str(operator) == "Tf":
            letters = _letters(page.Resources.Font[str(operands[0])])
        elif str(operator) in {"Tj", "TJ"}:
            shown = operands[0] if str(operator) == "TJ" else operands
            words += [_read(bytes(text), letters) for text in shown if isinstance(text, pikepdf.String)]
    return "".join(words)


def _read(glyphs: bytes, letters: dict[int, str]) -> str:
    codes = (int.from_bytes(glyphs[at : at + 2]) for at in range(0, len(glyphs), 2))
    return "".join(letters.get(code, "") for code in codes)


def _letters(font: Any) -> dict[int, str]:
    """Letters of each glyph, as the typesetter writes them: one glyph a line."""
    table = font.ToUnicode.read_bytes().decode("latin-1")
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in _CHAR.findall(table)}
