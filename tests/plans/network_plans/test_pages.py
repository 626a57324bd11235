"""The pages and files of the plans of a network: what all read, what an address asks for, nobody’s network."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from openpyxl import load_workbook

from autan.people.accounts.models import Person
from autan.plans.plans.actions.plans import start_plan
from autan.plans.plans.core.plans import PlanHeading, PlanKind
from autan.plans.plans.models import Plan
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast
from tests.kept_rows import written_again
from tests.plans.plans.conftest import MURETAIN, SICOVAL
from tests.plans.plans.test_pages import fill

PAGES = ("register", "timeline", "comparison", "competences", "calendar")


def address(name: str, slug: str = "essai", **more: str) -> str:
    return reverse(f"network_plans:{name}", kwargs={"slug": slug, **more})


@pytest.fixture
@written_again
def published(plan: Plan) -> Plan:
    """The plan of the Sicoval, published, beside the draft of the other member."""
    fill(plan, "steps", key="adoption", status="done", date="2025-06-30")
    fill(plan, "budget", amount="100 à 200 k€")
    Plan.objects.filter(pk=plan.pk).update(is_published=True)
    other = Territory.objects.get(siren=MURETAIN)
    start_plan(by=None, heading=PlanHeading(slug="brouillon", title="Brouillon", kind=PlanKind.PCET), subjects=[other])
    plan.refresh_from_db()
    return plan


def page(client: Client, name: str, **query: str | list[str]) -> str:
    answer = client.get(address(name), query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_a_draft_is_on_no_page_of_the_network_even_for_its_officer(
    client: Client, published: Plan, people: Cast, name: str
):
    for person in (None, people.officer):
        if person:
            client.force_login(person)
        text = page(client, name)
        assert "Brouillon" not in text
        assert "Sicoval" in text


@pytest.mark.parametrize("name", [name for name in PAGES if name != "register"])
def test_a_network_without_members_has_a_page_that_says_so(client: Client, db: None, name: str):
    Network.objects.create(slug="vide", name_fr="Réseau vide", name_en="Empty")
    answer = client.get(address(name, "vide"))
    assert answer.status_code == 200
    assert "territories/no_members.html" in [template.name for template in answer.templates]


def test_a_network_that_is_not_has_no_page_and_no_file(client: Client, published: Plan):
    addresses = [address(name, "lune") for name in (*PAGES, "calendar_file")]
    addresses += [address("register_file", "lune", extension="csv"), address("register_file", extension="doc")]
    assert {client.get(one).status_code for one in addresses} == {404}


def test_the_register_shows_the_columns_and_the_members_that_are_asked_for(client: Client, published: Plan):
    usual = page(client, "register")
    assert "Renseigné à" in usual.partition("<thead")[2].partition("</thead>")[0]
    asked = page(client, "register", colonne=["carrier", "moon", "plan"])
    head = asked.partition("<thead")[2].partition("</thead>")[0]
    assert [label in head for label in ("Porté par", "Plan", "Renseigné à")] == [True, True, False]
    assert "Aucun membre ne répond à ces choix." in page(client, "register", texte="nulle part")
    assert "Renseigné à" in page(client, "register", colonne="moon").partition("<thead")[2].partition("</thead>")[0]


def test_only_who_coordinates_the_network_is_led_to_begin_a_plan_of_it(
    client: Client, published: Plan, people: Cast, neighbour: Person
):
    def may_start(person: Person | None) -> bool:
        client.logout()
        if person:
            client.force_login(person)
        return bool(client.get(address("register")).context["may_start"])

    others = (None, people.officer, people.contributor, people.reader, people.outsider, neighbour)
    assert [may_start(person) for person in (people.coordinator, *others)] == [True, *[False] * len(others)]


def rows_of(client: Client, extension: str, query: str = "") -> list[list[object]]:
    answer = client.get(address("register_file", extension=extension) + query)
    assert f'filename="plans-essai.{extension}"' in answer.headers["Content-Disposition"]
    if extension == "csv":
        assert answer.content.startswith("\ufeff".encode())
        return [list(row) for row in csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))]
    return [list(row) for row in load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True)]


def test_the_register_leaves_whole_in_the_columns_that_are_asked_for(client: Client, published: Plan):
    query = "?colonne=plan&colonne=budget_territory"
    head, first, second = rows_of(client, "csv", query)
    assert head[:3] == ["SIREN", "Membre", "Plan"]
    assert first[:3] == [SICOVAL, "Sicoval", "PCAET"]
    assert (float(str(first[3])), first[4]) == (100_000, ""), "the upper end is not known: nobody said all"
    assert (second[0], second[2:5]) == (MURETAIN, ["", "", ""])
    book = rows_of(client, "xlsx", query)
    assert book[1][:4] == [SICOVAL, "Sicoval", "PCAET", 100_000]
    assert book[2][2:5] == [None, None, None]
    assert [row[0] for row in rows_of(client, "csv", f"{query}&sorte=pcaet")] == ["SIREN", SICOVAL]
    assert client.get(address("register_file", extension="ods")).headers["Content-Type"].endswith("spreadsheet")


def test_the_calendar_leaves_with_what_falls_due_of_published_plans(client: Client, published: Plan):
    calendar = Calendar.from_ical(client.get(address("calendar_file")).content)
    events = [(str(event["uid"]), event["dtstart"].dt.isoformat()) for event in calendar.walk("VEVENT")]
    assert events == [
        ("sicoval-pcaet-midterm_report@autan", "2028-06-30"),
        ("sicoval-pcaet-revision@autan", "2031-06-30"),
    ]
    assert str(calendar["x-wr-calname"]) == "Réseau d’essai"
    shown = page(client, "calendar")
    assert shown.index("Rapport à trois ans") < shown.index("Mise à jour à six ans")


def test_the_home_of_plans_leads_to_the_register_of_the_only_network(client: Client, published: Plan):
    assert client.get(reverse("network_plans:home")).headers["Location"] == address("register")


def test_the_timeline_draws_each_plan_with_a_way_to_it(client: Client, published: Plan):
    drawn = page(client, "timeline")
    assert drawn.count("<svg") >= 2
    assert f'href="/plans/{published.slug}/"' in drawn
    assert "aucun plan connu ici" in drawn
