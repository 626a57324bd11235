"""Files and conditions without a network, by a clock a day ahead; the tab killed; the campaign closed meanwhile."""

import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.functional.accessibility import assert_no_axe_violation
from tests.functional.demonstration import AUTAN, environment_of
from tests.functional.test_answering_offline import STORED, says
from tests.functional.test_coding import sign_in

Opener = Callable[..., Page]
KEPT = "/enquetes/pieces/repondre/999000123/sans-reseau/"
PDF = {"name": "schema.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 notre schema"}
QUESTIONS = """\
questionnaire: pieces
title: {fr: "Pièces", en: "Files"}
version: 2026-01-01
choice_lists:
  answers:
    - {code: "yes", label: {fr: "Oui", en: "Yes"}}
    - {code: "no", label: {fr: "Non", en: "No"}}
sections:
  - code: all
    title: {fr: "Tout", en: "All"}
    questions:
      - {code: has, kind: single, choices: answers, text: {fr: "Un schéma ?", en: "A plan?"}}
      - {code: doc, kind: file, relevance: "has == 'yes'", text: {fr: "Joignez-le", en: "Join it"}}
      - {code: staff, kind: number, unit: count, relevance: "answered(doc)", text: {fr: "Agents ?", en: "Staff?"}}
      - {code: big, kind: open, relevance: "staff >= 10", text: {fr: "L’équipe ?", en: "The team?"}}
"""


def test_files_and_conditions_without_a_network(new_page: Opener, demo_home: Path, tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_text(QUESTIONS)
    command = [str(AUTAN), "campaign", "open", "pieces", str(tmp_path / "q.yaml"), "--title", "Pièces"]
    subprocess.run([*command, "--network", "entente-ysaure"], check=True, env=environment_of(demo_home), timeout=120)
    officer = sign_in(new_page(), "causse-essai@exemple.fr")
    officer.context.clock.set_system_time(datetime.now(UTC) + timedelta(days=1))
    officer.goto(KEPT)
    says(officer, "Tout est envoyé à")
    officer.evaluate("async () => { await navigator.serviceWorker.ready; }")
    train = officer.context
    train.set_offline(True)
    asks(officer, doc=False, staff=False, has="no")
    asks(officer, doc=True, staff=False, has="yes")
    officer.locator("input[name='doc.upload']").set_input_files(PDF)
    asks(officer, doc=True, staff=True, big=True)
    officer.locator("input[name='staff.value']").fill("9,5")
    asks(officer, big=False)
    officer.locator("input[name='staff.value']").fill("1 200")
    asks(officer, big=True)
    says(officer, "3 réponses à envoyer.")
    assert_no_axe_violation(officer)
    assert "schema" not in officer.evaluate(STORED)
    officer.close(run_before_unload=False)

    officer = train.new_page()
    officer.goto(KEPT)
    says(officer, "3 réponses à envoyer.")
    asks(officer, doc=True, staff=True, big=True)
    train.set_offline(False)
    says(officer, "Tout est envoyé à")
    link = officer.locator("[data-question=doc] a[data-joined]")
    expect(link).to_be_visible()
    answer = officer.request.get(link.get_attribute("href") or "")
    assert answer.body() == PDF["buffer"]
    train.set_offline(True)
    with officer.expect_download() as download:
        link.click()
    assert Path(download.value.path()).read_bytes() == PDF["buffer"]
    officer.locator("input[name='staff.value']").fill("1 300")
    says(officer, "1 réponse à envoyer.")
    colleague = open_elsewhere(new_page)
    closing = [*command[:2], "close", "pieces"]
    subprocess.run(closing, check=True, env=environment_of(demo_home), timeout=120)
    train.set_offline(False)
    says(officer, "gardé sur le site et effacé de cet appareil")
    assert officer.evaluate(STORED) == ""
    colleague.locator("input[name='has.choice'][value='no']").check()
    says(colleague, "gardé sur le site et effacé de cet appareil")


def open_elsewhere(new_page: Opener) -> Page:
    """Open the form of another territory, with a network, in a page whose console is not watched: it tells a 403."""
    page = sign_in(new_page(), "marais-essai@exemple.fr").context.new_page()
    page.goto(KEPT.replace("999000123", "999000107"))
    says(page, "Tout est envoyé à")
    return page


def asks(page: Page, *, has: str = "", **asked: bool) -> None:
    """Answer the first question, then expect some others to be asked, or not."""
    if has:
        page.locator(f"input[name='has.choice'][value='{has}']").check()
    for code, is_asked in asked.items():
        expect(page.locator(f"[data-question={code}]")).to_be_visible(visible=is_asked)
