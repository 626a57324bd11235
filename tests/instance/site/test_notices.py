"""Legal notices, contact and accessibility: what the operator filled in, or that it did not."""

import pytest
from django.test import Client
from typer.testing import CliRunner

from autan.instance.cli.person import app as person_commands
from autan.people.accounts.models import Person
from tests.cast import Cast

NOT_FILLED = "non renseigné par l’exploitant"
PAGES = ("/accessibilite/", "/mentions-legales/", "/contact/")
FILL = "/mentions-legales/remplir/"
FIELDS = {
    "publisher": "Agence d’essai",
    "director": "Odile Lestrade",
    "host": "Hébergeur d’essai",
    "contact_email": "bonjour@exemple.fr",
    "accessibility_email": "acces@exemple.fr",
    "accessibility_plan": "Schéma 2027-2029 : audit, essais, bilan.",
}


def text_of(path: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def send(person: Person, fields: dict[str, str]) -> int:
    client = Client()
    client.force_login(person)
    page = client.get(FILL)
    version = page.context["version"] if page.status_code == 200 else ""
    return client.post(FILL, {**fields, "version": version}).status_code


@pytest.mark.parametrize("path", PAGES)
def test_an_instance_that_filled_nothing_in_says_so_in_both_languages(db: None, path: str) -> None:
    assert NOT_FILLED in text_of(path)
    assert "not filled in by the operator" in text_of(f"/en{path}")
    assert FILL not in text_of(path), "a passer-by is not offered the form"


@pytest.mark.usefixtures("demo_network")
def test_the_footer_leads_to_the_three_pages() -> None:
    footer = text_of("/").split('<footer class="site-footer">')[1]
    assert [path for path in PAGES if f'href="{path}"' not in footer] == []


def test_who_coordinates_the_network_fills_them_in_on_screen(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.coordinator)
    assert FILL in text_of("/bureau/", client)
    assert FILL in text_of("/mentions-legales/", client)
    assert send(cast.coordinator, FIELDS) == 302
    legal, contact, accessibility = (text_of(path) for path in ("/mentions-legales/", "/contact/", "/accessibilite/"))
    assert all(FIELDS[name] in legal for name in ("publisher", "director", "host", "contact_email"))
    assert NOT_FILLED in legal, "the addresses are still empty"
    assert FIELDS["contact_email"] in contact
    assert FIELDS["accessibility_email"] in accessibility
    assert "Schéma 2027-2029" in accessibility


@pytest.mark.parametrize("word", ["officer", "contributor", "reader", "outsider"])
def test_nobody_else_may(cast: Cast, word: str) -> None:
    assert send(getattr(cast, word), FIELDS) == 403
    assert FIELDS["publisher"] not in text_of("/mentions-legales/")


def test_a_form_opened_before_another_was_saved_writes_nothing(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.coordinator)
    version = client.get(FILL).context["version"]
    assert send(cast.coordinator, FIELDS) == 302
    assert client.post(FILL, {"publisher": "Une autre", "version": version}).status_code == 409
    assert FIELDS["publisher"] in text_of("/mentions-legales/")


def test_a_wrong_address_is_refused_and_tied_to_its_field(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.coordinator)
    answer = client.post(FILL, {"contact_email": "pas une adresse"})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert 'aria-describedby="id_contact_email_error"' in html
    assert 'id="id_contact_email_error"' in html


def test_a_director_who_is_erased_is_named_no_more(cast: Cast) -> None:
    assert (
        send(cast.coordinator, FIELDS | {"director": cast.outsider.name, "contact_email": cast.outsider.email}) == 302
    )
    done = CliRunner().invoke(person_commands, ["erase", cast.outsider.email, "--yes"])
    assert done.exit_code == 0, done.output
    legal = text_of("/mentions-legales/")
    assert cast.outsider.name not in legal
    assert cast.outsider.email not in legal
    assert FIELDS["publisher"] in legal
