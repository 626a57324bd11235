"""The slides that a deck is written into: layouts that are found, old slides taken away, what was drawn moved."""

import io
from typing import Any

import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Mm, Pt

from autan.ground.documents.renderers.slide_template import HEIGHT, MARGIN, TOP, WIDTH, open_slide_template
from autan.ground.errors import ImportFileError
from tests.ground.workbook_making import unzipped, zipped


def template(change=None) -> bytes:
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Mm(254), Mm(190)
    if change:
        change(deck)
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def without(*kinds: str):
    def drop(deck):
        for layout in [layout for layout in deck.slide_layouts if layout.element.get("type") in kinds]:
            deck.slide_layouts.remove(layout)

    return drop


@pytest.fixture(scope="module")
def plain() -> bytes:
    return template()


def refusal(data: bytes) -> str:
    with pytest.raises(ImportFileError) as caught:
        open_slide_template(data, "agence.pptx")
    (fault,) = caught.value.faults
    return fault.expected


def kind(layout) -> str:
    return layout.element.get("type")


def test_the_page_of_the_house_is_wide_and_has_one_layout_for_all():
    page = open_slide_template(None)
    assert (page.deck.slide_width, page.deck.slide_height) == (WIDTH, HEIGHT)
    assert {kind(layout) for layout in (page.finding, page.cover, page.opening)} == {"titleOnly"}
    assert (page.is_own, page.missing, len(page.deck.slides)) == (False, (), 0)


def test_layouts_of_a_template_are_found_by_their_kind(plain):
    page = open_slide_template(plain)
    assert (kind(page.finding), kind(page.cover), kind(page.opening)) == ("titleOnly", "title", "secHead")
    assert (page.is_own, page.missing) == (True, ())


def test_slides_of_a_template_are_taken_away_with_what_names_them():
    def old(deck):
        deck.slides.add_slide(deck.slide_layouts[0])
        deck.slides.add_slide(deck.slide_layouts[1])
        deck.element.append(OxmlElement("p:custShowLst"))

    page = open_slide_template(template(old))
    assert len(page.deck.slides) == 0
    assert page.deck.element.find(qn("p:custShowLst")) is None
    stream = io.BytesIO()
    page.deck.save(stream)
    assert not [name for name in unzipped(stream.getvalue()) if name.startswith("ppt/slides/")]


@pytest.mark.parametrize(
    ("dropped", "missing", "cover", "opening"),
    [
        (("title",), ("Diapositive de titre",), "titleOnly", "secHead"),
        (("secHead",), ("Titre de section",), "title", "titleOnly"),
        (("title", "secHead"), ("Diapositive de titre", "Titre de section"), "titleOnly", "titleOnly"),
    ],
)
def test_a_layout_that_lacks_is_named_and_that_of_findings_stands_for_it(dropped, missing, cover, opening):
    page = open_slide_template(template(without(*dropped)))
    assert (page.missing, kind(page.cover), kind(page.opening)) == (missing, cover, opening)


def test_without_a_layout_of_a_title_alone_the_barest_one_with_a_title_is_taken():
    page = open_slide_template(template(without("titleOnly")))
    assert page.missing == ("Titre seul",)
    counts = [len(layout.placeholders) for layout in page.deck.slide_layouts if _has_title(layout)]
    assert len(page.finding.placeholders) == min(counts)


def _has_title(layout) -> bool:
    return any(shape.placeholder_format.idx == 0 for shape in layout.placeholders)


def test_slides_without_any_title_are_refused():
    def untitled(deck):
        for layout in deck.slide_layouts:
            for shape in list(layout.placeholders):
                if shape.placeholder_format.idx == 0:
                    shape.element.getparent().remove(shape.element)

    assert refusal(template(untitled)) == "des diapositives dont une disposition a un titre"


@pytest.mark.parametrize("data", [b"", b"rien", zipped({"word/document.xml": "<a/>"})])
def test_what_is_no_deck_is_refused(data):
    assert refusal(data) == "des diapositives PowerPoint (.pptx)"


def test_slides_that_are_damaged_or_hold_macros_are_refused(plain):
    parts = unzipped(plain)
    assert refusal(zipped({**parts, "ppt/presentation.xml": b"<coupe"})) == "des diapositives PowerPoint (.pptx)"
    assert refusal(zipped({**parts, "ppt/vbaProject.bin": b"x"})) == "un modèle sans macros"


def drawn(page, layout, *, top=TOP) -> Any:
    """A slide as the house draws it: its title, then a box at the margin."""
    slide = page.deck.slides.add_slide(layout)
    title = slide.shapes.title
    title.text_frame.text = "Un constat"
    title.left, title.top, title.width, title.height = MARGIN, Mm(12), Mm(300), Mm(20)
    title.text_frame.paragraphs[0].runs[0].font.size = Pt(28)
    box = slide.shapes.add_textbox(MARGIN, top, Mm(300), Mm(40))
    box.text_frame.text = "Des mots"
    box.text_frame.paragraphs[0].runs[0].font.size = Pt(18)
    return slide


def boxes(slide) -> list[Any]:
    return [shape for shape in slide.shapes if not shape.is_placeholder]


def test_nothing_moves_on_the_page_of_the_house():
    page = open_slide_template(None)
    slide = drawn(page, page.finding)
    page.settle(slide)
    (box,) = boxes(slide)
    assert (box.left, box.top, slide.shapes.title.left) == (MARGIN, TOP, MARGIN)


def test_a_title_takes_the_place_of_its_layout_and_a_size_of_its_page(plain):
    page = open_slide_template(plain)
    slide = drawn(page, page.finding)
    page.settle(slide)
    (place,) = (shape for shape in page.finding.placeholders if shape.placeholder_format.idx == 0)
    title = slide.shapes.title
    assert (title.left, title.top, title.width) == (place.left, place.top, place.width)
    (run,) = title.text_frame.paragraphs[0].runs
    assert run.font.size == Pt(round(28 * Mm(254) / WIDTH))


def test_the_body_goes_under_the_title_and_stays_on_the_page(plain):
    page = open_slide_template(plain)
    slide = drawn(page, page.finding)
    page.settle(slide)
    (box,) = boxes(slide)
    title = slide.shapes.title
    assert (box.left, box.top) == (title.left, title.top + title.height)
    assert box.left + box.width <= page.deck.slide_width
    assert box.width < Mm(300)
    (run,) = box.text_frame.paragraphs[0].runs
    assert Pt(8) <= run.font.size < Pt(18)


def test_the_chapter_above_the_title_is_left_out(plain):
    page = open_slide_template(plain)
    slide = drawn(page, page.finding, top=0)
    (box,) = boxes(slide)
    box.height = TOP // 2 - 1
    page.settle(slide)
    assert boxes(slide) == []


def test_what_stands_lower_than_the_chapter_is_kept_under_the_title(plain):
    page = open_slide_template(plain)
    slide = drawn(page, page.finding, top=0)
    (box,) = boxes(slide)
    box.height = TOP // 2 + 1
    page.settle(slide)
    (kept,) = boxes(slide)
    assert kept.top == slide.shapes.title.top + slide.shapes.title.height


def test_a_title_in_the_middle_of_the_page_is_brought_to_its_top():
    def low(deck):
        for layout in deck.slide_layouts:
            for shape in layout.placeholders:
                if shape.placeholder_format.idx == 0:
                    shape.left, shape.top, shape.width, shape.height = Mm(20), Mm(100), Mm(200), Mm(40)

    page = open_slide_template(template(low))
    slide = drawn(page, page.finding)
    page.settle(slide)
    title = slide.shapes.title
    side = int(Mm(254) * MARGIN / WIDTH)
    assert (title.left, title.top, title.width) == (side, side, Mm(254) - 2 * side)
    assert boxes(slide)[0].top >= title.top + title.height


def test_lines_of_a_cover_are_poured_into_the_text_of_its_layout(plain):
    page = open_slide_template(plain)
    slide = drawn(page, page.cover)
    page.settle(slide)
    assert boxes(slide) == []
    texts = [shape.text_frame.text for shape in slide.placeholders if shape.placeholder_format.idx != 0]
    assert texts == ["Des mots"]


def test_a_place_that_stays_empty_is_taken_away(plain):
    page = open_slide_template(plain)
    slide = page.deck.slides.add_slide(page.cover)
    slide.shapes.title.text_frame.text = "Seul"
    slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size = Pt(28)
    page.settle(slide)
    assert [shape.placeholder_format.idx for shape in slide.placeholders] == [0]


def test_tables_and_charts_are_reduced_and_never_too_small_to_read(plain):
    page = open_slide_template(plain)
    slide = drawn(page, page.finding)
    table = slide.shapes.add_table(1, 2, MARGIN, TOP, Mm(200), Mm(20)).table
    for cell, size in zip(table.rows[0].cells, (Pt(18), Pt(8)), strict=True):
        cell.text_frame.text = "x"
        cell.text_frame.paragraphs[0].runs[0].font.size = size
    numbers = CategoryChartData()
    numbers.categories = ["a"]
    numbers.add_series("b", [1])
    chart = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, MARGIN, TOP, Mm(200), Mm(60), numbers).chart
    chart.font.size = Pt(10)
    page.settle(slide)
    assert sum(column.width for column in table.columns) < Mm(200)
    sizes = [cell.text_frame.paragraphs[0].runs[0].font.size for cell in table.rows[0].cells]
    assert (sizes[0] < Pt(18), sizes[1]) == (True, Pt(8))
    assert Pt(8) <= chart.font.size < Pt(10)
