"""The only writer of people."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError

from autan.ground.errors import RuleError
from autan.ground.extension_points import DataSubject, PersonNetworks
from autan.ground.registry import registered
from autan.people.accounts.models import Person
from autan.people.accounts.renderers import PersonalEmail, render_password_changed
from autan.people.individuals.models import ERASED_NAME
from autan.people.journal.actions import Act, acting
from autan.people.journal.core import refs_to
from autan.people.mail.actions import queue_message
from autan.people.mail.core import find_addresses

MAY_ADD = "territories.coordinate_network"
MAY_MANAGE = "territories.manage_person"
"""Rights over accounts: their predicates live in the room of mandates."""
_ref = refs_to("accounts", "person", "pk")


class AccountError(RuleError):
    """An account cannot be made or changed with what was given; its faults are in the language of the page."""

    def __init__(self, error: ValidationError) -> None:
        self.faults = tuple(error.messages)
        super().__init__(" ; ".join(self.faults))


def register_person(
    *,
    by: Person | None,
    email: str,
    name: str,
    password: str | None,
    is_demonstration: bool = False,
    network: str = "",
) -> Person:
    """Make an account; without a password nobody can sign in with it.

    Its line of the journal is read by the people of the network whose slug is given.

    Raises AccountError: the address is taken or is none, the name holds one, or the password is too weak.
    """
    if addresses := find_addresses(name):
        raise AccountError(ValidationError(f"un nom ne contient pas d’adresse (« {addresses[0]} »)"))
    with acting(by=by, act="register_person", permission=MAY_ADD) as act:
        try:
            if password is not None:
                validate_password(password, Person(email=email, name=name))
            person = Person.objects.create_user(email, password, name=name, is_demonstration=is_demonstration)
        except ValidationError as error:
            raise AccountError(error) from None
        EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
        act.record(_ref(person), summary="Compte ouvert", network=network)
    return person


def close_account(*, by: Person | None, person: Person, network: str = "") -> Person:
    """Close an account: who holds it is signed out at the next request, and what was done keeps its author."""
    return _set_active(by, person, "close_account", "Compte fermé", network, is_active=False)


def reopen_account(*, by: Person | None, person: Person, network: str = "") -> Person:
    """Open an account that was closed, with its password and roles."""
    return _set_active(by, person, "reopen_account", "Compte rouvert", network, is_active=True)


def _set_active(
    by: Person | None, person: Person, act_name: str, summary: str, network: str, *, is_active: bool
) -> Person:
    with acting(by=by, act=act_name, permission=MAY_MANAGE, on=person) as act:
        if person.is_active is not is_active:
            person.is_active = is_active
            person.save(update_fields=["is_active"])
            _record(act, person, summary=summary, network=network)
    return person


def change_password(*, by: Person | None, person: Person, password: str) -> Person:
    """Give a new password; whoever was signed in with the former one no longer is.

    Raises AccountError: the password is too weak.
    """
    with acting(by=by, act="change_password", permission=MAY_MANAGE, on=person) as act:
        try:
            validate_password(password, person)
        except ValidationError as error:
            raise AccountError(error) from None
        person.set_password(password)
        person.save(update_fields=["password"])
        _record(act, person, summary="Mot de passe changé")
        notify_person(person=person, kind="accounts.password_changed", email=render_password_changed(person))
    return person


def notify_person(*, person: Person, kind: str, email: PersonalEmail, network: str = "") -> None:
    """Queue a message about an account to its holder; called by the action that changes it.

    A demonstration account, or one without anybody behind, is told nothing.
    """
    if person.is_active and not person.is_demonstration:
        queue_message(kind=kind, to=person.email, subject=email.subject, body=email.body, network=network)


def erase_account(subject: DataSubject) -> int:
    """Close an account and take out of it all that names or authenticates its holder; the row stays as an author."""
    person = Person.objects.filter(pk=subject.person or 0).first()
    if person is None:
        return 0
    for model in (EmailAddress, SocialAccount, Authenticator, UserSession):
        model.objects.filter(user=person).delete()
    person.email, person.name, person.last_login = f"efface-{person.pk}@example.invalid", ERASED_NAME, None
    person.is_active = False
    person.set_unusable_password()
    person.save()
    return 1


def purge_sessions(*, now: datetime, dry_run: bool) -> int:
    """Drop the sessions that have expired, with the address and the browser noted beside them."""
    expired = Session.objects.filter(expire_date__lt=now)
    count = expired.count()
    if not dry_run:
        expired.delete()
        UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return count


def record_identity(*, person: Person, provider: str, is_linked: bool) -> None:
    """Tell the journal that the holder of an account linked an identity to it, or removed one."""
    with acting(by=person, act="link_identity" if is_linked else "unlink_identity") as act:
        summary = "Identité professionnelle reliée" if is_linked else "Identité professionnelle retirée"
        _record(act, person, summary=summary, details={"provider": provider})


def record_address(person: Person) -> None:
    """Tell the journal that the holder of an account proved another address; neither of them is written there."""
    with acting(by=person, act="change_email") as act:
        _record(act, person, summary="Adresse électronique changée")


def _record(
    act: Act, person: Person, *, summary: str, network: str = "", details: dict[str, Any] | None = None
) -> None:
    """One line in the network where it was done, else in each one of the person: their coordination reads it."""
    slugs = {network} if network else {slug for source in registered(PersonNetworks) for slug in source.find(person.pk)}
    # who has no network has a line all the same, outside any
    for slug in sorted(slugs) or [""]:
        act.record(_ref(person), summary=summary, network=slug, details=details)
