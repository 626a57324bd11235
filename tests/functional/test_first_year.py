"""The first year of a network, from `autan start`: each thing is made by links and buttons, then seen by a member.

One home, one browser and one server for all; each row begins on the home, under « Nouveau ».
"""

import re
import subprocess
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.functional.browser import LAPTOP, PATIENCE_MS
from tests.functional.demonstration import AUTAN, environment_of
from tests.functional.first_year import begin, fill, follow, join, make, press
from tests.functional.first_year_rows import MEMBER, NETWORK, ROWS, Row
from tests.functional.served import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("first year")]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Address of a home that `autan start` made, and the link of its first account."""
    home = tmp_path_factory.mktemp("first-year") / "home"
    order = [AUTAN, "start", "--network", NETWORK, "--email", "c@exemple.fr", "--name", "Camille", "--no-serve"]
    done = subprocess.run(order, env=environment_of(home), capture_output=True, text=True, check=True, timeout=300)
    with served(home) as server:
        yield f"http://127.0.0.1:{server.port}", re.search(r"/invitation/[^/\s]+/", done.stdout)[0]


@pytest.fixture(scope="module")
def people(chromium: Browser, site: tuple[str, str]) -> Iterator[tuple[Page, Page]]:
    """Who coordinates the network of six members, and the officer of one that she invited, each in her own browser."""
    address, invitation = site
    contexts = [chromium.new_context(viewport=LAPTOP, locale="fr-FR", base_url=address) for _person in range(2)]
    coordinator, officer = (context.new_page() for context in contexts)
    for page in (coordinator, officer):
        page.set_default_timeout(PATIENCE_MS)
    join(coordinator, invitation)
    begin(coordinator, "Des membres")
    coordinator.get_by_label("Département").select_option("68")
    press(coordinator, "Chercher")
    boxes = coordinator.locator("main input[type=checkbox]")
    for rank in range(6):
        boxes.nth(rank).check()
    fill(coordinator, {"Source": "Statuts"})
    press(coordinator, "Ajouter au réseau")
    begin(coordinator, "Une invitation")
    fill(
        coordinator, {"Adresse électronique": "o@exemple.fr", "Nom": "Ondine", "Rôle": "member_officer", "Sur": MEMBER}
    )
    press(coordinator, "Inviter")
    join(officer, re.search(r"/invitation/[^/\s\"<]+/", coordinator.content())[0])
    yield coordinator, officer
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def made() -> set[str]:
    """Rows that are made: the tests come in any order."""
    return set()


@pytest.mark.parametrize("row", ROWS)
def test_a_thing_is_made_from_the_home_and_seen_by_a_member(
    people: tuple[Page, Page], made: set[str], row: str
) -> None:
    coordinator, officer = people
    make(coordinator, row, made)
    reader, thing = coordinator, ROWS[row]
    if thing.way:
        reader = officer
        officer.goto("/")
        follow(officer, *thing.way)
    expect(reader.locator("main")).to_contain_text(thing.seen)


def test_a_note_quotes_each_thing_and_a_member_reads_it(people: tuple[Page, Page], made: set[str]) -> None:
    coordinator, officer = people
    for row in ROWS:
        make(coordinator, row, made)
    begin(coordinator, "Une synthèse")
    for words in ("Composer une première note", "^Écrire$"):
        press(coordinator, words)
    fill(coordinator, {"Ajouter un chapitre": "Notre année"})
    press(coordinator, "^Ajouter$")
    pieces = {row: insert(coordinator, thing) for row, thing in ROWS.items() if thing.quoted}
    for words in ("^Enregistrer$", NETWORK, NETWORK):
        press(coordinator, words)
    for file in coordinator.get_by_role("group", name="Fichiers").get_by_role("checkbox").all()[1:]:
        file.uncheck()  # their renderers have tests of their own
    press(coordinator, "^Publier$")
    officer.goto("/")
    follow(officer, "Lire la synthèse", "Tout ouvrir")
    officer.wait_for_url("**ouvrir=tout**")
    note = officer.locator("main")
    expect(note).to_contain_text("Notre année")
    text, addresses = note.text_content() or "", note.inner_html()
    expect(note.get_by_text("Notre année", exact=True).first).to_be_attached()
    missing = [
        row for row, (words, trace) in pieces.items() if (trace not in addresses if trace else words not in text)
    ]
    assert missing == [], pieces
    expect(note).to_contain_text("Ce que l’on ne sait pas")


def insert(page: Page, thing: Row) -> tuple[str, str]:
    """Put in the text a piece that the catalogue finds; its words, and the address of its trace if it is a figure."""
    page.get_by_label("Chercher dans tout ce que tient").fill(thing.quoted)
    line = page.locator(".catalogue-lines > li", has_text=thing.quoted).first
    button = line.get_by_role("button", name=re.compile(thing.piece)).first
    expect(button).to_be_attached()
    figure = line.locator("a.figure-inline")
    trace = str(figure.first.get_attribute("href")) if figure.count() else ""
    button.click()
    return thing.quoted, trace
