"""A block copied from a spreadsheet, pasted in a grid of values: what takes place, what does not, and the way back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.test import RequestFactory
from playwright.sync_api import Browser, Page, expect

import autan.evidence.grids
from autan.evidence.grids.presenters import Grid, GridColumn, GridRow
from autan.ground.wordings import Text

SCRIPT = Path(autan.evidence.grids.__file__).parent / "static/grids/grid.js"
NATURES = {"operating": Text("fonctionnement", "operating"), "investment": Text("investissement", "investment")}
COPIED = (
    'Études\tinvestissement\t1 250,5\r\n"Plan de\nrénovation"\tinvestisement\tbeaucoup\r\n'
    "Animation\tfonctionnement\t40 000 €\r\n"
)
_PASTE = """(cell, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def grid_of(*, is_open: bool) -> Grid:
    columns = (
        GridColumn(code="purpose", label=Text("Objet", "Purpose")),
        GridColumn(code="nature", label=Text("Nature", "Nature"), choices=NATURES),
        GridColumn(code="amount", label=Text("Montant", "Amount"), is_number=True),
    )
    empty = {column.code: "" for column in columns}
    rows = [
        GridRow(key="1", label="Animation", typed=empty | {"purpose": "Animation", "amount": "30 000"}),
        GridRow(key="2", label="", typed=dict(empty)),
    ]
    return Grid(columns=columns, rows=rows, is_open=is_open)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


def show(page: Page, *, is_open: bool) -> None:
    context = {"grid": grid_of(is_open=is_open), "request": RequestFactory().get("/"), "caption": "Budget"}
    page.set_content(get_template("grids/grid.html").render(context))
    page.add_script_tag(path=SCRIPT)
    page.locator("[name='1:purpose']").focus()
    page.locator("[name='1:purpose']").evaluate(_PASTE, COPIED)


def values(page: Page) -> list[list[str]]:
    rows = page.locator("tbody tr").all()
    return [[cell.input_value() for cell in row.locator("[data-cell]").all()] for row in rows]


STOOD = [["Animation", "", "30 000"], ["", "", ""]]
TAKEN = [["Études", "investment", "1 250,5"], ["Plan de rénovation", "", "beaucoup"]]


@pytest.mark.browser
def test_a_block_fills_an_open_grid_which_grows_and_comes_back_by_the_keyboard(page: Page) -> None:
    show(page, is_open=True)
    assert values(page) == [*TAKEN, ["Animation", "operating", "40 000 €"]]
    assert page.locator("tbody tr").last.locator("[data-cell]").first.get_attribute("name") == "3:purpose"
    expect(page.get_by_role("status")).to_contain_text("investisement")
    page.keyboard.press("Control+z")
    assert values(page) == STOOD
    expect(page.get_by_role("status")).to_have_text("Le collage est annulé.")
    expect(page.locator("[name='1:purpose']")).to_be_focused()


@pytest.mark.browser
def test_a_closed_grid_says_what_has_no_cell_and_keeps_what_is_typed_after(page: Page) -> None:
    show(page, is_open=False)
    assert values(page) == TAKEN
    status = page.get_by_role("status")
    expect(status).to_contain_text("investisement, Animation, fonctionnement, 40 000 €")
    page.locator("[name='2:amount']").fill("12")
    page.keyboard.press("Control+z")
    assert values(page)[0] == TAKEN[0], "the key takes back what was typed, no longer the paste"
    status.get_by_role("button", name="Annuler le collage").click()
    assert values(page) == STOOD
