"""The writers of personal links: given, revoked, and what is known of their addresses."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from autan.accounts.models import Person
from autan.errors import DomainError, RuleError
from autan.journal.actions import record_entry
from autan.questionnaires.queries.versions import parse_questionnaire
from autan.surveys.core.campaigns.invitations import EmailStatus, InvitationRole, LinkLife, LinkState, digest_token
from autan.surveys.links import make_token
from autan.surveys.models import Campaign, Invitation
from autan.territories.models import Territory
from autan.territories.queries.networks import network_members

_SALT_BYTES = 24


class InvalidInvitationError(DomainError):
    """What was asked for is no invitation.

    Attributes:
        problems: what is wrong, in French, one sentence each, by field of the form.
    """

    def __init__(self, problems: dict[str, str]) -> None:
        self.problems = problems
        super().__init__(" ; ".join(problems.values()))


@transaction.atomic
def invite(
    *,
    by: Person | None,
    campaign: Campaign,
    siren: str,
    name: str,
    email: str,
    expires_at: datetime,
    role: InvitationRole = InvitationRole.LEAD,
    sections: Sequence[str] = (),
    host: Invitation | None = None,
) -> tuple[Invitation, str]:
    """Give a personal link to somebody who will answer for a territory; a new lead link replaces the former one.

    Args:
        by: who invites, when it is a person with an account.
        campaign: the campaign.
        siren: territory answered for.
        name: name of the guest, shown as the author of the answers.
        email: address, or empty when the link is handed over otherwise.
        expires_at: when the link stops opening the door.
        role: lead, or contributor to some sections.
        sections: codes of the sections of a contributor.
        host: the lead link through which a contributor is invited, when it is not by an account.

    Returns:
        The invitation, and its token, which is told this once.

    Raises:
        InvalidInvitationError: with every problem.
        RuleError: `by` may not invite for this territory.
    """
    name = " ".join(name.split())  # a line of its own in a message would pass for a word of the product
    territory = Territory.objects.filter(siren=siren).first()
    _require_host(by, host, campaign, territory, role)
    _check_guest(campaign, siren, name=name, email=email, role=role, sections=sections, expires_at=expires_at)
    if role is InvitationRole.LEAD:
        live = Invitation.objects.filter(campaign=campaign, territory_id=siren, role=role, revoked_at__isnull=True)
        live.update(revoked_at=timezone.now())
    salt = secrets.token_urlsafe(_SALT_BYTES)
    token = make_token(salt)
    invitation = Invitation.objects.create(
        campaign=campaign,
        territory_id=siren,
        role=role.value,
        sections=list(sections) if role is InvitationRole.CONTRIBUTOR else [],
        name=name,
        email=email.strip(),
        token_sha256=digest_token(token),
        token_salt=salt,
        created_by=by,
        expires_at=expires_at,
    )
    _tell(by, "invite", invitation, f"Lien personnel donné pour {invitation.territory.marked_name} ({role.label.fr})")
    return invitation, token


@transaction.atomic
def revoke_invitation(*, by: Person | None, invitation: Invitation, host: Invitation | None = None) -> Invitation:
    """Close a link for good; revoking it again changes nothing.

    Raises:
        RuleError: `by` may not invite for this territory.
    """
    _require_host(by, host, invitation.campaign, invitation.territory, InvitationRole(invitation.role))
    if invitation.revoked_at is None:
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])
        _tell(by, "revoke_invitation", invitation, f"Lien personnel révoqué pour {invitation.territory.marked_name}")
    return invitation


@transaction.atomic
def note_email_status(*, by: Person | None, invitation: Invitation, status: EmailStatus) -> Invitation:
    """Note that an address bounces, that its holder wants no more messages, or that it works again.

    Raises:
        RuleError: `by` does not coordinate the network; the holder of the link acts through `opt_out`.
    """
    if by is not None and not by.has_perm("surveys.run_campaign", invitation.campaign):
        message = "seule la coordination du réseau note l’état d’une adresse"
        raise RuleError(message)
    return _set_status(invitation, status, by)


@transaction.atomic
def opt_out(*, invitation: Invitation) -> Invitation:
    """Note that the holder of a link wants no more messages; the link stays open."""
    return _set_status(invitation, EmailStatus.OPTED_OUT, None)


@transaction.atomic
def note_first_use(*, invitation: Invitation) -> Invitation:
    """Note when a link was first followed; a later use changes nothing."""
    if invitation.first_used_at is None:
        invitation.first_used_at = timezone.now()
        invitation.save(update_fields=["first_used_at"])
    return invitation


def _set_status(invitation: Invitation, status: EmailStatus, by: Person | None) -> Invitation:
    if invitation.email_status != status:
        invitation.email_status = status.value
        invitation.email_status_at = timezone.now()
        invitation.save(update_fields=["email_status", "email_status_at"])
        _tell(by, "note_email_status", invitation, f"{invitation.territory.marked_name}\u00a0: {status.label.fr}")
    return invitation


def _require_host(
    by: Person | None, host: Invitation | None, campaign: Campaign, territory: Territory | None, role: InvitationRole
) -> None:
    """A lead is invited by the coordination; a contributor by it too, by the officer, or through the lead link."""
    is_contributor = role is InvitationRole.CONTRIBUTOR
    if host is not None:
        if not (is_contributor and _may_host(host, campaign, territory)):
            raise RuleError("ce lien ne permet pas d’inviter quelqu’un d’autre")
        return
    if by is None or by.has_perm("surveys.run_campaign", campaign):
        return
    if not (is_contributor and by.has_perm("territories.lead_territory", territory)):
        raise RuleError("vous ne pouvez pas inviter quelqu’un à répondre pour cette collectivité")


def _may_host(host: Invitation, campaign: Campaign, territory: Territory | None) -> bool:
    is_live = LinkLife(expires_at=host.expires_at, revoked_at=host.revoked_at).state(timezone.now()) is LinkState.LIVE
    is_of_place = territory is not None and host.territory_id == territory.siren
    return is_live and host.is_lead and is_of_place and host.campaign_id == campaign.pk


def _check_guest(
    campaign: Campaign,
    siren: str,
    *,
    name: str,
    email: str,
    role: InvitationRole,
    sections: Sequence[str],
    expires_at: datetime,
) -> None:
    problems: dict[str, str] = {}
    if campaign.is_documented:
        problems["campaign"] = "une enquête documentée ne se remplit pas par un lien"
    if siren not in {member.siren for member in network_members(campaign.network_id, on=campaign.opened_on)}:
        problems["siren"] = f"le territoire {siren} n’est pas interrogé par la campagne « {campaign.title_fr} »"
    if not name.strip():
        problems["name"] = "le nom de la personne est attendu"
    if email and not _is_address(email.strip()):
        problems["email"] = f"« {email} » n’est pas une adresse électronique"
    if expires_at <= timezone.now():
        problems["expires_at"] = "la date de fin du lien est déjà passée"
    if role is InvitationRole.CONTRIBUTOR:
        problems |= _check_sections(campaign, sections)
    if problems:
        raise InvalidInvitationError(problems)


def _check_sections(campaign: Campaign, sections: Sequence[str]) -> dict[str, str]:
    questionnaire = parse_questionnaire(campaign.questionnaire.document, campaign.questionnaire.slug)
    unknown = sorted(set(sections) - {section.code for section in questionnaire.sections})
    if unknown:
        return {"sections": f"rubriques inconnues : {', '.join(unknown)}"}
    return {} if sections else {"sections": "au moins une rubrique est attendue"}


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True


def _tell(by: Person | None, act: str, invitation: Invitation, summary: str) -> None:
    record_entry(by=by, act=act, room="surveys", kind="invitation", object_id=invitation.pk, summary=summary)
