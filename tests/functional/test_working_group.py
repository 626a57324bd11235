"""A meeting is planned with what is open, answered from a phone, held, and what it decided is read by anybody."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.functional.accessibility import assert_no_axe_violation
from tests.functional.browser import PHONE
from tests.functional.test_coding import sign_in

Opener = Callable[..., Page]
SECRETARY, OFFICER = "coordination-essai@exemple.fr", "causse-essai@exemple.fr"
TITLE = "Point de novembre"


def test_a_meeting_is_prepared_answered_held_and_read(new_page: Opener) -> None:
    today = datetime.now(UTC).astimezone(ZoneInfo("Europe/Paris")).date().isoformat()
    secretary = sign_in(new_page(), SECRETARY)
    secretary.goto("/groupe/instances/ysaure-technique/reunions/")
    for label, told in (("Titre", TITLE), ("Jour", today), ("De", "09:00"), ("À", "10:00")):
        secretary.get_by_label(label, exact=True).fill(told)
    secretary.get_by_label("Réunion lisible par tous").check()
    secretary.get_by_role("button", name="Enregistrer la réunion").click()
    secretary.get_by_label("Contradictions : années de référence").check()
    secretary.get_by_role("button", name="Enregistrer l’ordre du jour").click()
    expect(secretary.get_by_role("link", name="Contradictions : années de référence")).to_be_visible()
    meeting = secretary.url

    officer = sign_in(new_page(viewport=PHONE, is_mobile=True, has_touch=True), OFFICER)
    officer.goto(meeting)
    assert_no_axe_violation(officer)
    officer.get_by_label("Votre réponse").select_option("comes")
    officer.get_by_role("button", name="Répondre").click()
    expect(officer.get_by_text("Votre réponse est enregistrée.")).to_be_visible()

    secretary.reload()
    expect(secretary.get_by_role("cell", name="viendra")).to_be_visible()
    secretary.get_by_role("link", name="Dire qui était là").click()
    secretary.get_by_role("group", name=re.compile("Causse")).get_by_label("Présence").select_option("present")
    secretary.get_by_role("button", name="Enregistrer les présences").click()
    secretary.get_by_role("link", name="Enregistrer une décision").click()
    secretary.get_by_label("Titre").fill("Compter depuis 2019")
    secretary.get_by_label("Ce qui est décidé").fill("Les prochaines révisions comptent depuis 2019.")
    secretary.get_by_label("Décision lisible par tous").check()
    secretary.get_by_role("button", name="Enregistrer la décision").click()

    reader = new_page()
    reader.goto("/reseaux/entente-ysaure/groupe/decisions/")
    expect(reader.get_by_role("link", name="Compter depuis 2019")).to_be_visible()
