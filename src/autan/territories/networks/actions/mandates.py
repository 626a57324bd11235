"""The only writer of mandates; people of a network, whose account and role are given together."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from autan.ground.errors import RuleError
from autan.ground.extension_points import DataSubject
from autan.ground.texts.core.notation import format_date
from autan.people.accounts.actions import close_account, notify_person, register_person
from autan.people.accounts.models import Person
from autan.people.accounts.queries import find_person
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core import ObjectRef, list_changes
from autan.territories.networks.models import ROLES_ON_NETWORK, ROLES_ON_TERRITORY, Mandate, Network, Territory
from autan.territories.networks.queries.networks import journal_network
from autan.territories.networks.renderers import render_role
from autan.territories.networks.rights import in_force_today


def grant_mandate(
    *,
    by: Actor | None,
    person: Person,
    role: Mandate.Role,
    network: Network | None = None,
    territory: Territory | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Mandate:
    """Give a role to a person, on a network or on a territory; one that is held already takes the new end.

    `role`: coordination or reading on a network; officer, contribution or reading on a territory.
    `valid_from`: first day; today when None.
    Raises RuleError: not exactly one of network and territory, a role that is not given there, or an end before the
    start.
    """
    begins = valid_from or timezone.localdate()
    require_fit_role(role, network=network, territory=territory, period=(begins, valid_to))
    permission = "territories.coordinate_territory" if territory else "territories.coordinate_network"
    with acting(by=by, act="grant_mandate", permission=permission, on=territory or network) as act:
        same = Mandate.objects.filter(person=person, role=role, network=network, territory=territory)
        # one that begins later is brought forward, rather than doubled
        current = same.filter(in_force_today()).first() or same.filter(valid_to__isnull=True).first()
        before = _as_read(current) if current else {}
        mandate = current or Mandate(person=person, role=role, network=network, territory=territory, valid_from=begins)
        mandate.valid_from, mandate.valid_to = min(mandate.valid_from, begins), valid_to
        changes = list_changes(before, _as_read(mandate))
        if changes:
            mandate.save()
            act.record(
                ObjectRef("accounts", "person", str(person.pk)),
                summary=f"Rôle {'prolongé ou écourté' if current else 'confié'} : {_words(mandate)}",
                network=_network_of(mandate),
                changes=changes if current else (),
            )
            _notify(mandate, is_ended=False)
    return mandate


def end_mandate(*, by: Person | None, mandate: Mandate, on: date | None = None) -> Mandate:
    """End a role on a day, today when none is given; it stays in the history of the person.

    Raises RuleError when it has ended already, would end before it begins, or is the last coordination of the network.
    """
    ends, subject = on or timezone.localdate(), mandate.territory or mandate.network
    permission = "territories.coordinate_territory" if mandate.territory else "territories.coordinate_network"
    with acting(by=by, act="end_mandate", permission=permission, on=subject) as act:
        if mandate.valid_to is not None and mandate.valid_to <= ends:
            raise RuleError("ce rôle est déjà terminé à cette date")
        if ends < mandate.valid_from:
            raise RuleError("un rôle ne peut pas finir avant de commencer")
        if by is not None:
            require_other_coordinator(mandate.person, of_mandate=mandate)
        before = _as_read(mandate)
        mandate.valid_to = ends
        mandate.save(update_fields=["valid_to"])
        act.record(
            ObjectRef("accounts", "person", str(mandate.person_id)),
            summary=f"Rôle terminé : {_words(mandate)}",
            network=_network_of(mandate),
            changes=list_changes(before, _as_read(mandate)),
        )
        _notify(mandate, is_ended=True)
    return mandate


def end_all_mandates(subject: DataSubject) -> int:
    """End today the roles of somebody who is erased; called by the act that erases."""
    today = timezone.localdate()
    current = Mandate.objects.filter(in_force_today(), person=subject.person)
    return current.filter(valid_from__lte=today).update(valid_to=today)


def require_other_coordinator(person: Person, *, of_mandate: Mandate | None = None) -> None:
    """Refuse to leave a network without anybody to coordinate it.

    `of_mandate`: the one role that ends; None when all of them do.
    """
    mandates = Mandate.objects.filter(
        in_force_today(), person=person, role=Mandate.Role.COORDINATOR, network__isnull=False
    )
    ending = mandates.filter(pk=of_mandate.pk) if of_mandate else mandates
    for mandate in ending.select_related("network"):
        others = Mandate.objects.filter(
            in_force_today(), role=Mandate.Role.COORDINATOR, network=mandate.network, person__is_active=True
        ).exclude(person=person)
        if not others.exists():
            message = "«\u202f{network}\u202f» garde au moins une personne à sa coordination\u00a0: confiez-la d’abord"
            raise RuleError(message, network=mandate.network)


def require_fit_role(
    role: Mandate.Role, *, network: Network | None, territory: Territory | None, period: tuple[date, date | None]
) -> None:
    """Refuse a role that cannot be given."""
    if (network is None) == (territory is None):
        raise RuleError("un rôle porte sur un réseau ou sur un territoire, pas sur les deux")
    if role not in (ROLES_ON_TERRITORY if territory else ROLES_ON_NETWORK):
        where = "sur un territoire" if territory else "sur un réseau"
        message = "le rôle «\u202f{label}\u202f» ne se confie pas {where}"
        raise RuleError(message, label=role.label, where=where)
    begins, ends = period
    if ends is not None and ends < begins:
        raise RuleError("un rôle ne peut pas finir avant de commencer")


def _notify(mandate: Mandate, *, is_ended: bool) -> None:
    email = render_role(mandate, is_ended=is_ended)
    notify_person(person=mandate.person, kind="territories.role", email=email, network=_network_of(mandate))


def _words(mandate: Mandate) -> str:
    return f"{Mandate.Role(mandate.role).label}, {mandate.territory or mandate.network}"


def _network_of(mandate: Mandate) -> str:
    return mandate.network.slug if mandate.network else journal_network(mandate.territory) if mandate.territory else ""


def _as_read(mandate: Mandate) -> dict[str, str | None]:
    """What a reader of the journal compares."""
    ends = format_date(mandate.valid_to, language="fr") if mandate.valid_to else None
    return {"depuis": format_date(mandate.valid_from, language="fr"), "fin": ends}


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

    An account that exists keeps its name and its password; see `grant_mandate` for the role and what follows.

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
