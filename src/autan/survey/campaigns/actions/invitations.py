"""The actions on personal links: given, revoked, what is known of their holders, and names taken out of them."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from autan.ground.errors import DomainError, NotAllowedError
from autan.ground.extension_points import DataSubject
from autan.ground.wordings import Sentence
from autan.people.accounts.models import Person
from autan.people.individuals.actions import add_individual, erase_individuals, individual_named
from autan.people.individuals.models import ERASED_NAME, Individual
from autan.people.journal.actions import Act, acting, require_right
from autan.people.mail.core import find_addresses
from autan.survey.campaigns.core.campaigns import EmailStatus, InvitationRole, PersonalLinkState, invitation_object
from autan.survey.campaigns.importers import is_email_address
from autan.survey.campaigns.models import Campaign, Invitation
from autan.survey.campaigns.queries.answering_access import asked_sirens, old_unsettled_replies
from autan.survey.campaigns.queries.invitations import count_contributors_of_day, invitations_ended, invitations_to
from autan.survey.campaigns.queries.questionnaires import questionnaire_of
from autan.territories.networks.models import Territory

_SALT_BYTES = 24
MOST_MESSAGES_A_DAY = 20
"""Messages that the lead of a territory may send in a day, each to invite a contributor."""


class InvalidInvitationError(DomainError):
    """An invitation cannot be made as asked."""

    def __init__(self, problems: dict[str, str]) -> None:
        self.problems = problems
        super().__init__(Sentence.joined(" ; ", map(Sentence, problems.values())))


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
    keeps_former: bool = False,
) -> Invitation:
    """Give a personal link to somebody who will answer for a territory; a new lead link replaces the former one.

    The name is that of the author of the answers; the address is empty when the link is handed over otherwise. Sections
    are those of a contributor; `host` is the lead link through which one is invited, when it is not by an account. The
    former lead link may be kept good until the message of the new one has left. The token is to be told now: it is not
    stored.

    Raises InvalidInvitationError: with every problem.
    """
    name = " ".join(name.split())  # a line of its own in a message would pass for words of the product
    _require_host(by, host, campaign, siren, role)
    _check_invitation(campaign, siren, name=name, email=email, role=role, sections=sections, expires_at=expires_at)
    with acting(by=by, who=host.holder if host else None, act="invite") as act:
        same = Invitation.objects.filter(campaign=campaign)
        former = same.filter(territory_id=siren, role=InvitationRole.LEAD, revoked_at__isnull=True)
        replaced = [] if role is not InvitationRole.LEAD else list(former.values_list("pk", flat=True))
        Invitation.objects.filter(pk__in=replaced).update(revoked_at=timezone.now())
        invitation = Invitation(
            campaign=campaign,
            territory_id=siren,
            role=role.value,
            sections=list(sections) if role is InvitationRole.CONTRIBUTOR else [],
            holder=_holder(campaign, name, email.strip()),
            email=email.strip(),
            token_salt=secrets.token_urlsafe(_SALT_BYTES),
            created_by=by,
            expires_at=expires_at,
            email_status=_status_of(same, email.strip()).value,
        )
        invitation.renew_digest()
        invitation.save()
        if keeps_former:
            Invitation.objects.filter(pk__in=replaced).update(revoked_at=None, replaced_by=invitation)
        _record(act, invitation, f"Lien personnel donné pour {invitation.territory.marked_name} ({role.label.fr})")
    return invitation


def _holder(campaign: Campaign, name: str, email: str) -> Individual:
    """Return who was given a link at an address, by this name, in the network; else somebody new."""
    same = Invitation.objects.filter(
        campaign__network__slug=campaign.network_id, email__iexact=email, holder__name=name
    )
    known = same.order_by("-pk").first() if email else None
    return (known and known.holder) or add_individual(name, network=campaign.network_id)


def _status_of(of_campaign: QuerySet[Invitation], email: str) -> EmailStatus:
    """Return the status of an address: who asked for no more messages is not written to through another link."""
    refused = of_campaign.filter(email__iexact=email, email_status=EmailStatus.OPTED_OUT) if email else None
    return EmailStatus.OPTED_OUT if refused is not None and refused.exists() else EmailStatus.OK


def revoke_invitation(*, by: Person | None, invitation: Invitation, host: Invitation | None = None) -> Invitation:
    """Revoke a link for good, and the former ones that it replaces; revoking it again changes nothing."""
    _require_host(by, host, invitation.campaign, invitation.territory_id, InvitationRole(invitation.role))
    with acting(by=by, who=host.holder if host else None, act="revoke_invitation") as act:
        if invitation.revoked_at is None:
            invitation.revoked_at = timezone.now()
            invitation.save(update_fields=["revoked_at"])
            invitation.replaces.filter(revoked_at__isnull=True).update(revoked_at=invitation.revoked_at)
            _record(act, invitation, f"Lien personnel révoqué pour {invitation.territory.marked_name}")
    return invitation


def note_email_status(*, by: Person | None, invitation: Invitation, status: EmailStatus) -> Invitation:
    """Note that an address bounces, that its holder wants no more messages, or that it works again.

    The holder of the link acts through `opt_out`.
    """
    refusal = "seule la coordination du réseau note l’état d’une adresse"
    require_right(by, "surveys.run_campaign", on=invitation.campaign, refusal=refusal)
    return _set_status(invitation, status, by)


def opt_out(*, invitation: Invitation) -> Invitation:
    """Note that the holder of a link wants no more messages; the link stays valid."""
    return _set_status(invitation, EmailStatus.OPTED_OUT, None, who=invitation.holder)


def note_first_use(*, invitation: Invitation) -> Invitation:
    """Note when a link was first followed; a later use changes nothing. No line in the journal."""
    if invitation.first_used_at is None:
        invitation.first_used_at = timezone.now()
        invitation.save(update_fields=["first_used_at"])
    return invitation


def _set_status(
    invitation: Invitation, status: EmailStatus, by: Person | None, who: Individual | None = None
) -> Invitation:
    with acting(by=by, who=who, act="note_email_status") as act:
        if invitation.email_status != status:
            invitation.email_status = status.value
            invitation.email_status_at = timezone.now()
            invitation.save(update_fields=["email_status", "email_status_at"])
            _record(act, invitation, f"{invitation.territory.marked_name}\u00a0: {status.label.fr}")
    return invitation


def _require_host(
    by: Person | None, host: Invitation | None, campaign: Campaign, siren: str, role: InvitationRole
) -> None:
    """A lead is invited by the coordination; a contributor by it too, by the officer, or through the lead link."""
    is_contributor = role is InvitationRole.CONTRIBUTOR
    if host is not None:
        if not (is_contributor and _may_host(host, campaign, siren)):
            raise NotAllowedError("ce lien ne permet pas d’inviter quelqu’un d’autre")
        return
    if by is None or by.has_perm("surveys.run_campaign", campaign):
        return
    territory = Territory.objects.filter(siren=siren).first()
    if not (is_contributor and by.has_perm("territories.lead_territory", territory)):
        raise NotAllowedError("vous ne pouvez pas inviter quelqu’un à répondre pour cette collectivité")


def _may_host(host: Invitation, campaign: Campaign, siren: str) -> bool:
    is_of_place = (host.campaign_id, host.territory_id) == (campaign.pk, siren)
    return is_of_place and host.is_lead and host.state(timezone.now()) is PersonalLinkState.LIVE


def _check_invitation(
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
        problems["campaign"] = Sentence("une enquête documentée ne se remplit pas par un lien")
    if siren not in asked_sirens(campaign):
        problems["siren"] = Sentence(
            "le territoire {siren} n’est pas interrogé par la campagne « {title_fr} »",
            siren=siren,
            title_fr=campaign.title_fr,
        )
    problems |= _check_name(name)
    if email and not is_email_address(email.strip()):
        problems["email"] = Sentence("« {email} » n’est pas une adresse électronique", email=email)
    if expires_at <= timezone.now():
        problems["expires_at"] = Sentence("la date de fin du lien est déjà passée")
    if role is InvitationRole.CONTRIBUTOR:
        problems |= _check_sections(campaign, sections)
        # a link handed over sends nothing: it is not counted
        if email and count_contributors_of_day(campaign, siren, timezone.now()) >= MOST_MESSAGES_A_DAY:
            problems["email"] = Sentence(
                "au plus {most_messages_a_day} messages par jour et par collectivité",
                most_messages_a_day=MOST_MESSAGES_A_DAY,
            )
    if problems:
        raise InvalidInvitationError(problems)


def _check_name(name: str) -> dict[str, str]:
    if not name.strip():
        return {"name": Sentence("le nom de la personne est attendu")}
    addresses = find_addresses(name)
    return {"name": Sentence("un nom ne contient pas d’adresse (« {found} »)", found=addresses[0])} if addresses else {}


def _check_sections(campaign: Campaign, sections: Sequence[str]) -> dict[str, str]:
    unknown = sorted(set(sections) - {section.code for section in questionnaire_of(campaign).sections})
    if unknown:
        return {"sections": f"rubriques inconnues : {', '.join(unknown)}"}
    return {} if sections else {"sections": Sentence("au moins une rubrique est attendue")}


def _record(act: Act, invitation: Invitation, summary: str) -> None:
    act.record(invitation_object(invitation.pk), summary=summary, network=invitation.campaign.network_id)


def erase_invitations(subject: DataSubject) -> int:
    """Revoke the links of somebody and take the name and the address out of them, and of all that was written."""
    links = dict(invitations_to(subject).values_list("pk", "holder"))
    erase_individuals([holder for holder in links.values() if holder])
    invitations = Invitation.objects.filter(pk__in=links)
    invitations.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())
    return invitations.update(email="")


def purge_links(*, now: datetime, dry_run: bool) -> int:
    """Take name and address out of the links that ended `AUTAN_KEEP_LINKS` days ago; authors of answers keep theirs.

    What came by an open link as long ago, and that nobody confirmed, goes too.
    """
    days = settings.AUTAN_KEEP_DAYS["links"]
    if not days:
        return 0
    before = now - timedelta(days=days)
    links, replies = invitations_ended(before), old_unsettled_replies(before)
    if dry_run:
        return links.count() + replies.count()
    return links.update(holder=individual_named(ERASED_NAME), email="") + replies.delete()[0]
