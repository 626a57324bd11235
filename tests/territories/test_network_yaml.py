"""The network that ships, taken in from its description, once or twice."""

from pathlib import Path

import pytest

import autan.demo
from autan.territories.core.members import Certainty
from autan.territories.importers.network_yaml import load_network
from autan.territories.models import FormerIdentity, Membership, Territory
from autan.territories.queries import network_members

CONTENT = Path(autan.demo.__file__).parent / "content" / "network.yaml"


@pytest.mark.django_db
def test_the_eleven_are_there_once() -> None:
    for _ in range(2):
        network = load_network(source=CONTENT, by=None)
    assert network.slug == "dialogue-toulouse"
    assert [model.objects.count() for model in (Territory, Membership, FormerIdentity)] == [11, 11, 11]


@pytest.mark.django_db
def test_each_member_cites_facts_and_three_are_only_probable() -> None:
    load_network(source=CONTENT, by=None)
    members = network_members("dialogue-toulouse")
    assert [member.short_name for member in members if member.certainty is Certainty.PROBABLE] == [
        "Grand Auch", "Rodez Agglo", "Comminges",
    ]  # fmt: skip
    assert all(ref.kind == "fact" for member in members for ref in member.evidence)
    assert all(member.evidence and member.former_body for member in members)
    assert all(member.note.fr for member in members if member.is_probable)
