"""« Nouveau », in the head of every page: what this person may make here, from a model where there is one."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from autan.cooperation.working_group.models import Body
from autan.cooperation.workshops.models import Workshop
from autan.ground.wordings import Text
from autan.plans.indicators.models import Indicator
from autan.plans.projects.models import Project
from autan.territories.networks.actions.networks import create_network
from tests.functional.new_network import MEMBER, NEW, make_new_network

pytestmark = pytest.mark.django_db
_LIST = re.compile(r'<details class="new-things">(.*?)</details>', re.DOTALL)
_LINK = re.compile(r'<a href="([^"]+)">([^<]+)</a>')
PAGES = ("/", f"/reseaux/{NEW}/", f"/territoires/{MEMBER}/", "/sources/", "/reseaux/voisin/")


def new_things(browser: Client, page: str) -> dict[str, str]:
    """Address of each thing that a page offers to make."""
    shown = _LIST.findall(browser.get(page, follow=True).content.decode())
    return {unescape(label): address for part in shown for address, label in _LINK.findall(part)}


def signed_in(person: object) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def test_each_page_offers_what_a_role_may_make_here_and_nothing_else() -> None:
    cast = make_new_network()
    create_network(by=None, slug="voisin", name=Text("Voisins", "Neighbours"))
    offered = {}
    for role in ("coordinator", "officer", "contributor", "reader", "outsider"):
        browser = signed_in(getattr(cast, role))
        pages = [new_things(browser, page) for page in PAGES]
        assert len({tuple(page.items()) for page in pages if role != "coordinator"}) <= 1, "the same list everywhere"
        offered[role] = pages[2].keys()
        for address in pages[2].values():
            assert browser.get(address).status_code == 200, f"{role} is refused at {address}"
    assert {"Une enquête", "Un projet", "Un plan", "Un plan du réseau", "Un atelier"} <= offered["coordinator"]
    assert {"Un plan", "Une action", "Un indicateur", "Un savoir-faire", "Un besoin"} <= offered["officer"]
    assert not {"Un projet", "Une enquête", "Une instance et ses réunions"} & offered["officer"]
    assert "Un plan" not in offered["contributor"]
    assert "Un besoin" in offered["contributor"]
    assert not offered["reader"] | offered["outsider"]
    assert not _LIST.search(Client().get("/").content.decode())


def test_what_is_not_offered_is_refused() -> None:
    cast = make_new_network()
    every = new_things(signed_in(cast.coordinator), f"/territoires/{MEMBER}/")
    for role in ("officer", "contributor"):
        browser = signed_in(getattr(cast, role))
        own = new_things(browser, f"/territoires/{MEMBER}/")
        allowed = {label for label, address in every.items() if browser.get(address).status_code == 200}
        # pages that are read by more people than those who make something there
        assert allowed - own.keys() <= {"Un scénario", "Une recommandation", "Un objectif du réseau"}


MODELS = (
    ("projects:add_project", NEW, "Un projet", ("[équipement]", 'value="techniques" selected')),
    ("workshops:add", NEW, "Un atelier", ("[Site]", "Visite du site")),
    ("working_group:add_body", NEW, "Une instance et ses réunions", ("Révision", "[une personne par membre]")),
    ("indicators:add", MEMBER, "Un indicateur", ('value="ghg_total" checked', 'value="plan_budget" checked')),
)


@pytest.mark.parametrize(("route", "subject", "label", "words"), MODELS)
def test_a_form_starts_from_a_model(route: str, subject: str, label: str, words: tuple[str, ...]) -> None:
    browser = signed_in(make_new_network().coordinator)
    address = reverse(route, args=[subject])
    assert new_things(browser, f"/territoires/{MEMBER}/")[label] == address
    empty = browser.get(address).content.decode()
    models = re.findall(r'<a href="(\?modele=[^"]+)"', empty)
    assert len(models) >= 2
    filled = browser.get(address + models[0]).content.decode()
    assert all(word in unescape(filled) and word not in unescape(empty) for word in words)
    assert "entre crochets" in filled
    assert browser.get(f"{address}?modele=aucun").status_code == 200


def fields_of(page: str) -> dict[str, list[str]]:
    """What a browser would send of the form that a page shows, as it stands."""
    form = page[page.index("<main") :]
    fields: dict[str, list[str]] = {}
    for tag in re.findall(r"<input\b[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        is_box = re.search(r'type="(checkbox|radio)"', tag)
        if name and (not is_box or "checked" in tag) and "disabled" not in tag:
            fields.setdefault(name[1], []).append(unescape(value[1]) if value else "on" if is_box else "")
    for name, text in re.findall(r'<textarea\b[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        fields.setdefault(name, []).append(unescape(text))
    for head, name, options in re.findall(r'(<select\b[^>]*name="([^"]+)"[^>]*>)(.*?)</select>', form, re.DOTALL):
        chosen = re.findall(r'value="([^"]*)" selected', options)
        first = [] if "multiple" in head else re.findall(r'value="([^"]*)"', options)[:1]
        fields.setdefault(name, []).extend(chosen or first)
    return fields


def test_what_a_model_begins_is_kept_once_it_is_sent() -> None:
    browser = signed_in(make_new_network().coordinator)

    def send(address: str, **more: object) -> None:
        page = browser.get(address).content.decode()
        answer = browser.post(address, fields_of(page) | more, follow=True)
        assert answer.status_code == 200, re.findall(r".*error.*", answer.content.decode())

    send(reverse("projects:add_project", args=[NEW]) + "?modele=quartier", carriers=[MEMBER])
    assert (Project.objects.get().name_fr, Project.objects.get().lines) == ("[Nom du quartier] : [sites]", [])
    send(reverse("workshops:add", args=[NEW]) + "?modele=visite", host=MEMBER)
    assert Workshop.objects.get().title == "Visite de [site]"
    send(reverse("working_group:add_body", args=[NEW]) + "?modele=charte")
    body = Body.objects.get()
    assert (body.name_fr, "Révision" in body.purpose_fr) == ("Groupe de travail du réseau Mon réseau", True)
    send(reverse("indicators:add", args=[MEMBER]) + "?modele=essentiel")
    assert Indicator.objects.count() == 8
