"""What is read of networks and members, in how many queries."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.wordings import Text
from autan.territories.networks.actions.memberships import admit_member, end_membership
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.territories import follow_territory, record_identity
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Membership, Network, Territory
from autan.territories.networks.queries.bodies import find_territory
from autan.territories.networks.queries.networks import (
    UnknownNetworkError,
    find_member,
    get_network,
    list_networks,
    network_members,
    networks_of,
)
from autan.territories.networks.queries.people import mandates_of
from autan.territories.perimeters.core.bodies import EpciKind
from autan.territories.perimeters.lake.register import UnknownTerritoryError
from tests.cast import Cast
from tests.territories.networks.conftest import MURETAIN, SICOVAL, TOULOUSE


def sirens(slug: str, on: date | None = None) -> list[str]:
    return [member.siren for member in network_members(slug, on)]


def test_members_come_in_the_order_of_the_network(network: Network) -> None:
    assert sirens("essai") == [SICOVAL, MURETAIN]


def test_members_of_a_day(network: Network, member: Territory) -> None:
    end_membership(by=None, membership=Membership.objects.get(territory=member), on=date(2014, 12, 31))
    toulouse = follow_territory(by=None, siren=TOULOUSE)
    admit_member(
        by=None, network=network, territory=toulouse, certainty=Certainty.CONFIRMED, valid_from=date(2015, 1, 1)
    )
    assert sirens("essai", date(2014, 12, 31)) == [SICOVAL, MURETAIN]
    assert sirens("essai", date(2015, 1, 1)) == [MURETAIN, TOULOUSE]
    assert sirens("essai") == [MURETAIN, TOULOUSE]


def test_members_and_what_they_were_take_one_query(
    network: Network, member: Territory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    fields = {"name_fr": "Sicoval de 2013", "name_en": "Sicoval of 2013", "evidence": [["fact", "S014"]]}
    record_identity(by=None, territory=member, year=2013, fields=fields)
    with django_assert_num_queries(1):
        first, second = network_members("essai")
    assert first.former_body is not None
    assert first.former_body.name == Text("Sicoval de 2013", "Sicoval of 2013")
    assert first.former_body.evidence == (EvidenceRef(kind="fact", key="S014"),)
    assert second.former_body is None
    assert not first.is_probable


def test_an_unknown_network_names_those_that_there_are(network: Network) -> None:
    with pytest.raises(UnknownNetworkError, match="réseaux connus : essai") as caught:
        get_network("inconnu")
    assert caught.value.known == ("essai",)
    assert get_network("essai") == network


def test_no_network_at_all(db: None) -> None:
    with pytest.raises(UnknownNetworkError, match="aucun n’est encore enregistré"):
        get_network("inconnu")


def test_real_networks_come_first(network: Network) -> None:
    real = create_network(by=None, slug="zzz", name=Text("Zone réelle", "Real area"))
    assert list_networks() == [real, network]


def test_a_territory_is_found_in_the_product_or_in_the_register(network: Network, member: Territory) -> None:
    assert find_territory(SICOVAL) == member
    assert (find_territory(TOULOUSE).name, find_territory(TOULOUSE).pk) == ("Toulouse Métropole", None)
    with pytest.raises(UnknownTerritoryError):
        find_territory("000000000")


def test_networks_of_a_territory_are_those_that_it_has_not_left(network: Network, member: Territory) -> None:
    assert networks_of(SICOVAL) == [network]
    end_membership(by=None, membership=Membership.objects.get(territory=member), on=date(2014, 12, 31))
    assert networks_of(SICOVAL) == []


def test_one_member(network: Network) -> None:
    member = find_member("essai", MURETAIN)
    assert member is not None
    assert EpciKind(member.kind).label == Text("Communauté d’agglomération", "Agglomeration community")
    assert find_member("essai", TOULOUSE) is None


def test_mandates(people: Cast) -> None:
    (mandate,) = mandates_of(people.officer)
    assert str(mandate) == "chargé·e de mission : CA du Sicoval"
    assert not mandates_of(people.outsider)
