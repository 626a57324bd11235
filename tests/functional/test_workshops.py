"""A workshop on phones: one loses the network and keeps what it wrote; the projector shows every note in time."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.functional.accessibility import assert_no_axe_violation
from tests.functional.browser import PHONE
from tests.functional.test_coding import sign_in

Opener = Callable[..., Page]
KEEPER = "causse-essai@exemple.fr"


def take(phone: Page, text: str, *, moment: str) -> None:
    phone.locator(".tabs span", has_text=moment).click()
    phone.get_by_label("Votre note").fill(text)
    phone.get_by_role("button", name="Garder la note").click()


def test_notes_survive_a_lost_network_and_reach_the_projector(new_page: Opener) -> None:
    keeper = sign_in(new_page(), KEEPER)
    keeper.goto("/ateliers/essai-ombrieres/")
    keeper.get_by_role("button", name="Ouvrir la prise de notes").click()
    link = keeper.get_by_label("Lien à remettre").input_value()
    keeper.goto("/ateliers/essai-ombrieres/ecran/")
    steady, cut = (new_page(viewport=PHONE, is_mobile=True, has_touch=True) for _ in range(2))
    for phone in (steady, cut):
        phone.goto(link)
    take(steady, "Une réunion par ferme", moment="ambition")
    expect(keeper.locator(".projected li", has_text="Une réunion par ferme")).to_be_visible()
    cut.evaluate("async () => { await navigator.serviceWorker.ready; }")
    expect(cut.locator("#notes li")).to_have_count(1)
    cut.context.set_offline(True)
    take(cut, "Écrite sans réseau", moment="Comprendre")
    take(cut, "Et une autre", moment="transfert")
    expect(cut.get_by_role("status")).to_contain_text("2 notes attendent")
    cut.get_by_label("Votre note").fill("Un brouillon")
    assert_no_axe_violation(cut)
    cut.reload()  # without network, the page opens again with what waits on the device, and no note of others
    expect(cut.get_by_role("status")).to_contain_text("2 notes attendent")
    expect(cut.locator("#notes li")).to_have_count(0)
    cut.context.set_offline(False)
    expect(cut.get_by_role("status")).to_contain_text("Tout est gardé")
    assert cut.get_by_label("Votre note").input_value() == "Un brouillon"
    expect(keeper.locator(".projected li", has_text="Écrite sans réseau")).to_have_count(1)
    expect(steady.locator("#notes li")).to_have_count(3)
    keeper.goto("/ateliers/essai-ombrieres/")
    keeper.get_by_role("button", name="Clore la prise de notes").click()
    expect(keeper.get_by_text("Prise de notes close par")).to_be_visible()
