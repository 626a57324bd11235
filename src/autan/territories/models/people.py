"""Who acts for which network or territory, and who is invited to."""

from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from autan.mail.models import OutgoingMessage
from autan.territories.core.invitations import InvitationState, invitation_state
from autan.territories.models.networks import Network, Territory


class Mandate(models.Model):
    """Who acts for which network or territory, in which role, from which day to which day.

    Invariants: exactly one of network and territory; it does not end before it begins. `valid_to` is the day on which
    it ends: from that day on it gives no right, so that a role ended today is lost at once.
    """

    class Role(models.TextChoices):
        """What a mandate allows."""

        COORDINATOR = "coordinator", _("coordination")
        MEMBER_OFFICER = "member_officer", _("chargé·e de mission")
        CONTRIBUTOR = "contributor", _("contribution")
        READER = "reader", _("lecture")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mandates")
    role = models.CharField(max_length=20, choices=Role.choices)
    network = models.ForeignKey(Network, null=True, blank=True, on_delete=models.CASCADE, related_name="mandates")
    territory = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.CASCADE, related_name="mandates")
    given_at = models.DateTimeField(auto_now_add=True)
    valid_from = models.DateField(default=timezone.localdate)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        """One open mandate of a kind; on a network or on a territory."""

        ordering = ("person", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(network__isnull=False, territory__isnull=True)
                | Q(network__isnull=True, territory__isnull=False),
                name="territories_mandate_on_one_thing",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "network"],
                condition=Q(valid_to__isnull=True),
                name="territories_one_open_mandate_on_a_network",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "territory"],
                condition=Q(valid_to__isnull=True),
                name="territories_one_open_mandate_on_a_place",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="territories_mandate_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} : {self.network or self.territory}"

    def stands_on(self, day: date) -> bool:
        """Say whether it gives rights on a day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


ROLES_ON_NETWORK = (Mandate.Role.COORDINATOR, Mandate.Role.READER)
ROLES_ON_TERRITORY = (Mandate.Role.MEMBER_OFFICER, Mandate.Role.CONTRIBUTOR, Mandate.Role.READER)


class PersonInvitation(models.Model):
    """A link, sent by mail, by which somebody without an account opens one and takes a role in a network.

    Invariants: the token is never stored, only its digest; the link serves once, for this address alone; `network` is
    the one whose coordination invites, `territory` the member that the role is on, None for a role on the network.
    """

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="person_invitations")
    territory = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20, choices=Mandate.Role.choices)
    valid_to = models.DateField(null=True, blank=True)
    email = models.EmailField()
    name = models.CharField(max_length=120)
    token_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    outgoing = models.ForeignKey(OutgoingMessage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        """Newest first; not both accepted and withdrawn."""

        ordering = ("-created_at", "-id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="territories_invitation_ends_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} : {self.place}"

    @property
    def place(self) -> Network | Territory:
        """What the role is on."""
        return self.territory or self.network

    @property
    def mail_error(self) -> str:
        """Why the message that bears the link has not left, or empty."""
        return self.outgoing.error if self.outgoing else ""

    def state(self, now: datetime) -> InvitationState:
        """Say whether the link may still be used."""
        return invitation_state(
            expires_at=self.expires_at, accepted_at=self.accepted_at, withdrawn_at=self.withdrawn_at, now=now
        )
