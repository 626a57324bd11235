"""The desk: each finds the surveys to run or to answer, and nobody those of others."""

import pytest
from django.test import Client

from autan.people.accounts.models import Person

pytestmark = pytest.mark.usefixtures("demo_network")


def desk_of(email: str) -> str:
    client = Client()
    client.force_login(Person.objects.get(email=email))
    return client.get("/bureau/").content.decode()


def test_a_coordinator_follows_every_campaign_of_the_network():
    html = desk_of("coordination-essai@exemple.fr")
    assert 'href="/enquetes/essai-2026/suivi/"' in html
    assert 'href="/enquetes/essai-2023/suivi/"' in html
    assert "cette campagne est close depuis le" in html


@pytest.mark.parametrize(
    ("email", "siren"),
    [
        ("marais-essai@exemple.fr", "999000107"),
        ("contribution-essai@exemple.fr", "999000107"),
        ("causse-essai@exemple.fr", "999000123"),
    ],
)
def test_who_acts_for_a_territory_answers_its_open_campaign(email, siren):
    html = desk_of(email)
    assert f'href="/enquetes/essai-2026/repondre/{siren}/"' in html
    assert html.count("/repondre/") == 1
    assert "/suivi/" not in html


def test_those_of_another_network_have_nothing_to_answer():
    for email in ("coordination@exemple.fr", "charge-de-mission@exemple.fr", "lecture@exemple.fr"):
        html = desk_of(email)
        assert "essai-2026" not in html
        assert '<p class="invented">' not in html


@pytest.mark.parametrize("email", ["coordination-essai@exemple.fr", "marais-essai@exemple.fr"])
def test_the_desk_of_an_invented_role_is_marked(email):
    assert desk_of(email).count('<p class="invented">') == 1
