"""Two people code the same answers of the invented network at once: one by the keyboard, one without JavaScript."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from autan.instance.demo.people import PASSWORD
from tests.functional.accessibility import assert_no_axe_violation
from tests.functional.browser import PHONE

CORPUS = "/codage/entente-ysaure/success-factors/essai-2026.q42"
COORDINATOR, OFFICER = "coordination-essai@exemple.fr", "marais-essai@exemple.fr"
Opener = Callable[..., Page]


def sign_in(page: Page, email: str) -> Page:
    page.goto("/compte/login/")
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("button", name="Se déconnecter")).to_be_visible()
    return page


def texts(page: Page) -> Locator:
    return page.locator(".codable")


def test_two_people_code_the_same_answers_at_once(new_page: Opener) -> None:
    coordinator = sign_in(new_page(), COORDINATOR)
    coordinator.goto(f"{CORPUS}/accord/")
    coordinator.get_by_label("Part des textes, en %").fill("20")
    coordinator.get_by_label("Coordination du réseau inventé").check()
    coordinator.get_by_label("Mission, Marais de Houdelle (inventé)").check()
    coordinator.get_by_role("button", name="Tirer").click()

    officer = sign_in(new_page(java_script_enabled=False, viewport=PHONE), OFFICER)
    drawn = f"{CORPUS}/coder/?voir=tires"
    coordinator.goto(drawn)
    officer.goto(drawn)
    count = texts(coordinator).count()
    assert 0 < count < 12
    assert texts(officer).count() == count
    assert_no_axe_violation(coordinator)

    first = texts(coordinator).first
    words = first.locator(".codable-words")
    inner_text = words.inner_text()
    words.focus()
    for key in ("ArrowRight", "Shift+ArrowRight", "1"):
        coordinator.keyboard.press(key)
    expect(first.locator(".codings li")).to_have_count(1)
    expect(words.locator("mark")).to_have_count(1)

    same = texts(officer).first
    assert same.locator(".codable-words").inner_text() == inner_text
    expect(same.locator(".codings li")).to_have_count(0)  # blind: what the other gave is not shown
    same.locator(".plain-coding summary").click()
    same.locator("input[name=quote]").fill(" ".join(inner_text.split()[:2]))
    same.locator("select[name=code]").select_option(index=2)
    same.get_by_role("button", name="Coder", exact=True).click()
    expect(texts(officer).first.locator(".codings li")).to_have_count(1)

    coordinator.reload()
    expect(texts(coordinator).first.locator(".codings li")).to_have_count(1)  # each keeps her own
    for page in (officer, coordinator):
        page.get_by_role("button", name="Tout est lu sur cette page").click()
    coordinator.goto(f"{CORPUS}/accord/")
    expect(coordinator.get_by_text(f"{count}/{count}").first).to_be_visible()
    coordinator.get_by_role("button", name="Ouvrir").first.click()
    expect(coordinator.locator(".disagreement")).not_to_have_count(0)
    coordinator.locator(".disagreement").first.get_by_role("button", name="L’idée y est").click()
    expect(coordinator.locator(".disagreement.is-decided")).not_to_have_count(0)
