"""An invented network of two members, its cast, a body of four voices whose secretary is the officer, a meeting."""

from datetime import date, time

import pytest

from autan.cooperation.working_group.actions.bodies import assign_seat, make_body
from autan.cooperation.working_group.actions.meetings import plan_meeting
from autan.cooperation.working_group.actions.workflow import SEAT
from autan.cooperation.working_group.core.bodies import BodyKind, MeetingInput, SeatRole
from autan.cooperation.working_group.models import Body, Meeting, Seat
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.people.workflows.actions import take
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE, Cast, gather_cast, gather_neighbour, make_network
from tests.kept_rows import written_again

SINCE, LEFT = date(2025, 1, 1), date(2026, 3, 1)


@pytest.fixture
@written_again
def network(db: None) -> Network:
    return make_network()


@pytest.fixture
def here(network: Network) -> Territory:
    return Territory.objects.get(siren=HERE)


@pytest.fixture
@written_again
def people(network: Network, here: Territory) -> Cast:
    return gather_cast(network=network, member=here)


@pytest.fixture
@written_again
def neighbour(db: None) -> Person:
    """The coordinator of another network."""
    other = create_network(by=None, slug="voisin", name=Text("Réseau voisin", "Neighbour"), is_invented=True)
    return gather_neighbour(other)


@pytest.fixture
@written_again
def body(network: Network, people: Cast, here: Territory) -> Body:
    """A public body with a quorum of two, whose secretary and one member have accounts, and one member left."""
    words = {"name_fr": "Conférence", "name_en": "Conference", "purpose_fr": "Décide", "purpose_en": "Decides"}
    presidents = Body(**words, slug="conference", kind=BodyKind.PRESIDENTS, quorum=2)
    body = make_body(by=people.coordinator, network=network, body=presidents)
    Body.objects.filter(pk=body.pk).update(is_public=True)
    body.refresh_from_db()
    for told in (
        Seat(name="Ada", email=people.officer.email, role=SeatRole.SECRETARY, territory=here, since=SINCE),
        Seat(name="Bea", email=people.contributor.email, since=SINCE),
        Seat(name="Cid", email="cid@exemple.fr", since=SINCE),
        Seat(territory=here, since=SINCE),
        Seat(name="Zoé", email="zoe@exemple.fr", since=SINCE),
    ):
        assign_seat(by=people.coordinator, body=body, seat=told)
    take(SEAT, "end_seat", seat_of(body, "Zoé"), by=people.coordinator, at=LEFT, on=LEFT)
    return body


def seat_of(body: Body, name: str) -> Seat:
    return Seat.objects.select_related("body__network", "territory").get(body=body, name=name)


def plan(body: Body, day: date, *, is_public: bool = True, title: str = "Séance", **hours: time | None) -> Meeting:
    """Plan a meeting from 14:00 to 16:00, unless other hours are given."""
    meeting_input = MeetingInput(
        title=Text(title, title), day=day, is_public=is_public, **({"begins": time(14), "ends": time(16)} | hours)
    )
    return plan_meeting(by=None, body=body, meeting_input=meeting_input)


@pytest.fixture
@written_again
def meeting(body: Body) -> Meeting:
    return plan(body, date(2026, 5, 21))
