"""Plans begun from others, and actions that stand in several plans: what goes over, what does not, who may."""

import pytest
from django.test import Client

from autan.plans.plans.actions.plans import save_section, start_plan
from autan.plans.plans.core.plans import LineInput, PlanHeading, PlanKind
from autan.plans.plans.models import Plan
from autan.plans.projects.actions.sheets import SheetInput, add_sheet
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.models import Territory
from tests.cast import Cast
from tests.plans.projects.conftest import MURETAIN, SICOVAL


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


@pytest.fixture
def elsewhere(other: Territory) -> Plan:
    """A plan of the other member, that it published."""
    plan = start_plan(by=None, heading=PlanHeading(title="PCAET voisin", kind=PlanKind.PCAET), subjects=[other])
    Plan.objects.filter(pk=plan.pk).update(is_published=True)
    return plan


def test_a_plan_is_begun_from_another_without_what_was_done_or_paid(
    client: Client, plan: Plan, sheet: ActionSheet, people: Cast
):
    part = SheetInput(typed={"title": "Une partie", "lead": "Sicoval"}, parent=sheet)
    add_sheet(by=None, plan=plan, sheet_input=part)
    save_section(by=None, plan=plan, section="bodies", lines=[LineInput(key="1", typed={"name": "Comité"})])
    save_section(by=None, plan=plan, section="budget", lines=[LineInput(key="1", typed={"amount": "10 k€ HT"})])
    client.force_login(people.officer)
    assert f"/plans/{plan.slug}/base/" in page(client, f"/plans/{plan.slug}/")
    address = f"/plans/{plan.slug}/base/"
    assert "2 actions" in page(client, address).replace("\u00a0", " ")
    assert client.post(address, {"title": "Suite", "place": MURETAIN}).status_code == 422
    response = client.post(address, {"title": "PCAET 2027-2033", "place": SICOVAL}, follow=True)
    new = Plan.objects.get(title="PCAET 2027-2033")
    assert "Une partie" in response.content.decode()
    assert (new.is_published, new.note) == (False, "Commencé d’après « PCAET du Sicoval »")
    whole, second = new.action_sheets.order_by("rank")
    assert whole.typed == {
        "title": "Développer le covoiturage", "description": "Aires et lignes de covoiturage",
        "partners": "Région, Tisséo",
    }  # fmt: skip
    assert [axis.title for axis in new.axes.all()] == ["1. Mobilités", "1.1. Partager la voiture"]
    assert (whole.axis.title, second.parent, second.typed["lead"]) == ("1.1. Partager la voiture", whole, "Sicoval")
    assert [place.siren for place in whole.carriers.all()] == [SICOVAL]
    assert set(new.lines.values_list("section", flat=True)) == {"bodies"}


def test_the_plan_of_another_member_gives_its_actions_alone(client: Client, elsewhere: Plan, plan: Plan, people: Cast):
    typed = {"title": "Trier", "lead": "Le Muretain", "partners": "ADEME", "status": "done"}
    add_sheet(by=None, plan=elsewhere, sheet_input=SheetInput(typed=typed))
    client.force_login(people.officer)
    assert 'value="PCAET voisin"' not in page(client, f"/plans/{elsewhere.slug}/base/"), "it names another territory"
    client.post(f"/plans/{elsewhere.slug}/base/", {"title": "Le nôtre", "place": SICOVAL})
    assert ActionSheet.objects.get(plan__title="Le nôtre").typed == {"title": "Trier"}
    client.force_login(people.reader)
    assert "Vous ne conduisez aucune collectivité" in page(client, f"/plans/{plan.slug}/base/")
    assert client.post(f"/plans/{plan.slug}/base/", {"title": "X", "place": SICOVAL}).status_code == 403


def test_one_action_stands_in_two_plans_and_counts_once(client: Client, elsewhere: Plan, plan: Plan, people: Cast):
    shared = add_sheet(by=None, plan=elsewhere, sheet_input=SheetInput(typed={"title": "Trier ensemble"}))
    client.force_login(people.officer)
    address = f"/actions/{shared.slug}/plans/"
    assert "PCAET du Sicoval" in page(client, address)
    client.post(address, {"plan": [plan.slug, elsewhere.slug]})
    assert "Trier ensemble" in page(client, f"/plans/{plan.slug}/actions/")
    assert "PCAET du Sicoval" in page(client, f"/actions/{shared.slug}/")
    assert (ActionSheet.objects.count(), plan.action_sheets.count()) == (1, 0)
    client.force_login(people.reader)
    client.post(address, {})
    assert list(shared.also_in.all()) == [plan]
    client.force_login(people.coordinator)
    client.post(address, {})
    assert not shared.also_in.exists()
    assert "Trier ensemble" not in page(client, f"/plans/{plan.slug}/actions/")
