"""The only writer of invitations: a link sent by mail, by which somebody opens an account and takes a role."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from autan.ground.errors import NotAllowedError, RuleError
from autan.ground.extension_points import DataSubject
from autan.ground.texts.core.notation import format_date
from autan.ground.web.presenters import french_address
from autan.people.accounts.actions import register_person
from autan.people.accounts.models import Person
from autan.people.accounts.queries import find_person
from autan.people.individuals.models import ERASED_NAME
from autan.people.journal.actions import Act, Actor, acting, forget_guests, require_right
from autan.people.journal.core import ObjectRef
from autan.people.mail.actions import deliver_now, queue_message
from autan.people.mail.connectors import Sender
from autan.people.mail.models import OutgoingMessage
from autan.territories.networks.actions.mandates import end_all_mandates, grant_mandate, require_fit_role
from autan.territories.networks.core.invitations import GOOD_FOR, MOST_A_DAY, InvitationState, digest_token
from autan.territories.networks.models import Mandate, Network, PersonInvitation, Territory
from autan.territories.networks.queries.people import sent_since, waiting_invitations
from autan.territories.networks.renderers import render_person_invitation
from autan.territories.networks.rights import current_mandates

_TOKEN_BYTES = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitedPerson:
    """What became of an invitation.

    Attributes:
        invitation: the link that waits; None for somebody who has an account, and took the role at once.
        mandate: the role that was given; None when a link waits.
        link: address of the link, to be told now since it is stored nowhere; empty without one.
    """

    invitation: PersonInvitation | None = None
    mandate: Mandate | None = None
    link: str = ""


def invite_person(
    *,
    by: Actor | None,
    email: str,
    name: str,
    role: Mandate.Role,
    network: Network,
    site: str,
    territory: Territory | None = None,
    valid_to: date | None = None,
    is_mailed: bool = True,
    leaves_at_once: bool = True,
) -> InvitedPerson:
    """Invite somebody to a role: who has an account takes it at once, others receive a link that opens one.

    A link serves once, within seven days, for this address alone.

    `name`: name to greet with, which the person may change.
    `role`: what the person may do; see `grant_mandate`.
    `network`: network whose coordination invites.
    `site`: address that links begin with, without a final slash.
    `territory`: member that the role is on; None for a role on the network.
    `is_mailed`: False for a link that is handed over otherwise.
    `leaves_at_once`: False for one of many, whose message waits in the queue until all are written.

    Raises:
        LocalLinkError: the message would leave with a link to `localhost`.
        RuleError: the person has the role or is invited to it already, the account is closed, the role is not fit, or
            twenty invitations left within a day.
    """
    if not is_address(email.strip()):
        message = "«\u202f{email}\u202f» n’est pas une adresse électronique"
        raise RuleError(message, email=email)
    on_network = None if territory else network
    require_fit_role(role, network=on_network, territory=territory, period=(timezone.localdate(), valid_to))
    if territory is not None:
        require_right(by, "territories.coordinate_territory", on=territory)
    with acting(by=by, act="invite_person", permission="territories.coordinate_network", on=network) as act:
        Network.objects.select_for_update().get(pk=network.pk)
        person = find_person(email)
        if person is not None:
            _refuse_known(person, role, on_network, territory)
            mandate = grant_mandate(
                by=by, person=person, role=role, network=on_network, territory=territory, valid_to=valid_to
            )
            return InvitedPerson(mandate=mandate)
        _refuse_invited(network, email, role, territory)
        _refuse_too_many(by, network)
        invitation = PersonInvitation(
            network=network,
            territory=territory,
            role=role.value,
            valid_to=valid_to,
            email=Person.objects.normalize_email(email.strip()).lower(),
            name=" ".join(name.split()),  # a line of its own in a message would pass for words of the product
            created_by_id=by.pk if by else None,
        )
        link = _give_link(invitation, site, is_mailed=is_mailed)
        _record(act, invitation, "Invitation")
    return _try_delivery(invitation, link) if leaves_at_once else InvitedPerson(invitation=invitation, link=link)


def renew_person_invitation(
    *, by: Person | None, invitation: PersonInvitation, site: str, is_mailed: bool = True
) -> InvitedPerson:
    """Send a new link in place of one that was not used: the former no longer opens anything.

    Raises RuleError when it was accepted or withdrawn, or twenty invitations left within a day.
    """
    network = invitation.network
    with acting(by=by, act="renew_person_invitation", permission="territories.coordinate_network", on=network) as act:
        person_invitation = PersonInvitation.objects.select_for_update().get(pk=invitation.pk)
        _refuse_ended(person_invitation)
        _refuse_too_many(by, network)
        person_invitation.withdrawn_at = timezone.now()
        person_invitation.save(update_fields=["withdrawn_at"])
        same = {name: getattr(person_invitation, name) for name in ("territory", "role", "valid_to", "email", "name")}
        fresh = PersonInvitation(network=network, created_by=by, **same)
        link = _give_link(fresh, site, is_mailed=is_mailed)
        _record(act, fresh, "Invitation renvoyée")
    return _try_delivery(fresh, link)


def withdraw_person_invitation(*, by: Person | None, invitation: PersonInvitation) -> PersonInvitation:
    """Withdraw an invitation: its link no longer opens anything.

    Raises RuleError when it was accepted or withdrawn already.
    """
    network = invitation.network
    with acting(
        by=by, act="withdraw_person_invitation", permission="territories.coordinate_network", on=network
    ) as act:
        person_invitation = PersonInvitation.objects.select_for_update().get(pk=invitation.pk)
        _refuse_ended(person_invitation)
        person_invitation.withdrawn_at = timezone.now()
        person_invitation.save(update_fields=["withdrawn_at"])
        _record(act, person_invitation, "Invitation retirée")
    return person_invitation


def accept_person_invitation(
    *, invitation: PersonInvitation, name: str = "", password: str = "", person: Person | None = None
) -> Person:
    """Open the account of an invitation and give its role; who has this account by now takes the role alone.

    `name`: name shown in the journal; that of the invitation when empty.
    `person`: who signed in; None for a visitor.

    Raises:
        RuleError: the link was used or withdrawn, has expired, or who invited no longer coordinates the network.
        AccountError: the password is too weak.
    """
    with acting(by=None, by_name=name or invitation.name, act="accept_person_invitation") as act:
        person_invitation = PersonInvitation.objects.select_for_update().get(pk=invitation.pk)
        _refuse_ended(person_invitation)
        if person_invitation.state(timezone.now()) is InvitationState.EXPIRED:
            raise RuleError("cette invitation a expiré\u00a0: demandez-en une nouvelle à la coordination du réseau")
        account = find_person(person_invitation.email)
        if account != person:
            message = "cette invitation est pour {email}"
            raise NotAllowedError(message, email=person_invitation.email)
        account = account or register_person(
            by=None,
            email=person_invitation.email,
            name=name or person_invitation.name,
            password=password,
            network=person_invitation.network.slug,
        )
        _give_role(person_invitation, account)
        person_invitation.accepted_at = timezone.now()
        person_invitation.save(update_fields=["accepted_at"])
        _record(act, person_invitation, "Invitation acceptée")
    return account


def erase_roles(subject: DataSubject) -> int:
    """End the roles of somebody who is erased, and take the name and the address out of the invitations received.

    Called by the act that erases.
    """
    received = PersonInvitation.objects.filter(email__iexact=subject.email).exclude(email="")
    keys = [str(key) for key in received.values_list("pk", flat=True)]
    count = end_all_mandates(subject) + forget_guests(room="territories", kind="person_invitation", keys=keys)
    received.filter(accepted_at__isnull=True, withdrawn_at__isnull=True).update(withdrawn_at=timezone.now())
    return count + received.update(name=ERASED_NAME, email="")


def _give_role(invitation: PersonInvitation, person: Person) -> None:
    """Give the role in the name of whoever invited, who must still have the right to."""
    try:
        grant_mandate(
            by=invitation.created_by,
            person=person,
            role=Mandate.Role(invitation.role),
            network=None if invitation.territory else invitation.network,
            territory=invitation.territory,
            valid_to=invitation.valid_to,
        )
    except NotAllowedError:
        message = "qui vous a invité ne coordonne plus ce réseau\u00a0: demandez une nouvelle invitation"
        raise RuleError(message) from None


def _give_link(invitation: PersonInvitation, site: str, *, is_mailed: bool) -> str:
    """Keep a new invitation, good for seven days from now, and queue its message if asked; return its link."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    invitation.token_sha256, invitation.created_at = digest_token(token), timezone.now()
    invitation.expires_at = invitation.created_at + GOOD_FOR
    link = french_address("territories:invitation", site=site, token=token)
    if is_mailed:
        invitation.outgoing = _queue(invitation, link)
    invitation.save()
    return link


def _queue(invitation: PersonInvitation, link: str) -> OutgoingMessage:
    email, network = render_person_invitation(invitation, link=link), invitation.network
    return queue_message(
        kind="territories.person_invitation",
        to=invitation.email,
        subject=email.subject,
        body=email.body,
        network=network.slug,
        sender=Sender(name=network.sender_name, reply_to=network.reply_to),
    )


def _try_delivery(invitation: PersonInvitation, link: str) -> InvitedPerson:
    """Try the message at once, now that it is kept: what the mail server refuses stays in the queue."""
    if invitation.outgoing:
        (invitation.outgoing,) = deliver_now([invitation.outgoing])
    return InvitedPerson(invitation=invitation, link=link)


def is_address(text: str) -> bool:
    """Say whether a text is an electronic address."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _refuse_known(person: Person, role: Mandate.Role, network: Network | None, territory: Territory | None) -> None:
    if not person.is_active:
        raise RuleError("ce compte est fermé\u00a0: rouvrez-le d’abord")
    same = current_mandates(person).filter(role=role, network=network, territory=territory).first()
    if same is not None:
        since = format_date(same.valid_from, language="fr")
        message = "{name} a déjà ce rôle depuis le {since}\u00a0: rien n’est envoyé"
        raise RuleError(message, name=person.name, since=since)


def _refuse_invited(network: Network, email: str, role: Mandate.Role, territory: Territory | None) -> None:
    same = waiting_invitations(network).filter(email__iexact=email.strip(), role=role, territory=territory).first()
    if same is not None:
        days = (timezone.localdate(same.created_at), timezone.localdate(same.expires_at))
        sent, until = (format_date(day, language="fr") for day in days)
        message = "{email} a déjà une invitation à ce rôle, faite le {sent}, bonne jusqu’au {until}"
        raise RuleError(message, email=same.email, sent=sent, until=until)


def _refuse_too_many(by: Actor | None, network: Network) -> None:
    if by is not None and sent_since(network, timezone.now() - timedelta(days=1)) >= MOST_A_DAY:
        message = "{most_a_day} invitations au plus en vingt-quatre heures\u00a0: invitez les suivants demain"
        raise RuleError(message, most_a_day=MOST_A_DAY)


def _refuse_ended(invitation: PersonInvitation) -> None:
    if invitation.accepted_at is not None:
        raise RuleError("cette invitation a déjà servi")
    if invitation.withdrawn_at is not None:
        raise RuleError("cette invitation a été retirée")


def _record(act: Act, invitation: PersonInvitation, words: str) -> None:
    summary = f"{words} : {Mandate.Role(invitation.role).label}, {invitation.place}"
    ref = ObjectRef("territories", "person_invitation", str(invitation.pk))
    act.record(ref, summary=summary, network=invitation.network.slug)
