"""Projects: dated states with their sources, two years never mixed, who writes them, what a page shows."""

import pytest
from django.test import Client
from django.urls import reverse

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.errors import DomainError, NotAllowedError, UnknownError
from autan.ground.extension_points import SearchSource
from autan.ground.registry import registered
from autan.ground.texts.core.texts import NO_TEXT, Text
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
from autan.plans.projects.models import ActionSheet, Project
from autan.plans.projects.queries.projects import find_project
from autan.territories.networks.models import Network
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
        keep_project(by=people.officer, network=network, heading=HEADING)
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
    sent = {"kind": "changed", "label": "Autre chaleur", "since": "2021", "fact": "S108"}
    client.force_login(people.officer)
    assert "Ajouter un état" in client.get(own).content.decode()
    client.post(add, sent)
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
