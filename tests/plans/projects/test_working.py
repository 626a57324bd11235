"""Kept views, joint actions, what waits for a person, and asking to be put in touch: who may, what is written."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from autan.ground.errors import DomainError, NotAllowedError
from autan.ground.extension_points import DataSubject
from autan.plans.action_search.actions import ask_contact
from autan.plans.plans.models import Plan
from autan.plans.projects.actions.joint import add_joint_sheet, share_sheet
from autan.plans.projects.actions.saved_views import MOST_VIEWS, erase_named, keep_view
from autan.plans.projects.actions.sheets import SheetInput, add_sheet, change_sheet
from autan.plans.projects.core.filters import SheetFilter
from autan.plans.projects.models import ActionSheet, SavedView
from autan.plans.projects.queries.figures import counted_actions
from autan.plans.projects.queries.working import export_held, views_of, working_lists
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast
from tests.mailing import posted
from tests.plans.projects.conftest import MURETAIN, SICOVAL

TODAY = date(2026, 11, 26)


def test_a_filter_is_written_as_it_is_read():
    fields = {
        "texte": "vélo",
        "statut": "late",
        "theme": "mobility",
        "etat": "joint",
        "tri": "title",
        "membre": SICOVAL,
    }
    assert SheetFilter.read(fields).write() == fields


def test_views_are_kept_for_oneself(client: Client, network: Network, people: Cast, sheet: ActionSheet):
    keep, table = (reverse(f"projects:{name}", kwargs={"network": "essai"}) for name in ("keep_view", "table"))
    client.force_login(people.officer)
    client.post(keep, {"name": " En  retard ", "query": "statut=late&page=3&rien=1"})
    assert [(view.name, view.query) for view in views_of(people.officer, "essai")] == [("En retard", "statut=late")]
    assert "?statut=late" in client.get(table).content.decode()
    client.post(keep, {"name": "Vide", "query": ""})
    assert SavedView.objects.count() == 1
    client.force_login(people.coordinator)
    assert "En retard</a>" not in client.get(table).content.decode()
    client.post(keep, {"forget": "En retard"})
    assert SavedView.objects.count() == 1
    fields = export_held(DataSubject(email=people.officer.email, person=people.officer.pk))
    assert {"saved_view": "En retard", "network": "essai", "choices": "statut=late"} in fields
    erase_named(DataSubject(email=people.officer.email, person=people.officer.pk))
    assert SavedView.objects.count() == 0


def test_views_have_a_name_and_an_end(network: Network, people: Cast):
    late = SheetFilter(status="late")
    for rank in range(MOST_VIEWS):
        keep_view(by=people.officer, network=network, name=f"Vue {rank}", sheet_filter=late)
    keep_view(by=people.officer, network=network, name="Vue 3", sheet_filter=SheetFilter(status="done"))
    for name, asked in (("De trop", late), ("", late), ("Vue 3", SheetFilter())):
        with pytest.raises(DomainError):
            keep_view(by=people.officer, network=network, name=name, sheet_filter=asked)


def test_a_joint_action_counts_once_and_each_says_that_it_carries_it(
    client: Client, network: Network, member: Territory, other: Territory, people: Cast
):
    page = reverse("projects:joint", kwargs={"network": "essai"})
    client.force_login(people.coordinator)
    assert client.post(page, {"title": "Voie verte", "siren": [SICOVAL]}).status_code == 422
    assert client.post(page, {"title": "Voie verte", "siren": [SICOVAL, MURETAIN]}).status_code == 302
    made = ActionSheet.objects.get()
    assert not made.is_published
    change_sheet(by=None, sheet=made, sheet_input=SheetInput(typed={}, is_published=True))
    assert len(counted_actions([SICOVAL, MURETAIN])) == 1
    assert "Voie verte" in Client().get(page).content.decode()
    with pytest.raises(NotAllowedError):
        add_joint_sheet(by=people.officer, title="Sans eux", carriers=[member, other])


def test_a_territory_is_added_by_who_leads_it(
    client: Client, sheet: ActionSheet, member: Territory, other: Territory, people: Cast, outsider_client: Client
):
    page = reverse("projects:share", kwargs={"slug": sheet.slug})
    client.force_login(people.officer)
    assert "disabled" in client.get(page).content.decode()
    client.post(page, {"siren": [SICOVAL, MURETAIN]})
    assert list(sheet.carriers.all()) == [member]
    with pytest.raises(NotAllowedError):
        share_sheet(by=people.officer, sheet=sheet, carriers=[member, other])
    client.force_login(people.coordinator)
    client.post(page, {"siren": [SICOVAL, MURETAIN]})
    assert set(sheet.carriers.all()) == {member, other}
    assert outsider_client.get(page).status_code == 403


@pytest.fixture
def outsider_client(people: Cast) -> Client:
    client = Client()
    client.force_login(people.outsider)
    return client


def test_what_waits_for_a_person(
    client: Client, sheet: ActionSheet, plan: Plan, member: Territory, people: Cast, outsider_client: Client
):
    add_sheet(by=None, plan=plan, sheet_input=SheetInput(typed={"title": "À moi", "officer": "Élu, member_officer"}))
    add_sheet(
        by=None, plan=plan, sheet_input=SheetInput(typed={"title": "Bientôt", "status": "ongoing", "end": "31/12/2026"})
    )
    lists = {
        working_list.code: working_list for working_list in working_lists(people.officer, [member], today=TODAY, most=8)
    }
    assert [sheet.title for sheet in lists["mine"].sheets] == ["À moi"]
    assert [sheet.title for sheet in lists["passed"].sheets] == [sheet.title]
    assert lists["overdue"].count == 0
    assert [sheet.title for sheet in lists["soon"].sheets] == ["Bientôt"]
    assert lists["to_fill"].count == 3
    page = reverse("projects:mine")
    client.force_login(people.officer)
    assert sheet.title in client.get(page).content.decode()
    assert "rien ne vous attend" in outsider_client.get(page).content.decode()
    assert Client().get(page).status_code == 302


def test_a_contact_is_asked_of_the_coordination(
    client: Client, sheet: ActionSheet, other: Territory, people: Cast, settings
):
    settings.AUTAN_SITE = "https://autan.exemple.fr"
    wanted = add_sheet(
        by=None, sheet_input=SheetInput(typed={"title": "Covoiturer", "results": "Dix"}, carriers=[other])
    )
    similar = reverse("action_search:similar", kwargs={"slug": sheet.slug})
    client.force_login(people.officer)
    shown = client.get(similar).content.decode()
    assert "Demander à joindre" in shown
    assert "Dix" in shown
    fields = {"wanted": wanted.slug, "text": "Combien de lignes ?"}
    address = reverse("action_search:ask_contact", kwargs={"slug": sheet.slug})
    client.post(address, fields)
    client.post(address, fields)
    (message,) = posted()
    assert message.to == [people.coordinator.email]
    assert "Combien de lignes ?" in message.body
    assert people.officer.email in message.body
    with pytest.raises(DomainError):
        ask_contact(by=people.officer, sheet=sheet, target=wanted, text=" ", site="https://x.fr", today=TODAY)
    client.force_login(people.outsider)
    assert client.post(address, fields).status_code == 403
