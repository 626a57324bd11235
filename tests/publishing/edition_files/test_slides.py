"""The slides: one message on each, its traces in the notes, the same bytes twice."""

import io
from dataclasses import replace
from datetime import date

import pytest
from pptx import Presentation
from python_calamine import CalamineWorkbook

from autan.ground.texts.language import in_language
from autan.publishing.edition_files.presenters.edition import Colophon, present_edition
from autan.publishing.edition_files.renderers.slides import render_pptx
from autan.publishing.editions.actions.editions import record_edition
from autan.publishing.editions.queries.editions import read_edition

COLOPHON = Colophon(published_on=date(2014, 9, 30), content_hash="0123456789abcdef0123", network_name="Réseau d’essai")


@pytest.fixture
def view(edition):
    with in_language("fr"):
        return present_edition(read_edition(edition, has_cards=True))


def slides(view, **colophon):
    return list(Presentation(io.BytesIO(render_pptx(view, replace(COLOPHON, **colophon)))).slides)


def texts(slide):
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_one_finding_a_slide_with_its_traces_in_the_notes(view):
    made = render_pptx(view, replace(COLOPHON, is_invented=True))
    assert made == render_pptx(view, replace(COLOPHON, is_invented=True))
    deck = Presentation(io.BytesIO(made))
    assert [slide.shapes.title.text_frame.text for slide in deck.slides] == [
        "L’essai",
        "En une page",
        "Un résumé\u00a0: dix des onze ont un dispositif",
        "1. Premier chapitre",
        "Du texte avec italique, gras 11\u00a0collectivités et un lien",
        "1. Premier chapitre",
        "1. Premier chapitre",
        "Dix d’un côté",
    ]
    assert "Énoncé F1" in deck.slides[1].notes_slide.notes_text_frame.text
    assert "[4]" in deck.slides[-1].notes_slide.notes_text_frame.text
    assert "Dispositifs" in texts(deck.slides[1])
    assert all(any("Territoires inventés" in text for text in texts(slide)) for slide in deck.slides)
    assert deck.core_properties.title == "L’essai"


def test_a_chart_is_edited_in_the_slides_its_numbers_inside(view):
    (frame,) = [shape for shape in slides(view)[-1].shapes if shape.has_chart]
    assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == "Deux comptes. Dix d’un côté."
    (plot,) = frame.chart.plots
    assert list(plot.categories) == ["Dispositifs", "Réponses"]
    assert [list(series.values) for series in plot.series] == [[10, 11]]
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob))
    assert workbook.get_sheet_by_index(0).to_python() == [["", "Deux comptes"], ["Dispositifs", 10], ["Réponses", 11]]


def test_every_slide_is_numbered_says_something_and_cites_its_source(view):
    _cover, *others = slides(view)
    for slide in others:
        assert len(texts(slide)) > 2 or any(shape.has_chart for shape in slide.shapes)
        assert all(text.strip() for text in texts(slide))
        assert slide._element.xpath(".//a:fld[@type='slidenum']")
    assert any("Synthèse" in text for text in texts(others[1]))


def test_no_more_than_sixteen_slides_and_every_chapter_is_among_them(edition):
    chapters = "".join(
        f"\n# Partie {rank}\n\nDe {{{{schemes}}}}. Puis {{{{answered}}}}.\n\nEt {{{{schemes}}}}.\n"
        for rank in range(12)
    )
    source = edition.source.replace("\n# Premier chapitre", chapters + "\n# Premier chapitre")
    record_edition(by=None, source=source, file="essai.md")
    edition.refresh_from_db()
    with in_language("fr"):
        long = present_edition(read_edition(edition, has_cards=True))
    made = slides(long)
    assert len(made) == 16
    said = " ".join(text for slide in made for text in texts(slide))
    assert all(f"{rank + 1}. Partie {rank}" in said for rank in range(12))


def test_the_name_of_a_long_chapter_stays_on_its_line_above_the_message(edition):
    source = edition.source.replace("# Premier chapitre", f"# {'Un chapitre au titre long ' * 11}".strip(), 1)
    text = read_edition(record_edition(by=None, source=source, file="essai.md"), has_cards=True)
    with in_language("fr"):
        made = slides(present_edition(text))
    (line,) = [words for words in texts(made[-1]) if words.startswith("1.")]
    assert line.endswith("…")
    assert len(line) <= 111


def test_what_is_not_known_makes_no_slide(view):
    bare = replace(view, figures={}, illustrations={}, numbers={})
    assert [slide.shapes.title.text_frame.text for slide in slides(bare)][:1] == ["L’essai"]
    assert "En une page" not in [slide.shapes.title.text_frame.text for slide in slides(bare)]
