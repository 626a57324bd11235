"""A reader who alerts: from a number to its proof; and an elected representative on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.functional.accessibility import assert_no_axe_violation
from tests.functional.browser import PHONE
from tests.functional.conftest import PageMaker

PAGES = [
    "/",
    "/territoires/",
    "/territoires/200035715/",
    "/enquetes/2013/",
    "/enquetes/2013/governance/",
    "/enquetes/2013/questionnaire/",
    "/enquetes/2013/resultats/?by=by_kind",
    "/enquetes/essai-2026/resultats/",
    "/enquetes/essai-2026/croiser/?first=q10&second=q02",
    "/enquetes/essai-2026/comparer/?since=essai-2023",
    "/syntheses/2014/",
    "/faits/",
    "/faits/S012/",
    "/sources/synthese-2014/",
    "/preuves/observatory.243100518.ghg_per_inhabitant.2016/",
    "/comparer/",
    "/comparer/?indicator=electricity_per_site_second_source",
    "/atlas/?indicator=capacity_solar_pv",
    "/atlas/filieres/",
    "/bibliotheque/",
    "/a-propos/",
    "/compte/login/",
]


@pytest.mark.parametrize("path", PAGES)
def test_each_page_is_accessible_and_holds_on_a_phone(new_page: PageMaker, path: str) -> None:
    page = new_page(viewport=PHONE)
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert_no_axe_violation(page)


@pytest.mark.parametrize("path", ["/", "/syntheses/2014/", "/territoires/243100518/"])
def test_the_dark_page_keeps_its_contrast(new_page: PageMaker, path: str) -> None:
    page = new_page(color_scheme="dark")
    page.goto(path)
    assert_no_axe_violation(page)


def test_a_number_leads_to_its_document_in_two_clicks_without_script(new_page: PageMaker) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/syntheses/2014/")
    page.get_by_role("link", name="10 des 11 collectivités").first.click()
    expect(page.get_by_text("lignes 301-304").first).to_be_visible()
    page.get_by_role("link", name="Ouvrir ce fait").first.click()
    expect(page.get_by_role("heading", name="Où c’est écrit")).to_be_visible()


def test_rows_of_data_are_shown_under_a_figure_of_the_observatory(page: Page) -> None:
    page.goto("/territoires/243100633/?ouvrir=tout")
    page.goto(page.locator(".trace-link").nth(2).get_attribute("href") or "")
    if page.locator("details.card").count():
        page.locator("details.card summary").first.click()
    page.get_by_role("link", name=re.compile("lignes de données")).first.click()
    expect(page.get_by_role("cell", name="Ramonville-Saint-Agne").first).to_be_visible()


def test_the_keyboard_goes_straight_to_the_content(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


@pytest.mark.parametrize("path", ["/", "/territoires/243100518/", "/syntheses/2014/"])
def test_a_page_is_sober(page: Page, path: str) -> None:
    texts: list[str] = []
    page.on("request", lambda request: texts.append(request.url))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert len(texts) <= 10


def test_paper_shows_results_and_proofs_and_leaves_folded_tables_out(new_page: PageMaker) -> None:
    page = new_page()
    page.emulate_media(media="print")
    page.goto("/prospective/243100518/essayer/")
    expect(page.locator("#resultats h2").first).to_be_visible()
    expect(page.locator(".levers .choices").first).to_be_hidden()
    page.goto("/preuves/survey.2013.campaign.documented/")
    expect(page.locator("details.card .source-line, details.card p").first).to_be_visible()
    page.goto("/territoires/243100518/?ouvrir=tout")
    expect(page.locator(".folded figure").first).to_be_visible()
    expect(page.locator(".folded figure details table").first).to_be_hidden()


ANSWERS = """() => {
  const send = window.fetch.bind(window);
  window.answers = ["cut", 500, 404, "signed out"];
  window.fetch = (...asked) => {
    const [answer] = window.answers;
    if (answer === undefined) return send(...asked);
    if (answer === "cut") return Promise.reject(new TypeError());
    const made = new Response("", { status: answer === "signed out" ? 200 : answer });
    Object.defineProperty(made, "redirected", { value: answer === "signed out" });
    return Promise.resolve(made);
  };
}"""
"""What the network and the site answer, one after the other, before they answer again."""


def test_levers_say_why_nothing_comes_and_go_on_after(new_page: PageMaker) -> None:
    page = new_page()
    page.clock.install()
    page.goto("/prospective/243100518/essayer/")
    page.evaluate(ANSWERS)
    page.locator('input[name="n.less_travel"]').fill("1")
    page.clock.run_for(1_000)
    for words in (
        "La connexion est coupée",
        "Le site n’a pas su répondre",
        "La suite ne vient plus",
        "La suite ne vient",
    ):
        line = page.get_by_role("status").filter(has_text=words)
        expect(line).to_be_visible()
        link = page.locator("[data-again]").get_attribute("href") or ""
        assert "/compte/login/?next=%2Fprospective%2F243100518%2Fessayer%2F%3F" in link
        assert "n.less_travel%3D1" in link
        page.evaluate("window.answers.shift()")
        page.clock.run_for(10_000)
    expect(page.locator("[data-trouble]:visible")).to_have_count(0)
    expect(page.locator('input[name="n.less_travel"]')).to_have_value("1")


def test_a_slider_follows_the_hand_that_drags_it(new_page: PageMaker) -> None:
    page = new_page()
    page.goto("/prospective/243100518/essayer/")
    slider = page.locator('input[name="n.less_travel"]')
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 10, box["y"] + box["height"] / 2)
    page.mouse.down()
    for tenth in (1, 3, 5):
        page.mouse.move(box["x"] + 10 + box["width"] * tenth / 10, box["y"] + box["height"] / 2)
    page.mouse.up()
    assert float(slider.input_value()) > 1.5
