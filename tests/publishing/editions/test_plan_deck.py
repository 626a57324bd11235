"""A plan as slides: what it holds in its own words, and nothing that the reader may not read."""

import io

from django.test import Client
from pptx import Presentation

from autan.plans.plans.actions.plans import save_section
from autan.plans.plans.core.plans import LineInput
from autan.plans.plans.models import Plan
from autan.plans.projects.actions.sheets import SheetInput, add_sheet
from autan.plans.projects.models import ActionSheet
from autan.publishing.editions.core.edition_models import DeckChapter, compose_deck
from tests.cast import Cast
from tests.plans.projects.conftest import member, network, other, people, plan, sheet

__all__ = ["member", "network", "other", "people", "plan", "sheet"]


def test_a_plan_is_told_in_slides(client: Client, plan: Plan, sheet: ActionSheet, people: Cast):
    for rank in range(7):
        title = f"{rank}. Isoler *l’école* {{{{n°{rank}}}}}"
        add_sheet(by=None, plan=plan, sheet_input=SheetInput(typed={"title": title, "end": "2027"}, axis=["2. Bâtir"]))
    draft = SheetInput(typed={"title": "En projet"}, axis=["3. Étudier"], is_published=False)
    add_sheet(by=None, plan=plan, sheet_input=draft)
    target = {"quantity": "ghg", "part": "total", "kind": "change", "value": "-40", "unit": "pct", "horizon": "2030",
              "base_year": "2015"}  # fmt: skip
    save_section(by=None, plan=plan, section="targets", lines=[LineInput(key="1", typed=target)])
    save_section(
        by=None,
        plan=plan,
        section="budget",
        lines=[LineInput(key="1", typed={"amount": "2 M€ HT", "scope": "territory"})],
    )
    assert "diaporama.pptx" in client.get(f"/plans/{plan.slug}/").content.decode()
    deck = Presentation(io.BytesIO(client.get(f"/plans/{plan.slug}/diaporama.pptx").content))
    slides = [
        "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame) for slide in deck.slides
    ]
    whole = "\n".join(slides)
    assert slides[0].startswith("PCAET du Sicoval")
    assert slides[0].splitlines()[1:].count("CA du Sicoval") == 1
    assert sum("8 actions" in slide and "Budget" in slide for slide in slides) == 1, "where it stands is one slide"
    assert any(slide.startswith("2. Bâtir") for slide in slides), "an axis keeps its own number, alone"
    for words in ("8 actions", "Développer le covoiturage", "0. Isoler *l’école* {{n°0}}", "et 2 autres", "40", "2030"):
        assert words in whole, words
    assert "fin 2027)" in whole, "a year is no day"
    assert "En projet" not in whole
    client.force_login(people.officer)
    own = Presentation(io.BytesIO(client.get(f"/plans/{plan.slug}/diaporama.pptx").content))
    words = "\n".join(shape.text_frame.text for slide in own.slides for shape in slide.shapes if shape.has_text_frame)
    assert "9 actions, dont 1 en brouillon" in words
    assert words.count(", brouillon)") == 1


def test_a_long_word_is_cut_and_signs_are_no_marks():
    chapter = DeckChapter(title="# Axe", items=["x" * 400], figures={"f1": "plans.a.plan.start"}, rest="et 3 autres")
    body = compose_deck(network="n", title="P", notice="", chapters=[chapter, chapter]).body
    assert body.count("\\# Axe") == 1
    assert (body.count("{{figures: f1}}"), max(map(len, body.splitlines()))) == (2, 162)
