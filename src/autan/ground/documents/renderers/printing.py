"""A document of typst compiled as an archivable PDF; a character that no font draws is written by its number."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, cast

import qrcode
import typst
from qrcode.image.svg import SvgPathImage

from autan.ground.documents.core import make_printable, refused_characters, resembling

TYPEFACES = Path(__file__).parent / "typefaces"


@cache
def typst_fonts() -> typst.Fonts:
    """Source Serif Pro and Source Sans Pro, and the faces embedded in typst for the rare sign that they lack."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(TYPEFACES)])


def qr_drawing(link: str) -> str:
    """Draw the QR code of a link as SVG."""
    drawing: str = qrcode.make(link, image_factory=SvgPathImage, border=2).to_string(encoding="unicode")
    return drawing


STANDARDS = ("ua-1", "a-2a")


def print_pdf(template: Path, data: Any, *, on: date) -> bytes:
    """Return a document as PDF/UA-1 and PDF/A-2a, the same bytes when made twice on one day.

    `template` is a typst file, which reads `data` (lists, dictionaries, texts, numbers) as JSON in `sys.inputs.page`.
    """
    lost = frozenset[str]()
    while True:
        try:
            return compile_pdf(load_template(template, make_printable(data, resembling(lost))), on=on)
        except typst.TypstError as error:
            refused = refused_characters(str(error)) - lost
            if not refused:
                raise
            lost |= refused


def load_template(template: Path, data: Any) -> typst.Compiler:
    """Return the compiler of a template that is given its content."""
    inputs = {"page": json.dumps(data, ensure_ascii=False)}
    return typst.Compiler(input=template, root=template.parent, font_paths=typst_fonts(), sys_inputs=inputs)


def compile_pdf(compiler: typst.Compiler, *, on: date, standards: Sequence[str] = STANDARDS) -> bytes:
    """Return a loaded template as PDF.

    Raises:
        typst.TypstError: the standards refuse it, for a character that no font draws among others.
    """
    moment = datetime.combine(on, time(12), tzinfo=UTC)
    options = cast("Any", list(standards))
    return cast("bytes", compiler.compile(format="pdf", pdf_standards=options, timestamp=moment))
