"""A campaign played at once by its coordinator, two officers and a contributor, on the invented network.

Refused pages (409, 422) are part of the play, so these pages do not fail on what the console says of them.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Response, expect

from autan.instance.demo.people import PASSWORD
from tests.functional.accessibility import assert_no_axe_violation
from tests.functional.browser import LAPTOP, PATIENCE_MS

NARROW = {"width": 360, "height": 740}
CAMPAIGN = "/enquetes/essai-2026"
MARSH, PLATEAU = "999000107", "999000123"
OUTLOOK = f"{CAMPAIGN}/repondre/{MARSH}/rubriques/outlook/"
SAVED = re.compile(r"Enregistré à \d+\sh\s\d\d\.$")
Opener = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser, demo_site: str) -> Iterator[Opener]:
    """Opens the browser of one person: `open_page("marais-essai@exemple.fr", viewport=NARROW)`."""
    contexts = []

    def make(email: str = "", **choices: Any) -> Page:
        choices = {"viewport": LAPTOP, "locale": "fr-FR", "base_url": demo_site, "reduced_motion": "reduce"} | choices
        context = chromium.new_context(**choices)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        if email:
            page.goto("/compte/login/")
            page.get_by_label("Adresse électronique").fill(email)
            page.get_by_label("Mot de passe").fill(PASSWORD)
            page.get_by_role("button", name="Se connecter").click()
            expect(page.get_by_role("button", name="Se déconnecter")).to_be_visible()
        return page

    yield make
    for context in contexts:
        context.close()


def question(page: Page, code: str) -> Locator:
    return page.locator(f'fieldset.answer[data-question="{code}"]')


def area(page: Page, code: str) -> Locator:
    return page.locator(f'textarea[name^="{code}."]')


def test_four_people_play_a_campaign(open_page: Opener) -> None:
    officer = open_page("marais-essai@exemple.fr")
    contributor = open_page("contribution-essai@exemple.fr")
    coordinator = open_page("coordination-essai@exemple.fr")
    neighbour = open_page("causse-essai@exemple.fr", viewport=NARROW, java_script_enabled=False)
    for page in (officer, contributor):
        page.goto(OUTLOOK)
        assert_no_axe_violation(page)
    save_as_one_types(officer)
    write_elsewhere_on_an_older_page(contributor, officer)
    go_back_and_type_again(officer)
    meet_on_one_question(contributor)
    answer_row_by_row_without_script(neighbour)
    take_an_answer_down(coordinator, officer)


def save_as_one_types(officer: Page) -> None:
    """What is typed is saved meanwhile, and still there when she comes back."""
    area(officer, "q42").fill("La crue de 2021 a tout décidé.")
    expect(officer.get_by_role("status")).to_have_text(SAVED)
    officer.reload()
    expect(area(officer, "q42")).to_have_value("La crue de 2021 a tout décidé.")


def write_elsewhere_on_an_older_page(contributor: Page, officer: Page) -> None:
    """Her page is older, and erases nothing."""
    area(contributor, "q45").fill("Un service commun de conseil.")
    expect(contributor.get_by_role("status")).to_have_text(SAVED)
    officer.reload()
    expect(area(officer, "q42")).to_have_value("La crue de 2021 a tout décidé.")
    expect(area(officer, "q45")).to_have_value("Un service commun de conseil.")


def go_back_and_type_again(officer: Page) -> None:
    """It is no quarrel with oneself."""
    with officer.expect_navigation():
        officer.get_by_role("button", name="Enregistrer et quitter").click()
    officer.go_back()
    expect(area(officer, "q45")).to_have_value("Un service commun de conseil.")
    area(officer, "q45").fill("Un service commun de conseil, et un fonds.")
    expect(officer.get_by_role("status")).to_have_text(SAVED)


def meet_on_one_question(contributor: Page) -> None:
    """The second one sees both texts, and chooses."""
    area(contributor, "q42").fill("L’arrivée d’une nouvelle équipe.")
    expect(contributor.get_by_role("status")).to_have_text(re.compile("quelqu’un d’autre"))
    contributor.get_by_role("button", name="Enregistrer", exact=True).last.click()
    conflict = question(contributor, "q42").locator(".conflict")
    expect(conflict).to_contain_text("La crue de 2021 a tout décidé.")
    expect(conflict).to_contain_text("L’arrivée d’une nouvelle équipe.")
    expect(conflict).to_contain_text("Marais de Houdelle")
    assert_no_axe_violation(contributor)
    conflict.get_by_label("Garder cette réponse").check()
    contributor.get_by_role("button", name="Enregistrer et quitter").click()
    expect(contributor.get_by_role("heading", level=1)).to_contain_text("Marais de Houdelle")


def answer_row_by_row_without_script(neighbour: Page) -> None:
    """On a narrow phone."""
    neighbour.goto(f"{CAMPAIGN}/repondre/")
    neighbour.get_by_role("link", name="Éléments méthodologiques").click()
    expect(neighbour.get_by_role("button", name="Ajouter une ligne").first).to_be_visible()
    rows = neighbour.locator('textarea[name^="q24.cell."]')
    before = rows.count()
    neighbour.get_by_role("button", name="Ajouter une ligne").first.click()
    expect(rows).to_have_count(before + 1)
    rows.last.fill("Étude du bois de haie")
    heading = neighbour.get_by_role("heading", level=1).inner_text()
    neighbour.get_by_role("button", name="Enregistrer et continuer").click()
    expect(neighbour.get_by_role("heading", level=1)).not_to_have_text(heading)
    neighbour.goto(f"{CAMPAIGN}/repondre/{PLATEAU}/rubriques/method/")
    expect(rows.last).to_have_value("Étude du bois de haie")
    assert neighbour.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def take_an_answer_down(coordinator: Page, officer: Page) -> None:
    """What a territory says on the phone bears the name of the coordination."""
    coordinator.goto(f"{CAMPAIGN}/repondre/{MARSH}/rubriques/outlook/?question=q39")
    question(coordinator, "q39").get_by_role("radio").nth(1).check()
    with coordinator.expect_navigation():  # the form leaves once what was ticked is saved, which already says so
        coordinator.get_by_role("button", name="Enregistrer", exact=True).last.click()
    expect(question(coordinator, "q39")).to_contain_text("Réponse recueillie le")
    assert_no_axe_violation(coordinator)
    officer.reload()
    expect(question(officer, "q39")).to_contain_text("pour la collectivité")


def test_a_lead_validates_gives_sections_and_comments(open_page: Opener) -> None:
    officer = open_page("causse-essai@exemple.fr")
    officer.goto(f"{CAMPAIGN}/repondre/")
    home = officer.url
    assert_no_axe_violation(officer)
    buttons = officer.get_by_role("button", name="Valider cette rubrique")
    before = buttons.count()
    buttons.first.click()
    expect(officer.get_by_text("C’est validé.")).to_be_visible()
    expect(buttons).to_have_count(before - 1)

    officer.get_by_role("link", name="Confier des rubriques").click()
    expect(officer.get_by_label("Nom de la personne")).to_be_visible()
    assert_no_axe_violation(officer)
    officer.get_by_label("Nom de la personne").fill("Service des bâtiments")
    officer.get_by_label("Contenu").check()
    officer.get_by_role("button", name="Faire un lien personnel").click()
    link = officer.get_by_label("Lien à remettre").input_value()
    assert_no_axe_violation(officer)

    guest = open_page()
    guest.goto(link)
    expect(guest.get_by_text("Service des bâtiments")).to_be_visible()
    assert link.rpartition("/")[0] not in guest.url
    assert_no_axe_violation(guest)
    assert guest.request.get(guest.url + "rubriques/policy/").status == 403
    guest.get_by_role("link", name="Contenu", exact=True).click()
    expect(guest.get_by_role("heading", level=1)).to_have_text("Contenu")

    officer.goto(home)
    officer.get_by_role("link", name="Ce qui sera publié").click()
    expect(officer.get_by_label("Votre commentaire").last).to_be_visible()
    assert_no_axe_violation(officer)
    officer.get_by_label("Votre commentaire").last.fill("Le chiffre date de 2024.")
    officer.get_by_role("button", name="Enregistrer le commentaire sur l’ensemble").click()
    expect(officer.get_by_text("Le chiffre date de 2024.")).to_be_visible()


def test_a_cut_connection_loses_nothing(open_page: Opener) -> None:
    """The page says so, tries again now and then, and is not left for an empty one; back on line, all is saved."""
    officer = open_page("marais-essai@exemple.fr")
    officer.goto(OUTLOOK)
    tries: list[str] = []
    officer.on("requestfailed", lambda request: tries.append(request.url))
    officer.context.set_offline(True)
    area(officer, "q44").fill("Tapé dans le train.")
    expect(officer.get_by_role("status")).to_have_text(re.compile("Pas de connexion"))
    officer.get_by_role("button", name="Enregistrer et quitter").click()
    officer.wait_for_timeout(1000)
    assert area(officer, "q44").input_value() == "Tapé dans le train."
    assert 1 <= len(tries) <= 4
    officer.context.set_offline(False)
    expect(officer.get_by_role("status")).to_have_text(SAVED)
    officer.reload()
    expect(area(officer, "q44")).to_have_value("Tapé dans le train.")


def test_two_people_fill_two_rows_of_one_table_at_once(open_page: Opener) -> None:
    """Both rows stand, each page is drawn again, and what is typed next goes on from there."""
    first = open_page("marais-essai@exemple.fr")
    second = open_page("contribution-essai@exemple.fr")
    table = f"{CAMPAIGN}/repondre/{MARSH}/rubriques/method/"
    cells = 'textarea[name^="q24.cell."]'
    first.goto(table)
    for title in ("Étude du bois", "Étude du vent"):
        rows = first.locator(cells).count()
        first.get_by_role("button", name="Ajouter une ligne").first.click()
        expect(first.locator(cells)).to_have_count(rows + 1)
        first.locator(cells).last.fill(title)
        expect(first.get_by_role("status")).to_have_text(SAVED)
    first.goto(table)
    second.goto(table)
    last = first.locator(cells).count() - 1
    first.locator(cells).nth(last - 1).fill("Étude du bois de haie")
    expect(first.get_by_role("status")).to_have_text(SAVED)
    second.locator(cells).nth(last).fill("Étude du vent et de l’eau")
    expect(second.get_by_role("status")).to_contain_text("a écrit entre-temps à la même question est gardé aussi")
    expect(second.locator(cells).nth(last - 1)).to_have_value("Étude du bois de haie")
    second.locator(cells).nth(last).press_sequentially(" vive")
    expect(second.get_by_role("status")).to_have_text(SAVED)
    first.reload()
    expect(first.locator(cells).nth(last)).to_have_value("Étude du vent et de l’eau vive")
    expect(first.locator(cells).nth(last - 1)).to_have_value("Étude du bois de haie")


def test_a_link_that_was_never_given_is_not_found(open_page: Opener) -> None:
    page = open_page()
    answer = page.goto("/enquetes/lien/jamais-donne/")
    assert answer is not None
    assert answer.status == 404


def test_a_section_is_light(open_page: Opener) -> None:
    page = open_page("marais-essai@exemple.fr")
    page.wait_for_load_state("networkidle")  # what the page before still asks for is not counted
    tools = page.context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Network.setCacheDisabled", {"cacheDisabled": True})  # as at a first visit
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # Playwright marks what it is given: no bare method
    page.goto(OUTLOOK)
    page.wait_for_load_state("networkidle")
    sizes = [answer.request.sizes()["responseBodySize"] for answer in answers]
    assert len(sizes) <= 10
    assert min(sizes) >= 0
    assert 5_000 < sum(sizes) < 100_000


def test_very_long_words_and_small_fields_hold_on_a_narrow_page(open_page: Opener) -> None:
    officer = open_page("causse-essai@exemple.fr", viewport=NARROW)
    officer.goto(f"{CAMPAIGN}/repondre/{PLATEAU}/contributions/")
    officer.get_by_label("Nom de la personne").fill("x" * 120)
    officer.get_by_role("checkbox").first.check()
    officer.locator("main").get_by_role("button").last.click()
    expect(officer.get_by_label("Lien à remettre")).to_be_visible()
    officer.goto(f"{CAMPAIGN}/repondre/{PLATEAU}/contributions/")
    expect(officer.get_by_text("x" * 120).first).to_be_visible()
    assert officer.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]

    coordinator = open_page("coordination-essai@exemple.fr", viewport=NARROW)
    coordinator.goto(f"{CAMPAIGN}/suivi/")
    assert_no_axe_violation(coordinator)
    assert coordinator.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
