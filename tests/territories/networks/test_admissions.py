"""Members that come in, leave and are replaced: on a source, from a day, never over what somebody else wrote."""

from datetime import date

import pytest

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.models import Source
from autan.ground.errors import NotAllowedError, RuleError
from autan.ground.search.core.searching import search_words
from autan.ground.wordings import Text
from autan.people.journal.core import ChangedSinceError, version_of
from autan.territories.networks.actions.membership_imports import keep_evidence
from autan.territories.networks.actions.memberships import change_membership, end_membership, membership_fields
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.territories import admit_members, replace_member
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Membership, Network, Territory
from autan.territories.perimeters.lake.register import LATEST, UnknownTerritoryError, epci_of
from autan.territories.perimeters.lake.successors import find_former_epci, search_former_epci
from tests.cast import Cast, gather_neighbour
from tests.territories.networks.conftest import MURETAIN, SICOVAL, TOULOUSE

HAUTES_VOSGES, HELD_BY = "200071157", ("200096634", "200096642")
CIREST, TCO = "249740093", "249740101"
DAY = date(2024, 3, 12)


def evidence() -> list[EvidenceRef]:
    return [keep_evidence(by=None, title="Délibération du 12 mars 2024", locator="article 2")]


def admit(by, network: Network, *sirens: str, **more):
    fields = {"certainty": Certainty.CONFIRMED, "evidence": evidence(), "valid_from": DAY} | more
    return admit_members(by=by, network=network, sirens=sirens, **fields)


def membership(network: Network, siren: str = SICOVAL) -> Membership:
    return Membership.objects.get(network=network, territory__siren=siren)


def test_several_come_in_on_one_source_and_those_that_stand_are_left_as_they_are(
    people: Cast, network: Network
) -> None:
    current = membership(network)
    done = admit(people.coordinator, network, TOULOUSE, SICOVAL, TOULOUSE)
    assert [held.territory.siren for held in done.admitted] == [TOULOUSE]
    assert done.current == (current,)
    assert membership(network).valid_from is None
    new = membership(network, TOULOUSE)
    (ref,) = new.evidence_refs
    assert (new.valid_from, ref.kind, ref.key.rpartition("#")[2]) == (DAY, "source", "article 2")
    assert Source.objects.get().title == "Délibération du 12 mars 2024"


def test_a_network_overseas_is_on_the_time_of_its_place(people: Cast, network: Network) -> None:
    admit(people.coordinator, network, CIREST)
    assert network.time_zone == ""  # Sicoval is a member: no one place
    away = create_network(by=None, slug="la-reunion", name=Text("La Réunion", "Réunion"))
    admit(None, away, CIREST, TCO)
    assert Network.objects.get(slug="la-reunion").time_zone == "Indian/Reunion"


def test_all_come_in_or_none(people: Cast, network: Network) -> None:
    with pytest.raises(UnknownTerritoryError):
        admit(people.coordinator, network, TOULOUSE, HAUTES_VOSGES)
    assert not Membership.objects.filter(territory__siren=TOULOUSE).exists()
    real = Network.objects.create(slug="vrai", name_fr="Vrai", name_en="Real")
    with pytest.raises(RuleError, match="au moins une source"):
        admit(None, real, TOULOUSE, evidence=[])


def test_thirty_come_in_with_a_few_queries_each(people: Cast, network: Network, django_assert_max_num_queries) -> None:
    sirens = sorted(epci_of(LATEST))[:30]
    with django_assert_max_num_queries(20 * 30):
        done = admit(people.coordinator, network, *sirens)
    assert len(done.admitted) == 30


@pytest.mark.parametrize("name", ["officer", "contributor", "reader", "outsider", "neighbour"])
def test_the_coordination_alone_says_who_is_a_member(
    people: Cast, network: Network, other_network: Network, name: str
) -> None:
    by = gather_neighbour(other_network) if name == "neighbour" else getattr(people, name)
    held = membership(network)
    for act in (
        lambda: admit(by, network, TOULOUSE),
        lambda: end_membership(by=by, membership=held, on=DAY),
        lambda: change_membership(
            by=by, membership=held, certainty=Certainty.PROBABLE, valid_from=DAY, evidence=evidence()
        ),
        lambda: replace_member(by=by, membership=held, sirens=[TOULOUSE], on=DAY, evidence=evidence()),
    ):
        with pytest.raises(NotAllowedError):
            act()
    assert (membership(network).valid_to, membership(network).certainty) == (None, "confirmed")


def test_a_member_leaves_with_the_source_that_says_so(people: Cast, network: Network) -> None:
    gone = end_membership(by=people.coordinator, membership=membership(network), on=DAY, evidence=evidence())
    assert (gone.valid_to, len(gone.evidence)) == (DAY, 1)


def test_nobody_writes_over_what_they_have_not_seen(people: Cast, network: Network) -> None:
    held = membership(network)
    seen = version_of(membership_fields(held))
    change_membership(
        by=people.coordinator, membership=held, certainty=Certainty.PROBABLE, valid_from=DAY, evidence=(), seen=seen
    )
    with pytest.raises(ChangedSinceError) as caught:
        end_membership(by=people.coordinator, membership=held, on=date(2025, 1, 1), seen=seen)
    assert caught.value.current["certitude"] == "probable"
    assert caught.value.current["premier jour"] == "12\u00a0mars\u00a02024"
    assert membership(network).valid_to is None


def test_an_epci_that_no_longer_exists_leads_to_those_that_hold_its_communes() -> None:
    former = find_former_epci(HAUTES_VOSGES)
    assert former is not None
    assert [(successor.epci.siren, successor.communes, successor.total) for successor in former.successors] == [
        (HELD_BY[0], 14, 22),
        (HELD_BY[1], 8, 22),
    ]
    assert find_former_epci(SICOVAL) is None
    assert find_former_epci("000000000") is None
    assert HAUTES_VOSGES in [
        former_epci.epci.siren for former_epci in search_former_epci(search_words("Hautes-Vosges"))
    ]


def test_an_epci_that_no_longer_exists_is_replaced(people: Cast, network: Network) -> None:
    territory = Territory.objects.create(siren=HAUTES_VOSGES, name="CC des Hautes Vosges", short_name="HV", kind="CC")
    old = Membership.objects.create(network=network, territory=territory, certainty="confirmed")
    for wrong in ([], [TOULOUSE]):
        with pytest.raises(RuleError, match="pris la suite"):
            replace_member(by=people.coordinator, membership=old, sirens=wrong, on=DAY, evidence=evidence())
    with pytest.raises(RuleError, match="pris la suite"):
        replace_member(
            by=people.coordinator, membership=membership(network), sirens=[MURETAIN], on=DAY, evidence=evidence()
        )
    done = replace_member(
        by=people.coordinator, membership=old, sirens=HELD_BY, on=date(2021, 12, 31), evidence=evidence()
    )
    assert {held.territory.siren for held in done.admitted} == set(HELD_BY)
    assert {held.valid_from for held in done.admitted} == {date(2022, 1, 1)}
    old.refresh_from_db()
    assert old.valid_to == date(2021, 12, 31)
