"""The slides: one message on each, its traces in the notes, the same bytes twice."""

import io
from dataclasses import replace
from datetime import date

import pytest
from pptx import Presentation

from autan.ground.texts.language import in_language
from autan.publishing.edition_files.presenters.edition import Colophon, present_edition
from autan.publishing.edition_files.renderers.slides import render_pptx, slides_of
from autan.publishing.editions.queries.editions import read_edition
from autan.publishing.living_text.core.document import Words
from autan.publishing.living_text.core.line_words import line_sentences

COLOPHON = Colophon(published_on=date(2014, 9, 30), content_hash="0123456789abcdef0123", network_name="Réseau d’essai")


@pytest.fixture
def view(edition):
    with in_language("fr"):
        return present_edition(read_edition(edition, has_cards=True))


def test_one_message_a_slide_with_its_traces_in_the_notes(view):
    made = render_pptx(view, replace(COLOPHON, is_invented=True))
    assert made == render_pptx(view, replace(COLOPHON, is_invented=True))
    deck = Presentation(io.BytesIO(made))
    assert [slide.shapes.title.text_frame.text for slide in deck.slides] == [
        "L’essai",
        "En une page",
        "Un résumé\u00a0: dix des onze ont un dispositif.",
        "Du texte avec italique, gras 11\u00a0collectivités et un lien.",
        "Dix d’un côté.",
    ]
    drawn = deck.slides[-1]
    assert "Énoncé F1" in deck.slides[1].notes_slide.notes_text_frame.text
    assert "[4]" in drawn.notes_slide.notes_text_frame.text
    picture = next(shape for shape in drawn.shapes if shape.shape_type == 13)
    assert picture._element.nvPicPr.cNvPr.get("descr").startswith("Deux comptes.")
    texts = [shape.text_frame.text for shape in deck.slides[1].shapes if shape.has_text_frame]
    assert "Dispositifs" in texts
    assert any("Territoires inventés" in text for text in texts)
    assert deck.core_properties.title == "L’essai"


def test_what_is_not_known_makes_no_slide(view):
    bare = replace(view, figures={}, illustrations={})
    assert [slide.message for slide in slides_of(bare)] == ["En une page"]


def test_sentences_are_cut_at_their_ends():
    children = (Words(text="Une phrase. 10 des 11 ont un plan ! Oui."),)
    assert line_sentences(children, lambda mark: mark.written) == ["Une phrase.", "10 des 11 ont un plan !", "Oui."]
    assert line_sentences((), lambda mark: mark.written) == []
