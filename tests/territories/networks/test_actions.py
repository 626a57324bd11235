"""Each act on networks: what it writes, what it tells the journal, whom and what it refuses."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.errors import RuleError
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from autan.territories.networks.actions.mandates import grant_mandate
from autan.territories.networks.actions.memberships import admit_member, end_membership
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.territories import follow_territory, record_identity
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import FormerIdentity, Mandate, Membership, Network, Territory
from autan.territories.perimeters.lake.register import UnknownTerritoryError
from tests.cast import Cast
from tests.territories.networks.conftest import MURETAIN, TOULOUSE

SOURCE = EvidenceRef(kind="source", key="compte-rendu#p. 3")
IDENTITY = {"name_fr": "Sicoval", "name_en": "Sicoval"}
Act = Callable[[Person | None, Network, Territory], Any]
ACTS: dict[str, Act] = {
    "create_network": lambda by, network, _: create_network(by=by, slug=network.slug, name=Text("Nom", "Name")),
    "follow_territory": lambda by, _, __: follow_territory(by=by, siren=TOULOUSE),
    "admit_member": lambda by, network, member: admit_member(
        by=by, network=network, territory=member, certainty=Certainty.PROBABLE
    ),
    "end_membership": lambda by, _, member: end_membership(
        by=by, membership=Membership.objects.get(territory=member), on=date(2024, 6, 30)
    ),
    "grant_mandate": lambda by, _, member: grant_mandate(
        by=by, person=by or Person(), role=Mandate.Role("reader"), territory=member
    ),
    "record_identity": lambda by, _, member: record_identity(by=by, territory=member, year=2013, fields=IDENTITY),
}

OTHERS = ("officer", "contributor", "reader", "outsider")
REFUSED = [(act, name) for act in ACTS for name in OTHERS if (act, name) != ("record_identity", "officer")]


@pytest.mark.parametrize("act", ACTS)
def test_the_coordinator_acts_and_the_journal_says_so(
    people: Cast, network: Network, member: Territory, act: str
) -> None:
    ACTS[act](people.coordinator, network, member)
    entry = JournalEntry.objects.filter(act=act).latest("id")
    assert (entry.by_id, entry.room) == (people.coordinator.pk, "accounts" if act == "grant_mandate" else "territories")
    assert entry.network == ("" if act == "follow_territory" else network.slug)


@pytest.mark.parametrize(("act", "name"), REFUSED)
def test_the_others_are_refused_and_nothing_is_written(
    people: Cast, network: Network, member: Territory, act: str, name: str
) -> None:
    before = (
        JournalEntry.objects.count(),
        Membership.objects.count(),
        Mandate.objects.count(),
        Territory.objects.count(),
    )
    with pytest.raises(RuleError, match="vos rôles ne permettent pas cet acte"):
        ACTS[act](getattr(people, name), network, member)
    after = (
        JournalEntry.objects.count(),
        Membership.objects.count(),
        Mandate.objects.count(),
        Territory.objects.count(),
    )
    assert after == before


def test_the_officer_says_what_the_territory_was(people: Cast, member: Territory) -> None:
    identity = record_identity(by=people.officer, territory=member, year=2013, fields=IDENTITY)
    assert record_identity(by=people.officer, territory=member, year=2013, fields=IDENTITY) == identity
    assert FormerIdentity.objects.count() == 1


def test_who_makes_a_network_coordinates_it(people: Cast) -> None:
    made = create_network(by=people.coordinator, slug="neuf", name=Text("Neuf", "New"))
    assert people.coordinator.has_perm("territories.coordinate_network", made)


def test_a_territory_is_followed_once_and_keeps_its_short_name(network: Network) -> None:
    follow_territory(by=None, siren=TOULOUSE, short_name="Toulouse")
    again = follow_territory(by=None, siren=TOULOUSE)
    assert (again.name, again.short_name, again.kind) == ("Toulouse Métropole", "Toulouse", "METRO")


def test_an_unknown_siren_is_not_followed(db: None) -> None:
    with pytest.raises(UnknownTerritoryError):
        follow_territory(by=None, siren="000000000")
    assert not Territory.objects.exists()


@pytest.fixture
def real_network(db: None) -> Network:
    return create_network(by=None, slug="reel", name=Text("Réel", "Real"))


def admit(network: Network, begins: date | None = None, ends: date | None = None, **more: Any) -> Membership:
    territory = follow_territory(by=None, siren=TOULOUSE)
    return admit_member(
        by=None,
        network=network,
        territory=territory,
        certainty=Certainty.CONFIRMED,
        evidence=[SOURCE],
        valid_from=begins,
        valid_to=ends,
        **more,
    )


def test_a_real_network_wants_evidence(real_network: Network) -> None:
    territory = follow_territory(by=None, siren=TOULOUSE)
    with pytest.raises(RuleError, match="doit citer au moins une source"):
        admit_member(by=None, network=real_network, territory=territory, certainty=Certainty.CONFIRMED)


def test_a_membership_does_not_end_before_it_begins(real_network: Network) -> None:
    with pytest.raises(RuleError, match="finit avant de commencer"):
        admit(real_network, date(2013, 2, 1), date(2013, 1, 1))
    membership = admit(real_network, date(2013, 2, 1))
    with pytest.raises(RuleError, match="ne peut pas finir avant de commencer"):
        end_membership(by=None, membership=membership, on=date(2013, 1, 1))


def test_the_same_membership_is_brought_up_to_date(real_network: Network) -> None:
    first = admit(real_network, date(2012, 1, 1), rank=4, note=Text("Vu", "Seen"))
    second = admit(real_network, date(2012, 6, 1), date(2014, 12, 31))
    assert first == second
    assert (second.rank, second.note.fr, second.evidence_refs) == (4, "Vu", (SOURCE,))


def test_a_territory_may_come_back(real_network: Network) -> None:
    first = admit(real_network, date(2012, 1, 1), date(2014, 12, 31))
    second = admit(real_network, date(2015, 1, 1))
    assert first != second
    assert [first.rank, second.rank] == [1, 2]


def test_a_period_over_two_memberships_is_refused(real_network: Network) -> None:
    admit(real_network, date(2012, 1, 1), date(2014, 12, 31))
    admit(real_network, date(2020, 1, 1))
    with pytest.raises(RuleError, match="couvre plusieurs appartenances"):
        admit(real_network, date(2013, 1, 1))


def test_a_mandate_is_on_one_thing(people: Cast, network: Network, member: Territory) -> None:
    role = Mandate.Role("reader")
    for things in ({}, {"network": network, "territory": member}):
        with pytest.raises(RuleError, match="un rôle porte sur"):
            grant_mandate(by=None, person=people.outsider, role=role, **things)


def test_a_mandate_is_given_once(people: Cast, network: Network) -> None:
    role = Mandate.Role("reader")
    mandate = grant_mandate(by=people.coordinator, person=people.outsider, role=role, network=network)
    again = grant_mandate(by=people.coordinator, person=people.outsider, role=role, network=network)
    assert mandate == again
    assert JournalEntry.objects.filter(act="grant_mandate", object_id=people.outsider.pk).count() == 1


def test_a_mandate_on_a_territory_of_another_network_is_refused(people: Cast, other_network: Network) -> None:
    toulouse = follow_territory(by=None, siren=TOULOUSE)
    admit_member(by=None, network=other_network, territory=toulouse, certainty=Certainty.CONFIRMED)
    with pytest.raises(RuleError):
        grant_mandate(
            by=people.coordinator, person=people.outsider, role=Mandate.Role("contributor"), territory=toulouse
        )


def test_words_of_the_models(network: Network, member: Territory) -> None:
    identity = record_identity(by=None, territory=member, year=2013, fields=IDENTITY)
    membership = Membership.objects.get(territory__siren=MURETAIN)
    words = [str(thing) for thing in (network, member, membership, identity)]
    assert words == ["Réseau d’essai", "CA du Sicoval", "CA Le Muretain Agglo dans Réseau d’essai", "Sicoval (2013)"]
