"""A need asked by an officer, what is near it, and a lesson opened from where work is done."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.functional.accessibility import assert_no_axe_violation
from tests.functional.test_coding import sign_in

Opener = Callable[..., Page]
OFFICER = "causse-essai@exemple.fr"


def test_a_need_is_asked_and_what_is_near_it_is_kept(new_page: Opener) -> None:
    page = sign_in(new_page(), OFFICER)
    page.goto("/reseaux/entente-ysaure/besoins/ajouter/")
    page.locator("[name=title]").fill("Convaincre les communes de couper les lampadaires la nuit")
    for choice in page.locator("main form select").all():
        choice.select_option(index=min(1, choice.locator("option").count() - 1))
    page.get_by_role("button", name="Exprimer ce besoin").click()
    near = page.locator("section", has_text="Ce qui s’en approche").locator("li")
    lesson = near.filter(has_text="Éteindre la nuit six mois")
    expect(lesson).to_have_count(1)
    assert_no_axe_violation(page)
    lesson.get_by_role("button", name="Retenir").click()
    expect(page.locator("section", has_text="Retenu par des personnes").locator("li")).to_have_count(1)
    page.get_by_role("link", name="Éteindre la nuit six mois").first.click()
    expect(page.get_by_role("heading", name="Conditions de transfert")).to_be_visible()
