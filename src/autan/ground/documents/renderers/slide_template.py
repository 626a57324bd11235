"""The slides that a deck is written into: the template of an agency, or the blank page of the house.

A deck is drawn on the page of the house; in the slides of an agency, what was drawn is then moved into the room that
its layouts leave, in its fonts and colours.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.util import Mm, Pt

from autan.ground.documents.renderers.word.template import check_archive
from autan.ground.errors import Fault, ImportFileError
from autan.ground.received_files import refuse_damage

WIDTH, HEIGHT, MARGIN, TOP = Mm(338), Mm(190), Mm(18), Mm(46)
"""The page of the house, what is left beside the text, and where the body of a slide begins (EMU)."""
_TITLES: Final = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_TEXTS: Final = (PP_PLACEHOLDER.SUBTITLE, PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT)
_NAMES: Final = {"titleOnly": "Titre seul", "title": "Diapositive de titre", "secHead": "Titre de section"}
_LOWEST_TITLE, _LINE_SIZE = 0.45, 18  # of the height of a page; points on that of the house
_EXPECTED = "des diapositives PowerPoint (.pptx)"
_STALE = (qn("p:extLst"), qn("p:custShowLst"))  # sections and shows, which name slides that are gone


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideTemplate:
    """Slides ready to be written.

    Attributes:
        finding: layout of a slide with a finding, which has a title.
        cover, opening: layouts with a title and a text; that of findings where there is none.
        missing: names of the layouts that the template lacks.
    """

    deck: Any
    finding: Any
    cover: Any
    opening: Any
    missing: tuple[str, ...]
    is_own: bool
    columns: int = 1

    def settle(self, slide: Any) -> None:
        """Move what was drawn on the page of the house into the layout of an agency; nothing without a template."""
        if not self.is_own:
            return
        for background in slide.element.cSld.findall(qn("p:bg")):
            slide.element.cSld.remove(background)
        scale = self.deck.slide_width / WIDTH
        _inherit_title(slide.shapes.title, scale)
        if slide.slide_layout.part is not self.finding.part:
            _pour(slide, scale)
        else:
            _place(slide, self.deck.slide_width, self.deck.slide_height)
        for shape in [*slide.placeholders]:
            if shape.placeholder_format.type not in _TITLES and not shape.text_frame.text:
                _remove(shape)


def open_slide_template(data: bytes | None, file: str = "modele.pptx") -> SlideTemplate:
    """Open a template and take its slides away.

    `data` is the template of an agency; None for the page of the house.

    Raises ImportFileError: it cannot be a template, or none of its layouts has a title.
    """
    if data is None:
        deck = Presentation()
        deck.slide_width, deck.slide_height = WIDTH, HEIGHT
        titled = _layout(deck, "titleOnly")
        return SlideTemplate(deck=deck, finding=titled, cover=titled, opening=titled, missing=(), is_own=False)
    with refuse_damage(file, _EXPECTED):
        return _open_template(data, file)


def _open_template(data: bytes, file: str) -> SlideTemplate:
    macros = Fault(expected="un modèle sans macros")
    check_archive(data, file, part="ppt/presentation.xml", expected=_EXPECTED, without_macros=macros)
    deck = Presentation(io.BytesIO(data))
    _empty(deck)
    layouts = {kind: _layout(deck, kind, has_text=kind != "titleOnly") for kind in _NAMES}
    finding = layouts["titleOnly"] or min(
        _titled_slides(deck), key=lambda layout: len(layout.placeholders), default=None
    )
    if finding is None:
        raise ImportFileError(file, [Fault(expected="des diapositives dont une disposition a un titre")])
    return SlideTemplate(
        deck=deck,
        finding=finding,
        cover=layouts["title"] or finding,
        opening=layouts["secHead"] or finding,
        missing=tuple(_NAMES[kind] for kind, layout in layouts.items() if layout is None),
        is_own=True,
    )


def _empty(deck: Any) -> None:
    slides = deck.slides._sldIdLst  # noqa: SLF001 - python-pptx removes no slide
    for slide in list(slides):
        deck.part.drop_rel(slide.rId)
        slides.remove(slide)
    for element in [element for element in deck.element if element.tag in _STALE]:
        deck.element.remove(element)


def _titled_slides(deck: Any) -> Iterator[Any]:
    layouts = (layout for master in deck.slide_masters for layout in master.slide_layouts)
    return (layout for layout in layouts if _holds(layout, _TITLES))


def _holds(layout: Any, kinds: Sequence[Any]) -> bool:
    return any(shape.placeholder_format.type in kinds for shape in layout.placeholders)


def _layout(deck: Any, kind: str, *, has_text: bool = False) -> Any:
    """The first layout of a kind with a title, and a text where it is asked; None when there is none."""
    fit = (layout for layout in _titled_slides(deck) if layout.element.get("type") == kind)
    return next((layout for layout in fit if _holds(layout, _TEXTS) or not has_text), None)


def _inherit_title(title: Any, scale: float) -> None:
    """Put a title where its layout has it, in its font and colour; its size is by its length, that of the page."""
    frame = title.element.spPr.find(qn("a:xfrm"))
    if frame is not None:
        title.element.spPr.remove(frame)
    body = title.text_frame._txBody.bodyPr  # noqa: SLF001 - python-pptx cannot forget an anchor
    for name in list(body.attrib):
        del body.attrib[name]
    for paragraph in title.text_frame.paragraphs:
        paragraph.alignment = None
        for run in paragraph.runs:
            size = run.font.size.pt
            run._r.remove(run._r.rPr)  # noqa: SLF001 - python-pptx cannot forget a colour
            run.font.size = Pt(round(size * scale))


def _pour(slide: Any, scale: float) -> None:
    """Write the lines of a cover or of an opening in the text of their layout."""
    holder = next(shape for shape in slide.placeholders if shape.placeholder_format.type in _TEXTS)
    boxes = [shape for shape in slide.shapes if not shape.is_placeholder]
    numbered = [shape for shape in boxes if shape.element.find(f".//{qn('a:fld')}") is not None]
    lines = [line.text for shape in boxes if shape not in numbered for line in shape.text_frame.paragraphs]
    holder.text_frame.text = "\n".join(lines)
    for run in (run for line in holder.text_frame.paragraphs for run in line.runs):
        run.font.size = Pt(round(_LINE_SIZE * scale))
    for shape in boxes:
        _remove(shape)


def _place(slide: Any, width: int, height: int) -> None:
    """Move the body under the title of the layout, as large as the room there."""
    title = slide.shapes.title
    if title.top + title.height > _LOWEST_TITLE * height:  # a title in the middle would cover what it announces
        side = int(width * MARGIN / WIDTH)
        title.left, title.top, title.width, title.height = side, side, width - 2 * side, int(height * 0.16)
    top = title.top + title.height
    scale = min(title.width / (WIDTH - 2 * MARGIN), (height - top) / (HEIGHT - TOP))
    for shape in [shape for shape in slide.shapes if not shape.is_placeholder]:
        if shape.top + shape.height < TOP / 2:  # the name of the chapter, above the title
            _remove(shape)
            continue
        below = max(0, int((shape.top - TOP) * scale))
        shape.left, shape.top = title.left + int((shape.left - MARGIN) * scale), top + below
        shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
        _dress(shape, scale)


def _dress(shape: Any, scale: float) -> None:
    """Give the words of a shape the colours of the theme and the scale of the page."""
    if shape.has_chart:
        shape.chart.font.size = Pt(max(8, round(shape.chart.font.size.pt * scale)))
    frames = [shape.text_frame] if shape.has_text_frame else []
    if shape.has_table:
        for column in shape.table.columns:
            column.width = int(column.width * scale)
        frames = [cell.text_frame for row in shape.table.rows for cell in row.cells]
    for text in (text for frame in frames for text in frame._txBody.iter(qn("a:rPr"))):  # noqa: SLF001 - also fields
        text.set("sz", str(max(800, round(int(text.get("sz", "1800")) * scale / 100) * 100)))
    if not shape.has_table:
        for run in (run for frame in frames for line in frame.paragraphs for run in line.runs):
            run.font.color.theme_color = MSO_THEME_COLOR.TEXT_1


def _remove(shape: Any) -> None:
    shape.element.getparent().remove(shape.element)
