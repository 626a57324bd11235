"""The coordinator signs in, sees the alerts and the journal; a contributor does not."""

from playwright.sync_api import Page, expect

from autan.instance.demo.people import PASSWORD
from tests.functional.accessibility import assert_no_axe_violation


def sign_in(page: Page, email: str) -> None:
    page.goto("/compte/login/")
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()


def test_the_coordinator_reaches_alerts_and_journal(page: Page) -> None:
    sign_in(page, "coordination@exemple.fr")
    expect(page.get_by_role("heading", level=1, name="Mon bureau")).to_be_visible()
    page.get_by_role("link", name="Journal des modifications").click()
    page.goto("/journal/?page=999")  # the last: nothing falls off the end
    expect(page.get_by_text("faits sourcés enregistrés")).to_be_visible()
    page.goto("/qualite/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert_no_axe_violation(page)
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("link", name="Se connecter")).to_be_visible()


def test_a_contributor_is_told_that_the_journal_is_reserved(page: Page) -> None:
    sign_in(page, "contribution@exemple.fr")
    answer = page.request.get("/journal/")
    assert answer.status == 403


def test_a_wrong_password_is_said_in_words(page: Page) -> None:
    page.goto("/compte/login/")
    page.get_by_label("Adresse électronique").fill("lecture@exemple.fr")
    page.get_by_label("Mot de passe").fill("un-autre-mot-de-passe")
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("alert")).to_be_visible()
