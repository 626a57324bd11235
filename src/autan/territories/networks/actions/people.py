"""People of a network: an account and a role given together, and accounts closed."""

from dataclasses import dataclass
from datetime import date

from autan.ground.errors import RuleError
from autan.people.accounts.actions import close_account, register_person
from autan.people.accounts.models import Person
from autan.people.accounts.queries import find_person
from autan.people.journal.actions import acting
from autan.territories.networks.actions.mandates import grant_mandate, require_other_coordinator
from autan.territories.networks.models import Mandate, Network, Territory
from autan.territories.networks.queries.networks import journal_network


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedPerson:
    """Who was added: the role, and whether the account was made with it."""

    mandate: Mandate
    is_new_account: bool


def add_person(
    *,
    by: Person | None,
    email: str,
    name: str,
    password: str | None,
    role: Mandate.Role,
    network: Network | None = None,
    territory: Territory | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> AddedPerson:
    """Give a role to a person known by an address, whose account is made where there is none: both or neither.

    `email`: address to sign in with; an account that exists keeps its name and its password.
    `name`: name shown in the journal.
    `password`: first password of a new account.
    `role`: what the person may do; see `grant_mandate` for it and what follows.
    `valid_from`: first day; today when None.

    Raises:
        AccountError: the address or the password is not fit for an account.
        RuleError: the account is closed, or the role is not fit; see `grant_mandate`.
    """
    with acting(by=by, act="add_person"):
        account = find_person(email)
        if account is not None and not account.is_active:
            raise RuleError("ce compte est fermé\u00a0: rouvrez-le d’abord")
        slug = network.slug if network else journal_network(territory) if territory else ""
        person = account or register_person(by=by, email=email, name=name, password=password, network=slug)
        mandate = grant_mandate(
            by=by,
            person=person,
            role=role,
            network=network,
            territory=territory,
            valid_from=valid_from,
            valid_to=valid_to,
        )
    return AddedPerson(mandate=mandate, is_new_account=account is None)


def close_person(*, by: Person | None, person: Person, network: str = "") -> Person:
    """Close the account of a person; her roles stay as they are, and give no right while it is closed.

    Raises RuleError when she is the last to coordinate a network.
    """
    with acting(by=by, act="close_person"):
        if by is not None:
            require_other_coordinator(person)
        return close_account(by=by, person=person, network=network)
