"""A campaign answered in a train: no network, the tab killed, a conflict on the way back; what signing out leaves."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.functional.accessibility import assert_no_axe_violation
from tests.functional.test_coding import sign_in

Opener = Callable[..., Page]
PLACE = "/enquetes/essai-2026/repondre/999000123/"
KEPT = f"{PLACE}sans-reseau/"
STORED = """async () => {
  const opening = indexedDB.open("autan-answers");
  const base = await new Promise((done) => { opening.onsuccess = () => done(opening.result); });
  const reading = base.transaction("kept").objectStore("kept").getAll();
  const rows = await new Promise((done) => { reading.onsuccess = () => done(reading.result); });
  base.close();
  return rows.map((row) => new TextDecoder().decode(row.data)).join(" ");
}"""
FULL = """() => {
  IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
}"""


def says(page: Page, words: str) -> None:
    expect(page.locator("#kept .autosave")).to_contain_text(words)


def area(page: Page, code: str) -> Locator:
    return page.locator(f'textarea[name="{code}.value"]')


def test_a_campaign_is_answered_without_a_network(new_page: Opener) -> None:
    officer = sign_in(new_page(), "causse-essai@exemple.fr")
    officer.goto(PLACE)
    officer.get_by_role("link", name="Répondre sans réseau").click()
    says(officer, "Tout est envoyé à")
    officer.evaluate("async () => { await navigator.serviceWorker.ready; }")
    train = officer.context
    train.set_offline(True)
    officer.get_by_label("Rubrique", exact=True).select_option("outlook")
    area(officer, "q42").fill("Écrit dans le train")
    area(officer, "q45").fill("Écrit aussi dans le train")
    says(officer, "2 réponses à envoyer.")
    says(officer, "Pas de réseau")
    assert_no_axe_violation(officer)
    assert "train" not in officer.evaluate(STORED)
    officer.close(run_before_unload=False)

    officer = train.new_page()
    officer.goto(KEPT)
    says(officer, "2 réponses à envoyer.")
    expect(area(officer, "q42")).to_have_value("Écrit dans le train")
    answer_at_the_office(new_page)
    train.set_offline(False)
    says(officer, "Tout est envoyé à")
    says(officer, "1 à revoir.")
    conflict = officer.locator('[data-question="q42"] .conflict')
    expect(conflict).to_contain_text("Écrit au bureau")
    expect(conflict).to_contain_text("Écrit dans le train")
    assert_no_axe_violation(officer)
    conflict.get_by_label("Enregistrer la mienne").check()
    expect(conflict).to_have_count(0)
    expect(officer.locator("#kept .autosave")).not_to_contain_text("à revoir")
    officer.goto(f"{PLACE}rubriques/outlook/")
    expect(area(officer, "q42")).to_have_value("Écrit dans le train")
    expect(area(officer, "q45")).to_have_value("Écrit aussi dans le train")
    fill_a_full_device(officer)
    sign_out(officer)


def answer_at_the_office(new_page: Opener) -> None:
    coordinator = sign_in(new_page(), "coordination-essai@exemple.fr")
    coordinator.goto(f"{PLACE}rubriques/outlook/")
    area(coordinator, "q42").fill("Écrit au bureau")
    coordinator.get_by_role("button", name="Enregistrer et quitter").click()
    expect(coordinator.get_by_role("heading", level=1)).to_contain_text("Causse")


def fill_a_full_device(officer: Page) -> None:
    officer.goto(KEPT)
    says(officer, "Tout est envoyé à")
    officer.evaluate(FULL)
    officer.context.set_offline(True)
    officer.get_by_label("Rubrique", exact=True).select_option("outlook")
    area(officer, "q45").fill("Plus de place")
    says(officer, "La mémoire de cet appareil est pleine")
    officer.context.set_offline(False)
    says(officer, "Tout est envoyé à")


def sign_out(officer: Page) -> None:
    officer.goto(PLACE)
    officer.get_by_role("button", name="Se déconnecter").click()
    expect(officer.get_by_role("link", name="Se connecter")).to_be_visible()
    assert officer.evaluate("async () => (await indexedDB.databases()).length + (await caches.keys()).length") == 0
