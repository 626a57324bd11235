"""Who reads an indicator that is not published, gives values, chooses what is followed, and reads a health."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from autan.people.accounts.models import Person
from autan.plans.indicators.models import Indicator
from autan.territories.networks.actions.mandates import end_mandate
from autan.territories.networks.models import Mandate, Membership, Network, Territory
from tests.cast import Cast
from tests.plans.indicators.conftest import follow

EVERYBODY = {"coordinator", "officer", "contributor", "reader", "outsider", "neighbour", "nobody"}
INSIDE = {"coordinator", "officer", "contributor", "reader"}


@pytest.fixture
def everybody(people: Cast, neighbour: Person) -> dict[str, Person | AnonymousUser]:
    cast = {name: getattr(people, name) for name in ("coordinator", "officer", "contributor", "reader", "outsider")}
    return cast | {"neighbour": neighbour, "nobody": AnonymousUser()}


def holders(everybody: dict[str, Person | AnonymousUser], right: str, on: object) -> set[str]:
    return {name for name, person in everybody.items() if person.has_perm(f"indicators.{right}", on)}


@pytest.mark.parametrize(("is_published", "who"), [(True, EVERYBODY), (False, INSIDE)])
def test_an_indicator_is_read_by_all_once_published(
    everybody: dict[str, Person], here: Territory, who: set[str], *, is_published: bool
):
    assert holders(everybody, "read_indicator", follow(here, "cycle_lanes", is_published=is_published)) == who


def test_that_of_another_member_is_read_by_who_reads_the_network(everybody: dict[str, Person], there: Territory):
    hidden = follow(there, "cycle_lanes", is_published=False)
    assert holders(everybody, "read_indicator", hidden) == {"coordinator", "reader"}


def test_a_member_that_left_keeps_its_own(everybody: dict[str, Person], here: Territory):
    Membership.objects.filter(territory=here).update(valid_to=date(2025, 1, 1))
    hidden = follow(here, "cycle_lanes", is_published=False)
    assert holders(everybody, "read_indicator", hidden) == {"officer", "contributor"}


@pytest.mark.parametrize(
    ("right", "who"),
    [("give_values", {"coordinator", "officer", "contributor"}), ("choose_indicators", {"coordinator", "officer"})],
)
def test_a_territory_is_written_by_its_own_and_the_coordination(
    everybody: dict[str, Person], here: Territory, there: Territory, right: str, who: set[str]
):
    assert holders(everybody, right, here) == who
    assert holders(everybody, right, there) == {"coordinator"}


def test_the_health_of_a_network_is_read_by_who_has_a_role_in_it(everybody: dict[str, Person], network: Network):
    assert holders(everybody, "read_network_health", network) == INSIDE
    other = Network.objects.get(slug="voisin")
    assert holders(everybody, "read_network_health", other) == {"neighbour"}


@pytest.mark.parametrize("right", ["read_indicator", "read_network_health", "give_values", "choose_indicators"])
def test_nobody_holds_a_right_on_nothing(everybody: dict[str, Person], right: str):
    assert holders(everybody, right, None) == set()


def test_a_role_that_ended_gives_nothing(people: Cast, here: Territory):
    hidden = follow(here, "cycle_lanes", is_published=False)
    end_mandate(by=None, mandate=Mandate.objects.get(person=people.officer))
    former = Person.objects.get(pk=people.officer.pk)
    assert not former.has_perm("indicators.read_indicator", Indicator.objects.get(pk=hidden.pk))
    assert not former.has_perm("indicators.give_values", here)
