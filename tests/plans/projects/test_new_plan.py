"""The actions of a plan that has none yet are reached by links alone, from the home of a new network."""

import re
from html import unescape

import pytest
from django.test import Client

from autan.people.accounts.models import Person
from autan.plans.plans.models import Plan
from tests.cast import Cast
from tests.plans.projects.conftest import SICOVAL

TERRITORY = rf"/territoires/{SICOVAL}/"
WHOLE = TERRITORY + "?ouvrir=tout"  # its parts open one by one, or together
ACTIONS = r"/plans/[\w-]+/actions/"


def follow(client: Client, page: str, *links: str) -> str:
    """The page that links lead to, one after the other; each must stand on the page before."""
    for link in links:
        found = re.search(rf'href="({link})(?:\?[^"#]*)?(?:#[^"]*)?"', client.get(page).content.decode())
        assert found, f"{link} is not linked from {page}"
        page = unescape(found[1])
    return page


def begin_plan(client: Client) -> str:
    """Begin a plan from the home; the page of the plan."""
    start = follow(client, "/", TERRITORY, TERRITORY + "plans/commencer/")
    done = client.post(start, {"title": "PCAET de la Neuve", "kind": "pcaet", "scope": "territory"})
    assert done.status_code == 302, done.content.decode()[:2000]
    return follow(client, done["Location"], r"/plans/[\w-]+/")


def text(client: Client, page: str) -> str:
    return client.get(page).content.decode()


@pytest.mark.parametrize("role", ["officer", "coordinator"])
def test_the_first_action_of_a_new_plan_is_a_few_links_away(client: Client, people: Cast, role: str):
    client.force_login(getattr(people, role))
    plan = begin_plan(client)
    assert 'href="?ouvrir=tout"' in text(client, follow(client, "/", TERRITORY))
    balance = follow(client, WHOLE, TERRITORY + "actions/")
    for page in (plan, WHOLE, balance):
        actions = follow(client, page, ACTIONS)
        assert "Aucune action n’est renseignée ici" in text(client, actions)
    add = follow(client, actions, ACTIONS + "ajouter/")
    done = client.post(add, {"title": "Isoler l’école"})
    assert done.status_code == 302, done.content.decode()[:2000]
    assert "Isoler l’école" in text(client, follow(client, plan, ACTIONS))


@pytest.mark.parametrize("role", ["contributor", "reader", "outsider", ""])
def test_who_may_not_add_an_action_is_not_led_to_it(client: Client, people: Cast, role: str):
    client.force_login(people.officer)
    slug = begin_plan(client).strip("/").split("/")[-1]
    Plan.objects.filter(slug=slug).update(is_published=True)
    client.logout()
    person: Person | None = getattr(people, role) if role else None
    if person:
        client.force_login(person)
    for page in (WHOLE, TERRITORY + "actions/", f"/plans/{slug}/"):
        assert "actions/ajouter/" not in text(client, page)
    assert "actions/ajouter/" not in text(client, follow(client, f"/plans/{slug}/", ACTIONS))
    assert client.get(f"/plans/{slug}/actions/ajouter/").status_code in {302, 403}
