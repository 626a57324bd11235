"""Who may do what in a campaign: the cast, a reader of the member alone, a neighbour, a closed account, anybody."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from autan.people.accounts.models import Person
from autan.survey.campaigns.models import Answer, Campaign
from autan.survey.campaigns.rights import RIGHTS
from autan.territories.networks.models import Mandate, Territory
from tests.cast import Cast, make_people

OWN, OTHER = "100000001", "100000002"
WORKS = {"coordinator", "officer", "contributor"}
READS = WORKS | {"reader", "reader_here"}
EVERYBODY = READS | {"outsider", "neighbour", "closed", "anybody"}


@pytest.fixture
def everybody(people: Cast, foreign_coordinator: Person) -> Mapping[str, Any]:
    """By a word: the neighbour coordinates another network of the member; who closed her account was its officer."""
    reader_here, closed = make_people("reader_here", "closed")
    member = Territory.objects.get(siren=OWN)
    for person, role in ((reader_here, Mandate.Role.READER), (closed, Mandate.Role.MEMBER_OFFICER)):
        Mandate.objects.create(person=person, role=role, territory=member, valid_from=timezone.localdate())
    closed.is_active = False
    cast = {name: getattr(people, name) for name in ("coordinator", "officer", "contributor", "reader", "outsider")}
    others = {"reader_here": reader_here, "neighbour": foreign_coordinator, "closed": closed}
    return {**cast, **others, "anybody": AnonymousUser()}


def allowed(everybody: Mapping[str, Any], permission: str, thing: Any) -> set[str]:
    return {name for name, person in everybody.items() if RIGHTS[f"surveys.{permission}"](person, thing)}


def test_who_runs_a_campaign_answers_and_reads(everybody: Mapping[str, Any], collected: Campaign) -> None:
    own, other = (Territory.objects.get(siren=siren) for siren in (OWN, OTHER))
    assert allowed(everybody, "run_campaign", collected) == {"coordinator"}
    assert allowed(everybody, "answer_as_member", own) == {"officer", "contributor"}
    assert allowed(everybody, "answer_as_member", other) == set()
    for permission in ("record_answer", "read_authors"):
        assert allowed(everybody, permission, Answer(campaign=collected, territory=own)) == WORKS
        assert allowed(everybody, permission, Answer(campaign=collected, territory=other)) == {"coordinator"}


def test_who_reads_the_results(everybody: Mapping[str, Any], collected: Campaign) -> None:
    assert allowed(everybody, "read_results", collected) == EVERYBODY, "the network is invented"
    collected.network.is_invented = False
    assert allowed(everybody, "read_results", collected) == READS
    collected.results_are_public = True
    assert allowed(everybody, "read_results", collected) == EVERYBODY
    collected.archived_at = timezone.now()
    assert allowed(everybody, "read_results", collected) == {"coordinator"}


@pytest.mark.parametrize("permission", RIGHTS)
def test_nothing_is_allowed_on_nothing(people: Cast, permission: str) -> None:
    assert not RIGHTS[permission](people.coordinator, None)
