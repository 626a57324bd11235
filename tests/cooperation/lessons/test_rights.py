"""Who reads, writes, publishes and answers in the room: the cast, a neighbour, anybody."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from autan.cooperation.lessons.actions.lessons import publish_lesson
from autan.cooperation.lessons.models import Lesson, Need, Offer
from autan.cooperation.lessons.queries.lessons import open_lessons, places_acted_for
from autan.cooperation.lessons.rights import RIGHTS
from autan.people.accounts.models import Person
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast
from tests.cooperation.lessons.making import TODAY

COORDINATES = {"coordinator"}
LEADS = COORDINATES | {"officer"}
ACTS = LEADS | {"contributor"}
READS = ACTS | {"reader"}
EVERYBODY = READS | {"outsider", "neighbour", "anybody"}


@pytest.fixture
def everybody(people: Cast, neighbour: Person) -> Mapping[str, Any]:
    cast = {name: getattr(people, name) for name in ("coordinator", "officer", "contributor", "reader", "outsider")}
    return {**cast, "neighbour": neighbour, "anybody": AnonymousUser()}


def allowed(everybody: Mapping[str, Any], permission: str, thing: Any) -> set[str]:
    return {name for name, person in everybody.items() if RIGHTS[f"lessons.{permission}"](person, thing)}


def test_a_lesson_is_written_by_its_host_and_published_by_who_leads_it(
    everybody: Mapping[str, Any], network: Network, here: Territory, there: Territory
) -> None:
    own, other = (Lesson(network=network, territory=place) for place in (here, there))
    assert allowed(everybody, "write_lesson", own) == allowed(everybody, "read_lesson", own) == ACTS
    assert allowed(everybody, "publish_lesson", own) == LEADS
    for permission in ("write_lesson", "publish_lesson", "read_lesson"):
        assert allowed(everybody, permission, other) == COORDINATES
    other.is_published = True
    assert allowed(everybody, "read_lesson", other) == EVERYBODY
    assert allowed(everybody, "write_lesson", other) == COORDINATES


def test_a_need_is_asked_for_a_member_read_in_the_network_and_answered_by_who_takes_part(
    everybody: Mapping[str, Any], network: Network, here: Territory, there: Territory
) -> None:
    own, other, common = (Need(network=network, territory=place) for place in (here, there, None))
    for need, writers in ((own, ACTS), (other, COORDINATES), (common, COORDINATES)):
        assert allowed(everybody, "write_need", need) == writers
        assert allowed(everybody, "read_need", need) == READS
        assert allowed(everybody, "answer_need", need) == ACTS
    own.is_published = True
    assert allowed(everybody, "read_need", own) == EVERYBODY
    assert allowed(everybody, "read_needs_of", network) == READS
    assert allowed(everybody, "take_part", network) == ACTS


def test_an_offer_and_an_adoption_are_of_who_acts_for_the_member(
    everybody: Mapping[str, Any], network: Network, here: Territory, there: Territory
) -> None:
    assert allowed(everybody, "write_offer", Offer(network=network, territory=here)) == ACTS
    assert allowed(everybody, "write_offer", Offer(network=network, territory=None)) == COORDINATES
    assert allowed(everybody, "declare_adoption", here) >= {"officer", "contributor"}
    assert not allowed(everybody, "declare_adoption", here) & {"reader", "outsider", "neighbour", "anybody"}
    assert not allowed(everybody, "declare_adoption", there) & {"officer", "contributor", "reader"}


def test_drafts_are_listed_to_those_who_may_read_them_alone(
    everybody: Mapping[str, Any], draft: Lesson, network: Network, here: Territory
) -> None:
    Lesson.objects.create(network=network, territory=here, slug="ici", title="Ici", content={"title": "Ici"})
    for name, person in everybody.items():
        listed = {lesson.slug for lesson in open_lessons("essai", person)}
        readable = {lesson.slug for lesson in Lesson.objects.all() if RIGHTS["lessons.read_lesson"](person, lesson)}
        assert (name, listed) == (name, readable)
    publish_lesson(by=None, lesson=draft, today=TODAY)
    assert all("capteurs" in [each.slug for each in open_lessons("essai", person)] for person in everybody.values())
    assert list(open_lessons("voisin", everybody["coordinator"])) == []


def test_one_writes_in_the_name_of_those_one_acts_for(everybody: Mapping[str, Any], network: Network) -> None:
    named = {
        name: sorted(place.short_name for place in places_acted_for(network, person))
        for name, person in everybody.items()
        if person.is_authenticated
    }
    both, one, none = ["Ici", "Là"], ["Ici"], []
    expected = {"coordinator": both, "officer": one, "contributor": one, "reader": none, "outsider": none}
    assert named == expected | {"neighbour": none}
