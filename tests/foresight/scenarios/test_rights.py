"""Who reads a scenario and a workshop that are not published, and who runs a place: each role, each place, each day."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from autan.foresight.engine.core.scenarios import ScenarioDocument
from autan.foresight.scenarios.actions.scenarios import keep_scenario
from autan.foresight.scenarios.models import KeptScenario, TableWorkshop
from autan.foresight.scenarios.rights import reads_scenario, reads_workshop, runs_workshops
from autan.people.accounts.models import Person
from autan.territories.networks.models import Membership, Network, Territory
from tests.cast import HERE, THERE, Cast
from tests.foresight.engine.making import a_lever

WHO = ("coordinator", "officer", "contributor", "reader", "outsider")


def kept(place: Network | Territory, code: str, **more: Any) -> KeptScenario:
    document = ScenarioDocument(title="Sobre", place=code, horizon=2050, levers=(a_lever("heating_one_degree", 50),))
    return keep_scenario(by=None, place=place, document=document, **more)


def readers(people: Cast, neighbour: Person, rule: Any, thing: object) -> list[str]:
    """Who of the cast, the coordinator of another network and somebody who has not signed in may."""
    cast = {who: getattr(people, who) for who in WHO} | {"neighbour": neighbour, "anybody": AnonymousUser()}
    return [who for who, person in cast.items() if rule(person, thing)]


def test_a_scenario_of_a_territory_is_read_by_its_own_and_its_networks(
    people: Cast, neighbour: Person, both: Network, here: Territory
) -> None:
    scenario = kept(here, HERE)
    assert readers(people, neighbour, reads_scenario, scenario) == ["coordinator", "officer", "contributor", "reader"]
    there = kept(Territory.objects.get(siren=THERE), THERE)
    assert readers(people, neighbour, reads_scenario, there) == ["coordinator", "reader"]
    Membership.objects.filter(territory=here).update(valid_to=date(2025, 1, 1))
    assert readers(people, neighbour, reads_scenario, scenario) == ["officer", "contributor"]


def test_a_scenario_of_a_network_is_read_by_who_has_a_role_in_it(
    people: Cast, neighbour: Person, both: Network
) -> None:
    assert readers(people, neighbour, reads_scenario, kept(both, "essai")) == ["coordinator", "reader"]


def test_what_is_published_is_read_by_anybody_and_nothing_by_nobody(
    people: Cast, neighbour: Person, both: Network, here: Territory
) -> None:
    everybody = [*WHO, "neighbour", "anybody"]
    assert readers(people, neighbour, reads_scenario, kept(here, HERE, is_published=True)) == everybody
    assert readers(people, neighbour, reads_workshop, TableWorkshop(network=both, is_published=True)) == everybody
    for rule in (reads_scenario, reads_workshop, runs_workshops):
        assert readers(people, neighbour, rule, None) == []


def test_a_workshop_is_read_by_the_roles_of_its_network_or_who_leads_its_territory(
    people: Cast, neighbour: Person, both: Network, here: Territory
) -> None:
    assert readers(people, neighbour, reads_workshop, TableWorkshop(network=both)) == ["coordinator", "reader"]
    assert readers(people, neighbour, reads_workshop, TableWorkshop(territory=here)) == ["coordinator", "officer"]


@pytest.mark.parametrize(("siren", "who"), [(HERE, ["coordinator", "officer"]), (THERE, ["coordinator"])])
def test_a_place_is_run_by_who_coordinates_or_leads_it(
    people: Cast, neighbour: Person, both: Network, siren: str, who: list[str]
) -> None:
    assert readers(people, neighbour, runs_workshops, both) == ["coordinator"]
    assert readers(people, neighbour, runs_workshops, Territory.objects.get(siren=siren)) == who
