"""Each room that is empty says what it is for, shows an example, and opens its first act to who may do it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from autan.ground.extension_points import Beginning
from autan.ground.registry import registered
from autan.ground.wordings import Text
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.models import Membership
from tests.functional.new_network import NEW, make_new_network

pytestmark = pytest.mark.django_db
INVENTED = "inventees"
_BEGINNING = re.compile(r'<div class="beginning">(.*?)</div>', re.DOTALL)
_SENTENCE = re.compile(r"<p>([^<]{40,})")

# Page of the room; who sees the button of its first act; whether the same page of the invented network is shown.
ROOMS = (
    ("network_plans:register", ("coordinator", "officer"), True),
    ("projects:table", ("coordinator", "officer"), True),
    ("projects:projects", ("coordinator",), True),
    ("indicators:network", ("coordinator", "officer"), True),
    ("estate:network", ("coordinator", "officer"), True),
    ("funding:calls", ("coordinator", "officer", "contributor"), True),
    ("crossreading:matrix", ("coordinator", "officer", "contributor"), True),
    ("crossreading:proposals", ("coordinator", "officer"), False),
    ("crossreading:recommendations", ("coordinator",), True),
    ("foresight:scenarios", ("coordinator",), True),
    ("workshops:network", ("coordinator", "officer", "contributor"), True),
    ("lessons:lessons", ("coordinator", "officer", "contributor"), True),
    ("lessons:needs", ("coordinator", "officer", "contributor"), True),
    ("working_group:group", ("coordinator",), True),
    ("surveys:campaigns", ("coordinator",), False),
    ("coding:home", ("coordinator",), False),
    ("synthesis:list", ("coordinator",), False),
    ("atlas:innovation", ("coordinator",), False),
)
INSIDE = {"crossreading:proposals"}
"""Pages that are read by the people of the network alone."""


@pytest.mark.parametrize(("room", "actors", "has_example"), ROOMS)
def test_an_empty_room_has_a_beginning(room: str, actors: tuple[str, ...], *, has_example: bool) -> None:
    cast = make_new_network()
    create_network(by=None, slug=INVENTED, name=Text("Les inventées", "The invented"), is_invented=True)
    args = [NEW] if has_example or room in INSIDE else []
    seen = {}
    for role in ("coordinator", "officer", "contributor", "nobody"):
        browser = Client()
        if role != "nobody":
            browser.force_login(getattr(cast, role))
        if role in {"nobody", "contributor"} and room in INSIDE:
            continue
        page = browser.get(reverse(room, args=args) + ("" if args else f"?network={NEW}")).content.decode()
        beginnings = _BEGINNING.findall(page)
        assert beginnings, f"{room}: {role} finds no beginning"
        beginning = next((text for text in beginnings if 'class="button"' in text), beginnings[0])
        assert "<h1" in page
        assert _SENTENCE.search(beginning)
        assert (f'href="{reverse(room, args=[INVENTED])}"' in beginning) if has_example else "inventé" not in beginning
        seen[role] = re.findall(r'<a class="button" href="([^"]+)"', beginning)
        for address in seen[role]:
            assert browser.get(address, follow=True).status_code == 200, f"{room}: {role} is refused at {address}"
    assert {role for role, buttons in seen.items() if buttons} == set(actors) & seen.keys()


def test_a_network_without_members_is_led_to_choose_them() -> None:
    cast = make_new_network()
    Membership.objects.all().delete()
    browser = Client()
    browser.force_login(cast.coordinator)
    territories = browser.get(reverse("site:territories"), {"reseau": NEW}).content.decode()
    compared = browser.get(reverse("atlas:compare"), {"network": NEW}).content.decode()
    for page in (territories, compared):
        assert f'class="button" href="{reverse("territories:add_members", args=[NEW])}"' in page
    contradictions = browser.get(reverse("crossreading:contradictions", args=[NEW])).content.decode()
    assert "0 contradiction" not in contradictions
    assert "seul ce qui est enregistré est comparé" in contradictions


def test_maps_and_workshops_are_those_of_the_reader_and_begin_with_members() -> None:
    create_network(by=None, slug="autre", name=Text("Autre réseau", "Other network"))
    cast = make_new_network()
    browser = Client()
    browser.force_login(cast.officer)
    assert browser.get(reverse("workshops:home"))["Location"].endswith(f"/reseaux/{NEW}/ateliers/")
    assert browser.get(reverse("workshops:home"), {"reseau": "autre"})["Location"].endswith("/reseaux/autre/ateliers/")
    for page in ("atlas:atlas", "atlas:compare"):
        assert "Mon réseau</p>" in browser.get(reverse(page)).content.decode()
        empty = browser.get(reverse(page), {"network": "autre"}).content.decode()
        assert "<select" not in empty, "nothing to choose among no members"
        assert "registre national" in empty


def test_each_example_is_read_by_anybody() -> None:
    create_network(by=None, slug=INVENTED, name=Text("Les inventées", "The invented"), is_invented=True)
    examples = [item.example for item in registered(Beginning) if item.example]
    statuses = {name: Client().get(reverse(name, args=[INVENTED])).status_code for name in examples}
    assert statuses == dict.fromkeys(examples, 200)
    assert len(examples) > 10
