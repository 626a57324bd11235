"""The first minute: the home of the network opens, in French and in English, on a laptop and on a phone."""

from playwright.sync_api import Page, expect

from tests.functional.accessibility import assert_no_axe_violation


def test_the_home_says_where_one_is(page: Page) -> None:
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert_no_axe_violation(page)


def test_the_home_is_also_in_english(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert_no_axe_violation(page)


def test_the_home_holds_on_a_phone(phone: Page) -> None:
    phone.goto("/")
    assert phone.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert_no_axe_violation(phone)
