"""A deck of cards as PDF: rules, what is used today in blocks, cards to cut, and the sheet of a group."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, cast

import typst

from autan.evidence.language import current_language
from autan.evidence.renderers.fonts import typst_fonts

_TEMPLATE = Path(__file__).parent / "typst" / "deck.typ"


def write_deck(content: Mapping[str, Any], *, day: date) -> bytes:
    """Return a deck as PDF, in the current language.

    `content` is what `presenters.deck` lays out; `day` dates the document, so that the same deck gives the same file.
    """
    data = {**content, "language": current_language(), "date": [day.year, day.month, day.day]}
    inputs = {"deck": json.dumps(data, ensure_ascii=False)}
    compiler = typst.Compiler(input=_TEMPLATE, root=_TEMPLATE.parent, font_paths=typst_fonts(), sys_inputs=inputs)
    moment = datetime.combine(day, time(12), tzinfo=UTC)
    return cast("bytes", compiler.compile(format="pdf", timestamp=moment))
