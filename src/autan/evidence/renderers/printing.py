"""A document of typst compiled as an archivable PDF; a character that no font draws is written by its number."""

import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, cast

import typst

from autan.evidence.core.printable_characters import (
    IsUnprintable,
    refused_characters,
    replace_unprintable,
    resembling,
)
from autan.evidence.renderers.fonts import typst_fonts

STANDARDS = ("ua-1", "a-2a")


def print_pdf(template: Path, data: Any, *, on: date) -> bytes:
    """Return a document as PDF/UA-1 and PDF/A-2a, the same bytes when made twice on one day.

    Args:
        template: typst file, which reads its content as JSON in `sys.inputs.page`.
        data: content, of lists, dictionaries, texts and numbers.
        on: day of the document.
    """
    lost = frozenset[str]()
    while True:
        try:
            return _compile(template, printable(data, resembling(lost)), on)
        except typst.TypstError as error:
            refused = refused_characters(str(error)) - lost
            if not refused:
                raise
            lost |= refused


def printable(value: Any, is_lost: IsUnprintable) -> Any:
    """Return the same JSON value with every text of it printable."""
    if isinstance(value, dict):
        return {key: printable(part, is_lost) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [printable(part, is_lost) for part in value]
    return replace_unprintable(value, is_lost) if isinstance(value, str) else value


def _compile(template: Path, data: Any, on: date) -> bytes:
    inputs = {"page": json.dumps(data, ensure_ascii=False)}
    compiler = typst.Compiler(input=template, root=template.parent, font_paths=typst_fonts(), sys_inputs=inputs)
    moment = datetime.combine(on, time(12), tzinfo=UTC)
    return cast(
        "bytes",
        compiler.compile(format="pdf", pdf_standards=cast("Any", list(STANDARDS)), timestamp=moment),
    )
