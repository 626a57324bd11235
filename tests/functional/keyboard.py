"""Goes through a page as a person who has a keyboard alone: Tab, Enter, arrows and letters."""

from playwright.sync_api import Locator, Page

MOST_STEPS = 250


def reach(page: Page, wanted: Locator) -> Locator:
    """Press Tab until something has the focus, and see that the focus is drawn.

    Raises:
        AssertionError: it is not reached by Tab from where the focus is, or nothing shows that it is.
    """
    target = wanted.first
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if target.evaluate("item => item === document.activeElement"):
            outline = target.evaluate("item => getComputedStyle(item).outlineStyle")
            assert outline != "none", f"{target} has the focus and nothing shows it"
            return target
    message = f"{target} is not reached by {MOST_STEPS} steps of the Tab key on {page.url}"
    raise AssertionError(message)


def follow(page: Page, wanted: Locator) -> None:
    """Reach a link or a button and press Enter; wait for the page that comes."""
    reach(page, wanted)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, wanted: Locator, words: str) -> None:
    """Reach a field and type in it, over what it holds."""
    reach(page, wanted)
    page.keyboard.press("Control+A")
    page.keyboard.type(words)
