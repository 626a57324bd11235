"""Asks axe-core whether a page can be used by everybody."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


def assert_no_axe_violation(page: Page) -> None:
    """Fail with every rule that the page breaks, and where.

    Raises:
        AssertionError: the page breaks a rule of WCAG 2.2 AA, or a good practice that axe-core knows.
    """
    page.wait_for_load_state()  # a page that a form leads to has its style sheet before it is judged
    violations = Axe().run(page, options=RULES).response["violations"]
    texts = [
        f"{violation['id']} ({violation['impact']}): {violation['help']}: {node['target']}"
        for violation in violations
        for node in violation["nodes"]
    ]
    assert texts == [], f"{page.url}\n" + "\n".join(texts)
