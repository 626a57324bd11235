"""Slides in the template of an agency: its layouts are followed, nothing leaves the page, and a bad file is refused."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Mm

from autan.ground.errors import ImportFileError
from autan.ground.texts.language import in_language, words
from autan.publishing.edition_files.presenters.edition import Colophon, present_edition
from autan.publishing.edition_files.renderers.slides import render_pptx
from autan.publishing.editions.queries.editions import read_edition
from autan.territories.networks.actions.networks import keep_template
from autan.territories.networks.queries.networks import document_template

COLOPHON = Colophon(
    published_on=date(2014, 9, 30), content_hash="0123456789abcdef0123", network_name="Réseau", is_invented=True
)


def template(*dropped: str, title_at_bottom: bool = False) -> bytes:
    """Slides of an agency, 254 by 190 mm with one of its own, without its layouts of some kinds."""
    deck: Any = Presentation()
    deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text_frame.text = "Ancienne diapositive"
    for layout in [layout for layout in deck.slide_layouts if layout.element.get("type") in dropped]:
        if layout.used_by_slides:
            deck.part.drop_rel(deck.slides._sldIdLst[0].rId)
            deck.slides._sldIdLst.clear()
        deck.slide_layouts.remove(layout)
    for layout in deck.slide_layouts if title_at_bottom else ():
        for shape in layout.placeholders:
            if shape.placeholder_format.idx == 0:
                shape.left, shape.top, shape.width, shape.height = Mm(10), Mm(120), Mm(200), Mm(40)
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def deck_in(edition, data):
    with in_language("fr"):
        view = present_edition(read_edition(edition, has_cards=True))
    made = render_pptx(view, COLOPHON, data)
    assert made == render_pptx(view, COLOPHON, data)
    return Presentation(io.BytesIO(made))


def text_of(slide):
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def assert_is_well_placed(deck):
    for slide in deck.slides:
        title = slide.shapes.title
        assert title.text_frame.text
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top < deck.slide_height
            assert shape is title or shape.is_placeholder or shape.top >= title.top + title.height


def test_the_slides_of_an_agency_are_followed(people, edition):
    remarks = keep_template(by=people.coordinator, network="autan", data=template(), file="Agence.PPTX")
    assert remarks == []
    deck = deck_in(edition, document_template("autan", "pptx"))
    assert deck.slide_width == Mm(254)
    assert deck.slides[0].slide_layout.element.get("type") == "title"
    assert {slide.slide_layout.element.get("type") for slide in deck.slides} == {"title", "titleOnly", "secHead"}
    assert "Réseau" in text_of(deck.slides[0])
    assert not any("Ancienne" in text_of(slide) for slide in deck.slides)
    assert all("inventés" in text_of(slide) for slide in deck.slides)
    assert "Énoncé F1" in deck.slides[1].notes_slide.notes_text_frame.text
    assert_is_well_placed(deck)


@pytest.mark.parametrize(
    ("dropped", "missing"),
    [
        (("titleOnly",), "Titre seul"),
        (("title", "secHead"), "Diapositive de titre, Titre de section"),
    ],
)
def test_a_template_without_a_layout_is_followed_and_it_is_said(people, edition, dropped, missing):
    (remark,) = keep_template(by=people.coordinator, network="autan", data=template(*dropped), file="a.pptx")
    assert missing in words(remark)
    assert_is_well_placed(deck_in(edition, document_template("autan", "pptx")))


def test_a_title_in_the_middle_of_its_layout_covers_nothing(edition):
    assert_is_well_placed(deck_in(edition, template(title_at_bottom=True)))


def with_part(name: str) -> bytes:
    buffer = io.BytesIO(template())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(name, b"")
    return buffer.getvalue()


EVERY_TITLE = (
    "title",
    "obj",
    "secHead",
    "twoObj",
    "twoTxTwoObj",
    "titleOnly",
    "objTx",
    "picTx",
    "vertTx",
    "vertTitleAndTx",
)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"rien", "PowerPoint"),
        (with_part("ppt/vbaProject.bin"), "sans macros"),
        (template(*EVERY_TITLE), "a un titre"),
    ],
)
def test_a_file_that_cannot_be_a_template_is_refused_in_words(network, data, expected):
    with pytest.raises(ImportFileError) as refused:
        keep_template(by=None, network="autan", data=data, file="agence.pptx")
    assert expected in refused.value.faults[0].expected
    assert document_template("autan", "pptx") is None
