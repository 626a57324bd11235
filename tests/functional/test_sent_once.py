"""A form that is sent by a double click: its second press sends nothing, and takes nobody's answer away."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

import autan.instance.site

SCRIPT = Path(autan.instance.site.__file__).parent / "static/site/sent_forms.js"
FORM = """<main><form method="post"><button name="act" value="invite">Inviter</button>
<button name="act" value="look">Vérifier</button></form></main>"""
_NOTE_SENDINGS = """() => {
  window.sendings = [];
  addEventListener("submit", (event) => {
    if (!event.defaultPrevented) sendings.push(event.submitter.value);
    event.preventDefault();
  });
}"""


@pytest.mark.browser
def test_the_second_press_of_a_double_click_sends_nothing(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content(FORM)
    page.add_script_tag(path=SCRIPT)
    page.evaluate(_NOTE_SENDINGS)
    page.get_by_role("button", name="Inviter").dblclick()
    page.get_by_role("button", name="Vérifier").click()
    assert page.evaluate("sendings") == ["invite", "look"]
    page.close()
