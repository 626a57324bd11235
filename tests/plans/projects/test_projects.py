"""Projects: dated states with their sources, two years never mixed, who writes them, what a page shows."""

import pytest
from django.test import Client
from django.urls import reverse

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import PUBLIC, describe_evidence
from autan.ground.errors import DomainError, NotAllowedError, UnknownError
from autan.ground.extension_points import SearchSource
from autan.ground.registry import registered
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.plans.projects.actions.projects import add_state, keep_project
from autan.plans.projects.core.projects import (
    ProjectHeading,
    ProjectLine,
    ProjectState,
    ProjectTopic,
    StateKind,
    years_of,
)
from autan.plans.projects.forms import ProjectForm
from autan.plans.projects.models import ActionSheet, Project
from autan.plans.projects.queries.projects import find_project
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast
from tests.plans.projects.conftest import SICOVAL

FACT = (EvidenceRef(kind="fact", key="S108"),)
WOOD = ProjectState(
    kind=StateKind.INTENDED, label=Text("Chaleur au bois", "Wood heat"), since=2013, until=2015, evidence=FACT
)
WASTE = ProjectState(kind=StateKind.IN_SERVICE, label=Text("Chaleur fatale", "Waste heat"), since=2019, evidence=FACT)
UNDATED = ProjectState(kind=StateKind.STUDIED, label=Text("Étude", "Study"), evidence=FACT)
HEADING = ProjectHeading(
    slug="montaudran", name=Text("Montaudran", "Montaudran"), ambition=Text("Une piste", "A runway"), commune="",
    sirens=(SICOVAL,), lines=(ProjectLine(topic=ProjectTopic.HERITAGE, text=NO_TEXT, evidence=FACT),),
    states=(WOOD, WASTE, UNDATED), evidence=FACT,
)  # fmt: skip


@pytest.fixture
def project(network: Network, sheet: ActionSheet) -> Project:
    return keep_project(by=None, network=network, heading=HEADING, sheets=[sheet.slug])


def test_two_years_are_never_mixed():
    assert HEADING.states_in(2014) == (WOOD,)
    assert HEADING.states_in(2016) == ()
    assert HEADING.states_in(2026) == (WASTE,)
    assert HEADING.states_in(None) == HEADING.states
    assert years_of([HEADING]) == (2013, 2019)


def test_a_project_is_kept_whole_and_the_same_again(project: Project, network: Network, sheet: ActionSheet):
    assert find_project("montaudran").as_core() == HEADING
    again = keep_project(by=None, network=network, heading=HEADING, sheets=[sheet.slug])
    assert (again.pk, again.states.count()) == (project.pk, 3)
    with pytest.raises(UnknownError):
        find_project("rien")


def test_nothing_is_kept_without_a_source(network: Network, project: Project, people: Cast, neighbour: Person):
    from dataclasses import replace

    bare = ProjectState(kind=StateKind.DROPPED, label=Text("x", "x"), since=2020)
    for wrong in (replace(HEADING, states=(bare,)), replace(HEADING, sirens=("999999999",))):
        with pytest.raises(DomainError):
            keep_project(by=None, network=network, heading=wrong)
    with pytest.raises(DomainError):
        keep_project(by=None, network=network, heading=HEADING, sheets=["rien"])
    with pytest.raises(NotAllowedError):
        keep_project(by=people.officer, network=network, heading=replace(HEADING, slug="autre"))
    for person in (people.reader, neighbour):
        with pytest.raises(NotAllowedError):
            keep_project(by=person, network=network, heading=HEADING)
    with pytest.raises(DomainError):
        add_state(by=people.officer, project=project, state=bare)
    for person in (people.reader, neighbour):
        with pytest.raises(NotAllowedError):
            add_state(by=person, project=project, state=WASTE)


def test_pages_of_projects(client: Client, people: Cast, project: Project):
    address = reverse("projects:projects", kwargs={"network": "essai"})
    assert "Chaleur au bois" in client.get(address).content.decode()
    page = client.get(address + "?annee=2026").content.decode()
    assert "Chaleur fatale" in page
    assert "Chaleur au bois" not in page
    assert "Aucun état connu" in client.get(address + "?annee=2017").content.decode()
    own = reverse("projects:project", kwargs={"slug": "montaudran"})
    page = client.get(own).content.decode()
    assert "sans date" in page
    assert "Développer le covoiturage" in page
    assert "Ajouter un état" not in page
    add = reverse("projects:add_state", kwargs={"slug": "montaudran"})
    sent = {"kind": "changed", "label": "Autre chaleur", "since": "2021", "evidence": "fact:S108"}
    client.force_login(people.officer)
    assert "Ajouter un état" in client.get(own).content.decode()
    refused = client.post(add, sent)
    assert refused.status_code == 422
    assert "Une preuve choisie n’est plus là" in refused.content.decode()
    assert "Autre chaleur" in refused.content.decode()
    assert project.states.count() == 3  # the register of this test holds no fact
    client.force_login(people.reader)
    assert client.post(add, sent).status_code in {302, 403}


def test_a_search_finds_projects(project: Project):
    (source,) = [each for each in registered(SearchSource) if each.name == "projects"]
    (hit,) = source.search(project.name_fr, None)
    assert (hit.title, hit.url) == (project.name_fr, reverse("projects:project", kwargs={"slug": project.slug}))
    assert source.search("licorne", None) == []


def test_a_state_is_added_with_its_fact(people: Cast, project: Project):
    state = ProjectState(kind=StateKind.CHANGED, label=Text("Autre", "Other"), since=2021, evidence=FACT)
    add_state(by=people.contributor, project=project, state=state)
    assert find_project("montaudran").as_core().states[-1] == state


ROWS = {"lines-TOTAL_FORMS": "1", "lines-INITIAL_FORMS": "0", "lines-0-topic": "", "lines-0-text": ""}
NEW = {"name": "Gare à énergie positive", "ambition": "Une gare sobre", "carriers": SICOVAL, "commune": "", **ROWS}


def test_a_coordinator_makes_a_project_on_screen(client: Client, people: Cast, sheet: ActionSheet):
    add = reverse("projects:add_project", kwargs={"network": "essai"})
    client.force_login(people.coordinator)
    assert add in client.get(reverse("projects:projects", kwargs={"network": "essai"})).content.decode()
    assert client.get(add).status_code == 200
    searched = client.post(add, {**NEW, "sheets-search": "covoiturage", "sheets-find": "1"})
    assert searched.status_code == 422
    assert f'value="action:{sheet.slug}"' in searched.content.decode()
    assert "Gare à énergie positive" in searched.content.decode()  # what was typed is kept
    line = {"lines-0-topic": "economy", "lines-0-text": "Trente emplois", "lines-0-evidence": f"action:{sheet.slug}"}
    made = client.post(add, {**NEW, **line, "commune": "labege", "sheets": f"action:{sheet.slug}"})
    assert made["Location"] == reverse("projects:project", kwargs={"slug": "gare-a-energie-positive"})
    heading = find_project("gare-a-energie-positive").as_core()
    assert (heading.sirens, heading.commune) == ((SICOVAL,), "31254")
    assert heading.lines[0].text == Text("Trente emplois", "Trente emplois")
    client.logout()
    page = client.get(made["Location"]).content.decode()
    assert "Trente emplois" in page
    assert "Labège" in page
    assert sheet.title in page


def test_a_name_that_exists_is_told_with_its_link_and_a_second_one_stays_possible(
    client: Client, people: Cast, network: Network
):
    add = reverse("projects:add_project", kwargs={"network": "essai"})
    client.force_login(people.coordinator)
    first = client.post(add, NEW)["Location"]
    again = NEW | {"name": "  gare a ÉNERGIE positive ", "ambition": "Une autre <gare>"}
    refused = client.post(add, again)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert f'<a href="{first}">Gare à énergie positive</a>' in page
    assert "Une autre &lt;gare&gt;" in page
    assert 'name="second"' in page
    assert client.post(add, again | {"second": "on"})["Location"] != first
    assert Project.objects.filter(network__slug="essai").count() == 2


def test_a_project_without_what_it_needs_is_refused_at_its_field(client: Client, people: Cast, network: Network):
    add = reverse("projects:add_project", kwargs={"network": "essai"})
    client.force_login(people.coordinator)
    page = client.post(add, {**NEW, "name": "", "commune": "Paris", "lines-0-text": "Sans source"}).content.decode()
    for message in (
        "Ce champ est obligatoire",
        "Aucune commune des collectivités porteuses n’a ce nom",
        "Dites de quoi il s’agit",
    ):
        assert message in page
    assert "Choisissez au moins une preuve" in page
    assert not Project.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("siren", ["999000016", "200012060"])  # an invented authority, one that ended in 2019
def test_an_authority_that_no_register_of_today_holds_carries_a_project(siren: str) -> None:
    places = [Territory(siren=siren, name="Une collectivité", short_name="Une collectivité")]
    typed = {"name": "Gare", "ambition": "Chauffer au bois.", "carriers": [siren]}
    assert ProjectForm(typed, places=places).is_valid()
    assert list(ProjectForm({**typed, "commune": "Paris"}, places=places).errors) == ["commune"]


def test_who_writes_a_project(client: Client, people: Cast, project: Project, neighbour: Person):
    add = reverse("projects:add_project", kwargs={"network": "essai"})
    edit = reverse("projects:edit_project", kwargs={"slug": project.slug})
    for person, may_add, may_edit in ((people.officer, 403, 200), (people.reader, 403, 403), (neighbour, 403, 403)):
        client.force_login(person)
        assert client.get(add).status_code == may_add
        assert client.get(edit).status_code == may_edit
    client.force_login(people.officer)
    rows = {"lines-TOTAL_FORMS": "1", "lines-INITIAL_FORMS": "0", "lines-0-topic": ""}
    client.post(edit, {**NEW, **rows, "name": "Montaudran, la piste"})
    heading = find_project("montaudran").as_core()
    assert heading.name.fr == "Montaudran, la piste"
    assert heading.states == HEADING.states  # dated states are never lost by a change of the rest
    assert heading.lines == ()


def test_evidence_is_searched_by_who_signed_in(client: Client, people: Cast, sheet: ActionSheet):
    address = reverse("evidence:choose") + "?q=covoiturage&name=sheets&kinds=action"
    assert client.get(address).status_code == 302
    client.force_login(people.reader)
    assert f'name="sheets" value="action:{sheet.slug}"' in client.get(address).content.decode()
    assert "Rien ne répond" in client.get(address.replace("kinds=action", "kinds=plan")).content.decode()


def test_a_project_is_chosen_as_evidence_and_told_in_a_trace(client: Client, network: Network, people: Cast):
    keep_project(by=None, network=network, heading=HEADING)
    client.force_login(people.reader)
    chosen = client.get(reverse("evidence:choose") + "?q=montaudran&name=sheets").content.decode()
    assert 'name="sheets" value="project:montaudran"' in chosen
    card = describe_evidence([EvidenceRef(kind="project", key="montaudran")], reader=PUBLIC)
    assert [found.title.fr for found in card.values() if found] == ["Montaudran"]
