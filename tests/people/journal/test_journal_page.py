"""The page of the journal: for those who coordinate, their networks alone, paged; and the history of one object."""

from typing import Any

import pytest
from django.template import Context, Template
from django.urls import reverse

from autan.ground.extension_points import DeskLine
from autan.ground.registry import registered
from autan.people.accounts.models import Person
from autan.people.journal.actions import acting
from autan.people.journal.core import FieldChange, ObjectRef
from autan.territories.networks.actions.mandates import grant_mandate
from autan.territories.networks.models import Mandate, Network
from tests.cast import Cast

NOTE = ObjectRef("evidence", "note", "n1")
ADDRESS = "/journal/"


def write(summary: str, network: str = "", **more: Any) -> None:
    with acting(by=None, act="write") as act:
        act.record(NOTE, summary=summary, network=network, **more)


@pytest.mark.parametrize(
    ("name", "status"),
    [("coordinator", 200), ("officer", 403), ("contributor", 403), ("reader", 403), ("outsider", 403)],
)
def test_the_coordination_alone_reads_it(client, people: Cast, name: str, status: int) -> None:
    assert reverse("journal:list") == ADDRESS
    client.force_login(getattr(people, name))
    assert client.get(ADDRESS).status_code == status
    assert any(item.url == ADDRESS for line in registered(DeskLine) for item in line.build(getattr(people, name))) is (
        status == 200
    )


def test_a_visitor_signs_in_first(client, db) -> None:
    assert client.get(ADDRESS).status_code == 302


def test_a_network_does_not_read_the_acts_of_another(
    client, people: Cast, network: Network, other_network: Network
) -> None:
    for summary, slug in (("Chez nous", network.slug), ("Chez eux", other_network.slug), ("Ailleurs", "")):
        write(summary, slug)
    client.force_login(people.coordinator)
    page = client.get(ADDRESS).content.decode()
    assert [words in page for words in ("Chez nous", "Chez eux", "Ailleurs")] == [True, False, True]
    neighbour = Person.objects.create_user("v@exemple.fr", name="Voisine")
    grant_mandate(by=None, person=neighbour, role=Mandate.Role("coordinator"), network=other_network)
    client.force_login(neighbour)
    page = client.get(ADDRESS).content.decode()
    assert [words in page for words in ("Chez nous", "Chez eux", "Ailleurs")] == [False, True, True]


def test_what_an_account_did_outside_any_network_is_read_by_itself_alone(
    client, people: Cast, network: Network
) -> None:
    for person, summary in ((people.officer, "Son mot de passe."), (people.coordinator, "Mon mot de passe.")):
        with acting(by=person, act="write") as act:
            act.record(NOTE, summary=summary)
    client.force_login(people.coordinator)
    page = client.get(ADDRESS).content.decode()
    assert [words in page for words in ("Son mot de passe.", "Mon mot de passe.")] == [False, True]


def test_it_is_paged_to_the_oldest_line(client, people: Cast, django_assert_max_num_queries) -> None:
    for rank in range(101):
        write(f"Acte {rank}.")
    client.force_login(people.coordinator)
    with django_assert_max_num_queries(10):
        first = client.get(ADDRESS).content.decode()
    assert "Acte 100." in first
    assert "Acte 0." not in first
    assert "Réseau d’essai" in client.get(f"{ADDRESS}?page=999").content.decode()


def draw(ref: ObjectRef) -> str:
    return Template("{% load journal %}{% history ref %}").render(Context({"ref": ref}))


def test_the_history_of_an_object_shows_what_differs(db) -> None:
    changes = [
        FieldChange(field="titre", before=None, after="Guide <2>"),
        FieldChange(field="an", before=0, after=None),
    ]
    write("Ressource mise à jour", changes=changes)
    drawn = draw(NOTE)
    assert "2 champs modifiés" in drawn
    assert "<td>—</td><td><ins>Guide &lt;2&gt;</ins></td>" in drawn
    assert "<td><del>0</del></td><td>—</td>" in drawn
    assert "Aucun changement enregistré." in draw(ObjectRef("evidence", "note", "n2"))


def test_a_long_history_is_cut_and_says_so(db) -> None:
    for rank in range(51):
        write(f"Acte {rank}.")
    assert "plus anciens" in draw(NOTE)
    assert "Acte 0." not in draw(NOTE)
