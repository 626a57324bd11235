"""The accessibility tree of each kind of page: its landmarks, headings, fields, buttons, tables and images, in order.

The texts are kept beside this test; `WRITE_SNAPSHOTS=1 pytest tests/functional/test_outlines.py` writes them again.
"""

import os
import re
from pathlib import Path

from playwright.sync_api import Page

OUTLINES = Path(__file__).parent / "outlines"
KINDS = {
    "home": "/reseaux/entente-ysaure/",
    "territory": "/territoires/999000107/",
    "digest": "/territoires/999000107/en-une-page/",
    "territories": "/reseaux/entente-ysaure/territoires/",
    "fact": "/faits/S012/",
    "source": "/sources/synthese-2014/",
    "proof": "/preuves/facts.S067/",
    "comparison": "/comparer/",
    "atlas": "/atlas/",
    "campaign": "/enquetes/2013/",
    "questionnaire": "/enquetes/2013/questionnaire/",
    "edition": "/syntheses/2014/",
    "library": "/bibliotheque/",
    "search": "/recherche/?q=autan",
    "words": "/glossaire/",
    "sign-in": "/compte/login/",
}
_KEPT = re.compile(
    r"^\s*- '?(banner|navigation|main|contentinfo|complementary|region|form|search|heading|textbox|searchbox|combobox|"
    r"checkbox|radio|button|table|img|alert|status|dialog)\b.*"
)


_NUMBER = re.compile(r"(?<!level=)\d[\d\u202f\u00a0 ,.]*")


def outline_of(page: Page) -> str:
    """What a screen reader lists of a page: roles, names and order, with any number as `#`."""
    page.evaluate("document.querySelectorAll('main > [role=status].messages').forEach(each => each.remove())")
    lines = page.locator("body").aria_snapshot().splitlines()
    kept = (re.sub(r":( [^\"\[]*)?$", "", line) for line in lines if _KEPT.match(line))
    return "".join(f"{_NUMBER.sub('#', line)}\n" for line in kept)


def test_the_outline_of_each_kind_of_page_is_the_one_that_was_read(page: Page) -> None:
    found = {}
    for name, path in KINDS.items():
        page.goto(path)
        found[name] = outline_of(page)
    if os.environ.get("WRITE_SNAPSHOTS"):
        OUTLINES.mkdir(exist_ok=True)
        for name, outline in found.items():
            (OUTLINES / f"{name}.txt").write_text(outline, encoding="utf-8")
    kept = {path.stem: path.read_text(encoding="utf-8") for path in OUTLINES.glob("*.txt")}
    assert found == kept, "WRITE_SNAPSHOTS=1 keeps the new outlines, once read"
    for name, outline in found.items():
        assert outline.count("[level=1]") == 1, name
        assert re.findall(r"- (banner|main|contentinfo)\b", outline) == ["banner", "main", "contentinfo"], name
