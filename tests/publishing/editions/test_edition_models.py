"""The models of a new edition and the deck of a plan, as texts that are read again; pure."""

import pytest

from autan.publishing.editions.core.edition_models import (
    DeckChapter,
    EditionModel,
    ModelFigure,
    compose_deck,
    compose_model,
)
from autan.publishing.editions.exporters import write_living_text
from autan.publishing.living_text.core.document import FigureStrip, Heading, plain_text
from autan.publishing.living_text.core.sentences import unwritten_passages
from autan.publishing.living_text.importers.living_text import read_living_text
from tests.evidence.figures.making import make_figure


def compose(model=EditionModel.SYNTHESIS, count=0, subtitle=""):
    figures = [
        ModelFigure(name=f"f{rank}", figure_id=f"facts.F{rank}", figure=make_figure(rank)) for rank in range(count)
    ]
    return compose_model(model, slug="n", network="autan", title="T", subtitle=subtitle, figures=figures)


def read(text):
    return read_living_text(write_living_text(text), file="n.md")


@pytest.mark.parametrize(
    ("model", "chapters", "passages"),
    [(EditionModel.SYNTHESIS, 8, 11), (EditionModel.NOTE, 4, 5), (EditionModel.MEMBER, 3, 4)],
)
def test_a_model_has_its_chapters_each_to_be_written(model, chapters, passages):
    text = read(compose(model, count=1))
    headings = [block for block in text.body if isinstance(block, Heading)]
    assert (len(headings), {heading.level for heading in headings}) == (chapters, {1})
    left = list(unwritten_passages(text.blocks))
    assert len(left) == len(set(left)) == passages
    assert left[0].endswith("le résumé, en une page.")
    assert (text.has_annex, text.has_contents) == ((False, False) if model is EditionModel.NOTE else (True, True))


def test_four_key_figures_at_most_stand_before_the_summary_and_are_named_in_the_head():
    text = read(compose(count=5))
    assert [(item.name, item.figure_id) for item in text.figures] == [
        ("f0", "facts.F0"),
        ("f1", "facts.F1"),
        ("f2", "facts.F2"),
        ("f3", "facts.F3"),
    ]
    strip = text.summary[0]
    assert isinstance(strip, FigureStrip)
    assert [mark.name for mark in strip.marks] == ["f0", "f1", "f2", "f3"]
    assert not isinstance(read(compose()).summary[0], FigureStrip)


def test_a_subtitle_is_said_where_there_is_one():
    assert compose(subtitle="Autan-Nord").head["subtitle"] == {"fr": "Autan-Nord", "en": "Autan-Nord"}
    assert "subtitle" not in compose().head
    assert (compose().head["title"], compose().head["slug"]) == ({"fr": "T", "en": "T"}, "n")


def deck(*chapters, notice=""):
    return compose_deck(network="autan", title="P", notice=notice, chapters=chapters)


def chapter(title="Axe", items=(), figures=None, rest=""):
    return DeckChapter(title=title, items=items, figures=figures or {}, rest=rest)


def test_a_deck_begins_without_a_title_and_keeps_six_items_of_a_chapter():
    many = chapter(items=[f"Isoler {rank}" for rank in range(7)], rest="et une autre")
    text = deck(chapter("Lu d’abord", figures={"a": "plans.p.a", "b": "plans.p.b"}), many, chapter("Vide"))
    assert text.body.split("\n") == [
        "{{figures: a, b}}",
        "",
        "# Axe",
        "",
        *(f"- Isoler {rank}" for rank in range(6)),
        "- et une autre",
        "",
        "# Vide",
        "",
    ]
    assert text.head == {
        "slug": "plan",
        "network": "autan",
        "label": {"fr": "P", "en": "P"},
        "title": {"fr": "P", "en": "P"},
        "figures": {"a": "plans.p.a", "b": "plans.p.b"},
    }
    assert deck(chapter(), notice="Inventé.").head["notice"] == {"fr": "Inventé.", "en": "Inventé."}
    assert deck(chapter(rest="seul")).body == "- seul\n"


def test_words_of_people_are_no_marks_and_long_ones_are_cut():
    whole, long = "x" * 160, "x" * 161
    cut = deck(chapter(items=[whole, long, f"{'y' * 158} fin", "a\n b"])).body.split("\n")
    assert cut[:4] == [f"- {whole}", f"- {'x' * 159}…", f"- {'y' * 158}…", "- a b"]
    source = deck(chapter(figures={"a": "plans.p.a"}), chapter("1. *Bâtir* {{n}}", items=["- [@F1] # <b>"]))
    text = read(source)
    titles = [plain_text(block.children) for block in text.body if isinstance(block, Heading)]
    assert titles == ["1. *Bâtir* {{n}}"]
    assert plain_text(text.body[-1].items[0][0].children) == "- [@F1] # <b>"
