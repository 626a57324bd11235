"""A coordinator writes a questionnaire in a browser without JavaScript, publishes it, and puts it to her network."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from autan.instance.demo.people import PASSWORD
from tests.functional.accessibility import assert_no_axe_violation
from tests.functional.browser import LAPTOP, PATIENCE_MS


@pytest.fixture
def author(chromium: Browser, demo_site: str) -> Iterator[Page]:
    """The browser of the coordination of the invented network, where the scripts of the product do not load."""
    choices: dict[str, Any] = {"viewport": LAPTOP, "locale": "fr-FR", "base_url": demo_site}
    context = chromium.new_context(**choices, reduced_motion="reduce")
    context.route("**/*.js", lambda route: route.abort())
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto("/compte/login/")
    page.get_by_label("Adresse électronique").fill("coordination-essai@exemple.fr")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    yield page
    context.close()


def test_a_questionnaire_goes_from_a_blank_page_to_a_campaign(author: Page) -> None:
    author.goto("/questionnaires/")
    assert_no_axe_violation(author)
    author.get_by_label("Titre", exact=False).first.fill("Essai de sobriété")
    author.get_by_label("Identifiant").fill("essai-sobriete")
    author.get_by_role("button", name="Commencer ce questionnaire").click()
    expect(author.get_by_role("heading", level=1)).to_have_text("Essai de sobriété")
    assert_no_axe_violation(author)

    # A question with its own list, then a second one on a condition, first wrong, then right.
    author.get_by_label("Ajouter une question").select_option("single")
    author.get_by_role("button", name="Ajouter", exact=True).click()
    assert_no_axe_violation(author)
    author.get_by_label("Question", exact=True).fill("Avez-vous un plan de sobriété ?")
    author.get_by_label("Ou une nouvelle liste").fill("oui | Oui | Yes\nnon | Non | No")
    author.get_by_role("button", name="Enregistrer la question").click()
    author.get_by_label("Ajouter une question").select_option("number")
    author.get_by_role("button", name="Ajouter", exact=True).click()
    author.get_by_label("Question", exact=True).fill("Combien d’agents y travaillent ?")
    author.get_by_label("Unité").select_option("count")
    author.get_by_label("Condition écrite", exact=True).fill("q03 == 'oui'")
    author.get_by_role("button", name="Enregistrer la question").click()
    expect(author.get_by_role("alert")).to_contain_text("Rien n’a été enregistré.")
    assert_no_axe_violation(author)
    author.get_by_label("Condition écrite", exact=True).fill("q02 == 'oui'")
    author.get_by_role("button", name="Enregistrer la question").click()

    # The order changes, the preview tells the condition in words, the version is put to the network.
    author.get_by_role("button", name="Enlever q01").click()
    author.get_by_role("link", name="Aperçu").click()
    expect(author.get_by_text("À remplir si la réponse à la question 1 est")).to_be_visible()
    assert_no_axe_violation(author)
    author.go_back()
    author.get_by_role("link", name="Publier une version").click()
    author.get_by_role("button", name="Publier cette version").click()
    author.get_by_role("link", name="Le poser à un réseau").click()
    author.get_by_role("button", name="Ouvrir la campagne").click()
    expect(author.get_by_role("heading", level=1)).to_have_text("Suivi de la campagne")
