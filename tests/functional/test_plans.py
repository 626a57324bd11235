"""An officer fills in a plan: what cannot be read is said at its field while she types, kept, and gone once mended."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.functional.accessibility import assert_no_axe_violation
from tests.functional.test_coding import OFFICER, sign_in

Opener = Callable[..., Page]


def test_a_plan_is_filled_as_one_types(new_page: Opener) -> None:
    page = sign_in(new_page(), OFFICER)
    page.goto("/plans/houdelle-plan/remplir/")
    budget = page.locator('[data-part="budget"]')
    budget.get_by_role("link").click()
    amount = budget.get_by_label("Montant").last
    amount.fill("-3 M€")
    expect(budget.locator(".error", has_text="-3")).to_have_count(1)
    expect(amount).to_have_attribute("aria-invalid", "true")
    assert_no_axe_violation(page)
    page.reload()  # the address has the section open
    kept = budget.locator('input[value="-3 M€"]')
    expect(kept).to_have_count(1)  # nothing typed is lost
    kept.fill("")
    expect(budget.locator(".error", has_text="-3")).to_have_count(0)


def test_a_save_pressed_while_the_page_saves_by_itself_is_not_refused(new_page: Opener) -> None:
    page = sign_in(new_page(), OFFICER)
    refused = []
    page.on("response", lambda answer: refused.append(answer.url) if answer.status == 409 else None)
    page.goto("/plans/houdelle-plan/remplir/?ouvrir=budget")
    budget = page.locator('[data-part="budget"]')
    source = budget.locator("input:not([type=hidden])").last
    page.route("**/budget/**", lambda route: (page.wait_for_timeout(400), route.continue_()))
    with page.expect_request("**/budget/**"):
        source.fill("premier")
    source.fill("second")
    source.press("Enter")
    message = page.locator(".messages:has(+ [data-part=budget])")  # where the act was done
    expect(message).to_contain_text("enregistrée")
    expect(budget.locator("[aria-invalid=true]").first).to_be_focused()  # what is left to correct
    assert not refused
    assert page.locator('input[value="second"]').count() == 1
    page.locator('input[value="second"]').fill("")
    page.get_by_text("Enregistré", exact=True).first.wait_for()


def test_what_is_not_saved_is_said_so_and_tried_again(new_page: Opener) -> None:
    page = sign_in(new_page(), OFFICER).context.new_page()  # its console is not watched: a 401 is to come
    page.goto("/plans/houdelle-plan/remplir/?ouvrir=budget")
    budget = page.locator('[data-part="budget"]')
    source = budget.locator("input:not([type=hidden])").last
    status = budget.locator("[data-status]")
    page.context.set_offline(True)
    source.fill("dans le train")
    expect(status).to_contain_text("Pas de connexion")
    page.context.set_offline(False)
    expect(status).to_have_text("Enregistré")
    with page.expect_response("**/budget/**"):
        source.fill("")
    page.context.clear_cookies(name="sessionid")
    source.fill("après la session")
    expect(status).to_contain_text("Refusé")
