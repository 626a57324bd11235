"""The people of the tests, each with one mandate, and the small network that many of them act in."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from autan.ground.wordings import Text
from autan.people.accounts.actions import register_person
from autan.people.accounts.models import Person
from autan.territories.networks.actions.mandates import grant_mandate
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.territories import invent_territory
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Mandate, Network, Territory
from autan.territories.perimeters.core.bodies import EpciKind

PASSWORD = "un-mot-de-passe-de-test"


HERE, THERE = "999000016", "999000024"


def make_network(members: Mapping[str, str] = MappingProxyType({HERE: "Ici", THERE: "Là"})) -> Network:
    """Make an invented network, `essai`, and its invented members: their short names by SIREN."""
    network = create_network(by=None, slug="essai", name=Text("Réseau d’essai", "Trial network"), is_invented=True)
    for siren, name in members.items():
        territory = invent_territory(
            by=None, siren=siren, name=f"CC {name}", short_name=name, kind=EpciKind.CC, communes=3, population=1000
        )
        admit_member(by=None, network=network, territory=territory, certainty=Certainty.CONFIRMED)
    return network


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who acts in a test.

    Attributes:
        coordinator: runs the network.
        officer: acts for one member, as its officer.
        contributor: answers for the same member what is asked of her.
        reader: reads what is not public in the network.
        outsider: has an account and no mandate.
    """

    coordinator: Person
    officer: Person
    contributor: Person
    reader: Person
    outsider: Person


def gather_cast(*, network: Network, member: Territory) -> Cast:
    """Make the five people, with their mandates in this network and for this member.

    Half of the tests begin here: the rows are written together, and read as those of the actions (`test_cast.py`).
    """
    coordinator, officer, contributor, reader, outsider = make_people(
        "coordinator", "member_officer", "contributor", "reader", "outsider"
    )
    hold = partial(Mandate, valid_from=timezone.localdate())
    Mandate.objects.bulk_create([
        hold(person=coordinator, role=Mandate.Role.COORDINATOR, network=network),
        hold(person=officer, role=Mandate.Role.MEMBER_OFFICER, territory=member),
        hold(person=contributor, role=Mandate.Role.CONTRIBUTOR, territory=member),
        hold(person=reader, role=Mandate.Role.READER, network=network),
    ])  # fmt: skip
    return Cast(coordinator=coordinator, officer=officer, contributor=contributor, reader=reader, outsider=outsider)


def make_people(*words: str) -> list[Person]:
    """Make the account of each word, whose address is proved."""
    password = make_password(PASSWORD)
    people = [
        Person.objects.create(email=f"{word}@exemple.fr", name=word.capitalize(), password=password) for word in words
    ]
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, primary=True, verified=True) for person in people
    )
    return people


def gather_neighbour(network: Network) -> Person:
    """Make the coordinator of another network, who has no mandate in the first one."""
    person = register_person(by=None, email="voisine@exemple.fr", name="Voisine", password=PASSWORD)
    grant_mandate(by=None, person=person, role=Mandate.Role.COORDINATOR, network=network)
    return person
