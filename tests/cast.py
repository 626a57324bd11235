"""The people of the tests: each has one mandate, and is made by the product's own actions."""

from dataclasses import dataclass

from autan.accounts.actions import register_person
from autan.accounts.models import Person
from autan.territories.actions.mandates import give_mandate
from autan.territories.models import Mandate, Network, Territory
from tests.mailing import forget_messages

PASSWORD = "un-mot-de-passe-de-test"


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
    """Make the five people, with their mandates in this network and for this member."""

    def make(
        role: Mandate.Role | None, *, network: Network | None = None, territory: Territory | None = None
    ) -> Person:
        word = role.value if role else "outsider"
        person = register_person(by=None, email=f"{word}@exemple.fr", name=word.capitalize(), password=PASSWORD)
        if role:
            give_mandate(by=None, person=person, role=role, network=network, territory=territory)
        return person

    cast = Cast(
        coordinator=make(Mandate.Role("coordinator"), network=network),
        officer=make(Mandate.Role("member_officer"), territory=member),
        contributor=make(Mandate.Role("contributor"), territory=member),
        reader=make(Mandate.Role("reader"), network=network),
        outsider=make(None),
    )
    forget_messages()  # those that tell them of their roles
    return cast


def gather_neighbour(network: Network) -> Person:
    """Make the coordinator of another network, who has no mandate in the first one."""
    person = register_person(by=None, email="voisine@exemple.fr", name="Voisine", password=PASSWORD)
    give_mandate(by=None, person=person, role=Mandate.Role.COORDINATOR, network=network)
    return person
