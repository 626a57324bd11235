"""The network that ships, taken in from its description, once or twice."""

from pathlib import Path

import pytest

import autan.instance.demo
from autan.ground.errors import ImportFileError, NotAllowedError
from autan.territories.networks.actions.networks import load_network
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import FormerIdentity, Membership, Territory
from autan.territories.networks.queries.networks import network_members
from tests.cast import Cast

CONTENT = Path(autan.instance.demo.__file__).parent / "content" / "network.yaml"


@pytest.mark.django_db
def test_the_eleven_are_there_once() -> None:
    for _ in range(2):
        network = load_network(source=CONTENT, by=None)
    assert network.slug == "dialogue-toulouse"
    assert [model.objects.count() for model in (Territory, Membership, FormerIdentity)] == [11, 11, 11]


@pytest.mark.django_db
def test_each_member_cites_facts_and_one_is_only_probable() -> None:
    load_network(source=CONTENT, by=None)
    members = network_members("dialogue-toulouse")
    assert [member.short_name for member in members if member.certainty is Certainty.PROBABLE] == ["Sicoval"]
    assert all(ref.kind == "fact" for member in members for ref in member.evidence)
    assert all(member.evidence and member.former_body for member in members)
    assert all(member.note.fr for member in members if member.is_probable)
    assert [member.short_name_in(2013) for member in members][-2:] == ["Grand Rodez", "Saint-Gaudinois"]
    assert [member.short_name_in(None) for member in members][-2:] == ["Rodez Agglo", "Comminges"]
    assert members[0].short_name_in(2013) == "Toulouse Métropole"


def test_every_fault_of_a_description_is_named_with_its_line(tmp_path: Path, db: None) -> None:
    path = tmp_path / "network.yaml"
    path.write_text(
        "slug: essai\n"
        "name: {fr: Essai, en: Trial}\n"
        "description: {fr: Un réseau, en: A network}\n"
        "identity_year: 2013\n"
        "members:\n"
        "  - siren: '12'\n"
        "    short_name: Ici\n"
        "    certainty: sûr\n"
        "    facts: [S001]\n"
        "    identity: {name: {fr: Ici, en: Here}}\n"
        "    couleur: vert\n",
        encoding="utf-8",
    )
    with pytest.raises(ImportFileError) as caught:
        load_network(source=path, by=None)
    found = {(fault.row, fault.column) for fault in caught.value.faults}
    assert found == {
        (6, "members[0].siren"),
        (8, "members[0].certainty"),
        (10, "members[0].identity"),
        (11, "members[0].couleur"),
    }
    assert not Territory.objects.exists()


def test_a_description_that_holds_nothing_is_refused_whole(tmp_path: Path, db: None) -> None:
    path = tmp_path / "network.yaml"
    path.write_text("members: [3]\n", encoding="utf-8")
    with pytest.raises(ImportFileError) as caught:
        load_network(source=path, by=None)
    assert len(caught.value.faults) > 4


def test_an_officer_loads_no_network(people: Cast) -> None:
    with pytest.raises(NotAllowedError):
        load_network(source=CONTENT, by=people.officer)
