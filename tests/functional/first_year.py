"""How a browser makes the things of a first year: by links and buttons alone, from the home."""

import re

from playwright.sync_api import Page, expect

from tests.functional.first_year_rows import MEMBER, ROWS

SECRET = "une-phrase-assez-longue-34"
_FIELDS = "input, select, textarea"


def join(page: Page, invitation: str) -> None:
    """Open the account of an invitation."""
    page.goto(invitation)
    for box in page.locator("main input[type=password]").all():
        box.fill(SECRET)
    page.locator("main button[type=submit]").first.click()


def begin(page: Page, entry: str, *, of_member: bool = False) -> None:
    """From the home, choose something to make under « Nouveau »."""
    page.goto("/")
    if of_member:
        follow(page, "Territoires", MEMBER)
    page.locator(".new-things > summary").click()
    page.locator(".new-things").get_by_role("link", name=entry, exact=True).click()


def follow(page: Page, *way: str) -> None:
    """Follow links and open folds by their words."""
    for words in way:
        named = page.get_by_role("link", name=words).or_(page.locator("summary", has_text=words))
        named.filter(visible=True).first.click()


def fill(page: Page, fields: dict[str, str]) -> None:
    """Type or choose what each label says, in all the fields that bear it and are seen."""
    for label, text in fields.items():
        main = page.locator("main")
        named = main.get_by_label(re.compile(rf"^\s*{re.escape(label)}")).and_(page.locator(_FIELDS))
        seen = (main.locator(label) if label.startswith("[") else named).filter(visible=True)
        expect(seen.first).to_be_attached()
        for box in seen.all() or [seen.first]:  # none while what was found is replaced
            match box.evaluate("box => box.tagName + (box.type || '')").lower():
                case "inputcheckbox":
                    box.check()
                case "inputfile":
                    box.set_input_files({"name": "table.csv", "mimeType": "text/csv", "buffer": text.encode()})
                case tag if tag.startswith("select"):
                    box.select_option(text)
                case _:
                    box.fill(text)


def press(page: Page, words: str) -> None:
    """Press the first button of some words, a pattern, in what the page shows; the first link or fold without one."""
    main, pattern = page.locator("main"), re.compile(words)
    buttons = main.get_by_role("button", name=pattern).filter(visible=True)
    others = main.get_by_role("link", name=pattern).or_(main.locator("summary", has_text=pattern)).filter(visible=True)
    buttons.or_(others).first.wait_for()
    if buttons.count() and page.locator("[data-autosave]").count():
        with page.expect_navigation():  # the form is sent once what is being saved is: going elsewhere now would cut it
            buttons.first.click()
    else:
        (buttons if buttons.count() else others).first.click()
    expect(page.locator("main .errors, main .errorlist")).to_have_text([])  # what fails says its error


def make(page: Page, row: str, made: set[str]) -> None:
    """Make what a row says, and before it what it begins from, once."""
    thing = ROWS[row]
    if thing.after:
        make(page, thing.after, made)
    if row in made:
        return
    made.add(row)
    if thing.entry:
        begin(page, thing.entry, of_member=thing.of_member)
    else:
        page.goto("/")
        follow(page, *thing.start)
    for step in (thing.fields, *thing.press):
        match step:
            case str():
                press(page, step)
            case dict():
                fill(page, step)
            case _:
                page.goto("/")
                follow(page, *step)
