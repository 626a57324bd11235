"""The main journeys by keyboard alone: answer, follow, import, publish, compare, trace; and the pages at 200 %."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from autan.instance.demo.people import PASSWORD
from tests.functional.conftest import PageMaker
from tests.functional.keyboard import follow, reach, write

EDITION = Path(__file__).parents[2] / "src/autan/instance/demo/content/edition-2026-elus/edition.md"
KINDS_OF_PAGES = (
    "/",
    "/territoires/243100518/",
    "/territoires/243100518/en-une-page/",
    "/territoires/243100518/energie/",
    "/comparer/",
    "/atlas/",
    "/atlas/filieres/",
    "/bibliotheque/",
    "/faits/?topic=plan",
    "/sources/",
    "/glossaire/",
    "/syntheses/2026/",
    "/enquetes/essai-2026/",
    "/enquetes/essai-2026/resultats/",
    "/plans/",
    "/recherche/?q=bois",
    "/preuves/territories.243100518.population.2026/",
    "/compte/login/",
)


CUT_WORDS = (
    "[...document.querySelectorAll('h1, h2, h3, button, .button')].filter(item => item.checkVisibility() "
    "&& item.scrollWidth > item.clientWidth + 2 && getComputedStyle(item).overflowX !== 'visible')"
    ".map(item => item.textContent.trim())"
)


def sign_in(page: Page, email: str) -> None:
    page.goto("/compte/login/")
    write(page, page.get_by_label("Adresse électronique"), email)
    write(page, page.get_by_label("Mot de passe"), PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Mon bureau")).to_be_visible()


def test_a_flagged_number_is_traced_by_keyboard(page: Page) -> None:
    page.goto("/territoires/243100518/")
    follow(page, page.get_by_role("link", name="Aller au contenu"))
    reach(page, page.get_by_role("button", name="PCAET"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("obligatoire au-dessus de 20 000 habitants")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("obligatoire au-dessus de 20 000 habitants")).to_be_hidden()
    follow(page, page.locator("main a.figure-inline"))
    expect(page).to_have_url(re.compile("/preuves/"))
    expect(page.locator("ol.steps, ul.steps").first).to_be_visible()


def test_a_measure_is_compared_by_keyboard(page: Page) -> None:
    page.goto("/comparer/")
    reach(page, page.get_by_label("Indicateur"))
    page.keyboard.press("ArrowDown")
    follow(page, page.get_by_role("button", name="Afficher"))
    expect(page).to_have_url(re.compile("indicator=(?!ghg_per_inhabitant)"))
    reach(page, page.locator("h2#carte + .later a"))
    page.keyboard.press("Enter")
    expect(page.locator("figure.map .drawing svg").first).to_be_visible()
    expect(page.locator("figure.map figcaption")).to_be_focused()
    expect(page).to_have_url(re.compile("ouvrir="))


def test_an_officer_answers_by_keyboard(page: Page) -> None:
    sign_in(page, "marais-essai@exemple.fr")
    follow(page, page.get_by_role("link", name=re.compile("^Répondre pour le Marais de Houdelle")))
    follow(page, page.locator("main a[href*='/rubriques/outlook/']"))
    section = page.url.partition("#")[0]
    write(page, page.locator("#q42 textarea, [id*=q42] textarea"), "La crue de 2024, écrite au clavier.")
    follow(page, page.locator("main form button[type=submit]").last)
    page.goto(section)
    expect(page.get_by_text("La crue de 2024, écrite au clavier.").first).to_be_attached()


def test_a_coordinator_follows_a_campaign_by_keyboard(page: Page) -> None:
    sign_in(page, "coordination-essai@exemple.fr")
    follow(page, page.get_by_role("link", name=re.compile("^Suivre et relancer.*Collectivités")))
    follow(page, page.get_by_role("link", name="Préparer un rappel"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    reach(page, page.locator("main form button[type=submit]"))


def test_an_edition_is_imported_and_published_by_keyboard(page: Page) -> None:
    sign_in(page, "coordination@exemple.fr")
    page.goto("/syntheses/preparer/")
    with page.expect_file_chooser() as chosen:
        reach(page, page.locator("input[type=file]:visible"))
        page.keyboard.press("Enter")
    text = EDITION.read_text().replace('slug: "2026-elus"', 'slug: "elus-clavier"', 1)
    chosen.value.set_files({"name": "edition.md", "mimeType": "text/markdown", "buffer": text.encode()})
    follow(page, page.get_by_role("button", name="Vérifier sans écrire"))
    follow(page, page.get_by_role("button", name="Enregistrer"))
    page.goto("/syntheses/elus-clavier/preparer/")
    follow(page, page.get_by_role("button", name=re.compile("^Publier")))
    page.goto("/syntheses/elus-clavier/")
    expect(page.get_by_text("Publiée le")).to_be_visible()


@pytest.mark.parametrize("path", KINDS_OF_PAGES)
def test_each_kind_of_page_holds_at_200_percent_and_is_read_aloud_in_order(new_page: PageMaker, path: str) -> None:
    """A laptop of 1280 pixels at 200 %, which leaves half as many; and the tree that a screen reader is given."""
    page = new_page(viewport={"width": 640, "height": 400}, device_scale_factor=2)
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), "the page scrolls sideways"
    assert page.evaluate(CUT_WORDS) == []
    tree = page.locator("body").aria_snapshot()
    landmarks = [line for line in tree.splitlines() if re.match(r"- (banner|main|contentinfo)\b", line)]
    assert landmarks == ["- banner:", "- main:", "- contentinfo:"]
    levels = [int(level) for level in re.findall(r"- heading .*?\[level=(\d)\]", tree)]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
    assert re.findall(r"- (?:link|button|textbox|combobox|checkbox)(?::|$)", tree, re.MULTILINE) == []
    assert len(re.findall(r"- (?:alert|status)\b", tree)) <= 1, "what is said aloud is said once"
