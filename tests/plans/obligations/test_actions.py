"""What is stated of a territory and of its duties: by whom, with which source, once in the journal."""

import pytest

from autan.ground.errors import DomainError, NotAllowedError
from autan.people.journal.models import JournalEntry
from autan.plans.obligations.actions import record_duties, state_competence
from autan.plans.obligations.core.competences import Holding
from autan.plans.obligations.queries.records import competences_of
from autan.plans.plans.models import StatedCompetence
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast
from tests.plans.plans.conftest import MURETAIN, SICOVAL


def test_a_competence_stated_with_its_source_stands_over_the_base(people: Cast, member: Territory):
    before = {reading.competence.code: reading for reading in competences_of([SICOVAL])[SICOVAL]}
    assert before["scot"].holding is Holding.HELD
    state_competence(by=people.officer, territory=member, competence="scot", holding=Holding.NOT_HELD, source="Statuts")
    after = {reading.competence.code: reading for reading in competences_of([SICOVAL])[SICOVAL]}
    assert (after["scot"].holding, after["scot"].is_by_hand) == (Holding.NOT_HELD, True)
    assert StatedCompetence.objects.get().stated_by_name == people.officer.name
    with pytest.raises(DomainError, match="source"):
        state_competence(by=people.officer, territory=member, competence="scot", holding=Holding.HELD, source=" ")
    with pytest.raises(DomainError, match="inconnue"):
        state_competence(by=people.officer, territory=member, competence="magic", holding=Holding.HELD, source="x")


def test_duties_are_recorded_by_the_coordination_under_a_known_rule(people: Cast, network: Network):
    population = {"inhabitants": 60_000, "year": 2012, "perimeter": "same", "compared_with": 2012}
    members = [{"siren": MURETAIN, "populations": [population]}]
    with pytest.raises(NotAllowedError):
        record_duties(by=people.officer, network=network, rule="pcet_2012", members=members, statements=[])
    with pytest.raises(DomainError, match="règle inconnue"):
        record_duties(by=people.coordinator, network=network, rule="moon", members=members, statements=[])
    assert record_duties(by=people.coordinator, network=network, rule="pcet_2012", members=members, statements=[]) == 1
    count = JournalEntry.objects.count()
    record_duties(by=people.coordinator, network=network, rule="pcet_2012", members=members, statements=[])
    assert JournalEntry.objects.count() == count
