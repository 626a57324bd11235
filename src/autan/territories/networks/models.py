"""What is kept of networks, territories, members and people."""

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.texts.core.texts import TextColumns
from autan.ground.texts.language import ENGLISH, current_language
from autan.ground.wordings import Text
from autan.people.mail.models import OutgoingMessage
from autan.territories.networks.core.invitations import InvitationState, invitation_state
from autan.territories.networks.core.members import Certainty, FormerBody
from autan.territories.perimeters.core.bodies import name_after_de, name_in_sentence
from autan.territories.perimeters.core.geojson import Contour

# Functions that SQLite and PostgreSQL both have: any tool can check the file, which a regular expression would prevent.
_HAS_NINE_DIGITS = Exact(Length("siren"), 9) & Exact(
    Func("siren", Value("0123456789"), function="LTRIM", output_field=models.CharField()), Value("")
)


class Network(models.Model):
    """Territories that work together.

    Its settings: `is_bilingual` when its pages have an English version; the name and the address that its messages
    bear; a colour that can be read on the paper of the pages, or empty for that of the product; the time zone of its
    pages, or empty for that of the site; the codes of the steps that it does not want (`NetworkStep.code`); whether
    what comes to its day is told by mail, which those that stood before it was asked do not want until they say so.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name_fr = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    name = TextColumns()
    description_fr = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    description = TextColumns()
    gaps = models.JSONField(default=list, blank=True)
    is_invented = models.BooleanField(default=False)
    is_bilingual = models.BooleanField(default=True)
    sender_name = models.CharField(max_length=120, blank=True)
    reply_to = models.EmailField(blank=True)
    colour = models.CharField(max_length=7, blank=True)
    time_zone = models.CharField(max_length=40, blank=True)
    set_aside = models.JSONField(default=list, blank=True)
    reminds = models.BooleanField(default=True, db_default=False)

    class Meta:
        ordering = ("name_fr",)

    def __str__(self) -> str:
        return self.name_fr

    @property
    def known_gaps(self) -> tuple[Text, ...]:
        """What is known not to be known of the network, one sentence each."""
        return tuple(Text(fr, en) for fr, en in self.gaps)


class Territory(models.Model):
    """One EPCI that the product follows; its perimeter is in the register, by vintage.

    Invariant: only a territory that the register does not hold declares its communes and its population.
    """

    siren = models.CharField(max_length=9, unique=True)
    name = models.CharField(max_length=160)
    short_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=10)
    is_invented = models.BooleanField(default=False)
    declared_communes = models.PositiveSmallIntegerField(null=True, blank=True)
    declared_population = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("short_name",)
        constraints = (models.CheckConstraint(condition=_HAS_NINE_DIGITS, name="territories_siren_has_nine_digits"),)

    @property
    def marked_name(self) -> str:
        """Short name, said to be invented where it is: for lines that stand among real things, such as the journal."""
        return f"{self.short_name} (inventé)" if self.is_invented else self.short_name

    @property
    def sentence_name(self) -> str:
        """Short name as a sentence of the current language takes it: « le Grand Cahors »."""
        return self.short_name if current_language() == ENGLISH else name_in_sentence(self.short_name, self.name)

    @property
    def of_name(self) -> str:
        """Short name after « de » in the current language: « du Grand Cahors »."""
        return f"of {self.short_name}" if current_language() == ENGLISH else name_after_de(self.sentence_name)

    def __str__(self) -> str:
        return self.name


class Outline(models.Model):
    """Where a territory is, when no file that ships holds its contour; `stamp` changes when its polygons do."""

    territory = models.OneToOneField(Territory, on_delete=models.CASCADE, related_name="outline")
    polygons = models.JSONField()
    stamp = models.CharField(max_length=16, blank=True)
    credit_fr = models.CharField(max_length=200)
    credit_en = models.CharField(max_length=200)

    class Meta:
        ordering = ("territory",)

    def __str__(self) -> str:
        return f"Contour : {self.territory}"

    def as_core(self, code: str, name: str) -> Contour:
        """Return the outline as a value; its code and name are given so that no query is hidden here."""
        polygons = tuple(
            tuple(tuple((float(x), float(y)) for x, y in ring) for ring in polygon) for polygon in self.polygons
        )
        return Contour(code=code, name=name, polygons=polygons)


class Membership(models.Model):
    """A territory in a network, between two dates where they are known.

    Invariants: one open membership for a territory in a network; evidence is never empty for a real network.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="memberships")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="memberships")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    certainty = models.CharField(max_length=10, choices=[(c.value, c.value) for c in Certainty])
    rank = models.PositiveSmallIntegerField(default=0)
    evidence = models.JSONField(default=list)
    note_fr = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    note = TextColumns()

    class Meta:
        ordering = ("network", "rank", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["network", "territory"],
                condition=Q(valid_to__isnull=True),
                name="territories_one_open_membership",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=models.F("valid_from")),
                name="territories_membership_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.territory} dans {self.network}"

    @property
    def evidence_refs(self) -> tuple[EvidenceRef, ...]:
        """What it rests on."""
        return tuple(EvidenceRef(kind=kind, key=key) for kind, key in self.evidence)


class FormerIdentity(models.Model):
    """What a territory was at an earlier date, with what is established and what is not."""

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="former_identities")
    year = models.PositiveSmallIntegerField()
    name_fr = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    short_name = models.CharField(max_length=60, blank=True)
    kind_fr = models.CharField(max_length=80, blank=True)
    kind_en = models.CharField(max_length=80, blank=True)
    siren = models.CharField(max_length=9, blank=True)
    established_fr = models.TextField(blank=True)
    established_en = models.TextField(blank=True)
    unknown_fr = models.TextField(blank=True)
    unknown_en = models.TextField(blank=True)
    evidence = models.JSONField(default=list)

    class Meta:
        ordering = ("territory", "year")
        constraints = (models.UniqueConstraint(fields=["territory", "year"], name="territories_one_identity_a_year"),)

    def __str__(self) -> str:
        return f"{self.name_fr} ({self.year})"

    def as_core(self) -> FormerBody:
        """Return the identity as a value."""
        return FormerBody(
            year=self.year,
            name=Text(self.name_fr, self.name_en),
            short_name=self.short_name,
            kind=Text(self.kind_fr, self.kind_en),
            siren=self.siren,
            established=Text(self.established_fr, self.established_en),
            unknown=Text(self.unknown_fr, self.unknown_en),
            evidence=tuple(EvidenceRef(kind=kind, key=key) for kind, key in self.evidence),
        )


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
        ordering = ("person", "id")
        constraints = (
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
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()} : {self.network or self.territory}"

    def is_in_force_on(self, day: date) -> bool:
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
        ordering = ("-created_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="territories_invitation_ends_once",
            ),
        )

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
