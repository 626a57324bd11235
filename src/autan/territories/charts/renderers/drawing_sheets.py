"""A chart or a map as a file that stands alone: title, sentence, source on one sheet, in SVG, PNG or PDF."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal, cast

import typst

from autan.evidence.figures.core.charts import Chart, MapSpec
from autan.ground.documents.renderers.printing import typst_fonts
from autan.ground.texts.language import current_language, number, words
from autan.ground.wordings import Sentence, Text
from autan.territories.charts.renderers.drawing.chart_frame import FRAMES, Variant
from autan.territories.charts.renderers.drawing.chart_lines import read_lines
from autan.territories.charts.renderers.drawing.map_places import read_places
from autan.territories.charts.renderers.drawing.map_shapes import Contours
from autan.territories.charts.renderers.drawing.pen import Medium, Pen, element
from autan.territories.charts.renderers.room_drawings import RoomDrawing
from autan.territories.charts.renderers.svg import NoContourError, draw_chart, draw_map

_MARGIN = 24.0
_TITLE, _WORDS, _FOOT = 19.0, 13.0, 11.0
_PIXELS_AN_INCH = 192
_STANDARD = "ua-1"
_PAGE = """\
#set document(title: sys.inputs.title)
#set text(lang: sys.inputs.language)
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.sheet), format: "svg", alt: sys.inputs.alternative)
"""


MOST_PICTURED = 100
"""Rows of a chart that a picture has at most; the other files have them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetNotes:
    """What a sheet says beside its map: a warning above its title, or empty; terms of reuse under its source."""

    warning: Text = Text("", "")
    licence: Text = Text("", "")


_NO_NOTES = SheetNotes()


def draw_sheet(
    spec: Chart | MapSpec | RoomDrawing,
    *,
    medium: Medium = Medium.FILE,
    notes: SheetNotes = _NO_NOTES,
    contours: Contours | None = None,
) -> str:
    """Draw a chart or a map with its title and its sentence above, its source below.

    `medium`: `file` for a file that any browser opens, `print` for the fonts of the house.
    `notes`: warning and terms of reuse.
    `contours`: contours of a map, as for `draw_map`.

    Returns one `<svg>` element, the same bytes for the same arguments.
    """
    pen = Pen.for_drawing(f"{spec.id}-sheet", medium, Variant.WIDE)
    width = FRAMES[Variant.WIDE].width
    parts: list[str] = []
    y = _MARGIN
    title, sentence = words(spec.title), words(spec.sentence)
    warning = words(notes.warning)
    for line in pen.lettering.wrap(warning, _WORDS, width) if warning else ():
        y += _WORDS * 1.35
        parts.append(pen.text(_MARGIN, y, line, _WORDS, colour="emphasis", bold=True))
    for line in pen.lettering.wrap(title, _TITLE, width, bold=True):
        y += _TITLE * 1.2
        parts.append(pen.text(_MARGIN, y, line, _TITLE, bold=True))
    lines, y = pen.lines(sentence, _MARGIN, y, _WORDS, width, step=_WORDS * 1.35)
    parts += lines
    y += 12
    drawing = _drawn(spec, medium, contours)
    height = float(drawing.partition(' height="')[2].partition('"')[0])
    placed = drawing.replace("<svg ", f'<svg x="{_MARGIN:.0f}" y="{y:.1f}" ', 1)
    y += height + 8
    for note in (spec.source, notes.licence):
        lines, y = pen.lines(words(note), _MARGIN, y, _FOOT, width, step=_FOOT * 1.35, colour="soft")
        parts += lines
    whole, bottom = width + 2 * _MARGIN, y + _MARGIN
    paper = element("rect", width=whole, height=bottom, **pen.paint("paper"))
    return pen.drawing(whole, bottom, title, sentence, [paper, placed, *parts])


def _drawn(spec: Chart | MapSpec | RoomDrawing, medium: Medium, contours: Contours | None) -> str:
    if isinstance(spec, RoomDrawing):
        return spec.alone
    if isinstance(spec, Chart):
        return draw_chart(spec, medium=medium)
    return draw_map(spec, medium=medium, contours=contours)


def describe_drawing(spec: Chart | MapSpec | RoomDrawing) -> str:
    """A drawing in words: its title, its sentence, then each mark with its value or that it is not known."""
    if isinstance(spec, RoomDrawing):
        accessible_text = []
    elif isinstance(spec, Chart):
        accessible_text = [value.accessible_text for line in read_lines(spec, is_split=False) for value in line.values]
    else:
        accessible_text = [mark.accessible_text for mark in read_places(spec)[0]]
    parts = [words(spec.title), words(spec.sentence), *accessible_text]
    return "\n".join(part for part in parts if part)


def sheet_file(
    spec: Chart | MapSpec | RoomDrawing, form: str, *, notes: SheetNotes = _NO_NOTES, contours: Contours | None = None
) -> bytes:
    """A sheet as a file: `svg`, for a browser or a drawing program, `png` or `pdf`.

    Raises NoContourError: a map none of whose places has a contour.
    """
    if form == "svg":
        return draw_sheet(spec, notes=notes, contours=contours).encode()
    return print_sheet(spec, form="pdf" if form == "pdf" else "png", notes=notes, contours=contours)


def print_sheet(
    spec: Chart | MapSpec | RoomDrawing,
    *,
    form: Literal["png", "pdf"],
    notes: SheetNotes = _NO_NOTES,
    contours: Contours | None = None,
) -> bytes:
    """Print the same sheet: a picture at twice the size of a screen, or a page of PDF/UA-1 in the reader’s language.

    A picture of very many rows would be of no use, and costs seconds: it has the first ones, and says so.
    """
    if form == "png" and isinstance(spec, Chart) and len(spec.rows) > MOST_PICTURED:
        warning = Sentence(
            "Les {most_pictured} premières lignes sur {number}\u202f; toutes sont dans les fichiers SVG et CSV.",
            most_pictured=MOST_PICTURED,
            number=number(len(spec.rows)),
        )
        notes = replace(notes, warning=warning)
        spec = replace(spec, rows=spec.rows[:MOST_PICTURED])
    inputs = {
        "sheet": draw_sheet(spec, medium=Medium.PRINT, notes=notes, contours=contours),
        "title": words(spec.title),
        "language": current_language(),
        "alternative": describe_drawing(spec),
    }
    compiler = typst.Compiler(input=_PAGE.encode(), font_paths=typst_fonts(), sys_inputs=inputs)
    options: dict[str, Any] = {"ppi": _PIXELS_AN_INCH} if form == "png" else {"pdf_standards": [_STANDARD]}
    return cast("bytes", compiler.compile(format=form, **options))


_PIXELS_AN_INCH_OF_A_PICTURE = 216
_PAGE_OF_A_PICTURE = b"""\
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.drawing), format: "svg")
"""


def draw_for_print(spec: Chart | MapSpec) -> str:
    """Return the SVG of a chart or a map, the same bytes for the same figures.

    A map none of whose places has a contour is a sentence that says it.
    """
    try:
        return _drawn(spec, Medium.PRINT, None)
    except NoContourError:
        pen, width = Pen.for_drawing(spec.id, Medium.PRINT, Variant.WIDE), FRAMES[Variant.WIDE].width
        text = words(Sentence("Aucun contour de ces lieux n’est tenu ici\u00a0: la carte n’est pas dessinée."))
        lines, y = pen.lines(text, 0, 0, _WORDS, width, step=_WORDS * 1.35, colour="soft")
        return pen.drawing(width, y + _WORDS, words(spec.title), words(spec.sentence), lines)


def picture_for_print(spec: Chart | MapSpec) -> bytes:
    """Return the same drawing as a PNG, for a document that cannot hold an SVG; the same bytes for the same figures."""
    return _as_png(draw_for_print(spec))


@lru_cache(maxsize=64)
def _as_png(drawing: str) -> bytes:
    compiler = typst.Compiler(input=_PAGE_OF_A_PICTURE, font_paths=typst_fonts(), sys_inputs={"drawing": drawing})
    return cast("bytes", compiler.compile(format="png", ppi=_PIXELS_AN_INCH_OF_A_PICTURE))
