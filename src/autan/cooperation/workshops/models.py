"""Workshops, who attended, the notes taken during their moments and their groups, documents and photos."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from autan.cooperation.workshops.core.formats import (
    AttendeeKind,
    Moment,
    PlanTargetKind,
    TransferDirection,
    WorkshopStatus,
)
from autan.cooperation.workshops.core.notes import KeptNote, NoteKind
from autan.cooperation.workshops.core.workshops import AttendanceCount, PlanTarget, WorkshopHeading
from autan.evidence.figures.core.sources import evidence_refs
from autan.ground.descriptions.core.documents import from_columns
from autan.ground.texts.language import words
from autan.people.individuals.models import NameOf, NamingRow, PersonKey
from autan.people.journal.core import ObjectRef
from autan.plans.projects.models import Project
from autan.territories.networks.models import Network, Territory


class Workshop(NamingRow):
    """One workshop of a network.

    Invariants: its sites and its target are what its format demands; one that was held is not in the future;
    `notes_version` grows with every change of a note or a group; the participants’ link takes notes while it is open.
    """

    slug = models.SlugField(max_length=80, unique=True)
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="workshops")
    title = models.CharField(max_length=200)
    format = models.CharField(max_length=20)
    status = models.CharField(max_length=10, default=WorkshopStatus.PLANNED)
    status_reason = models.CharField(max_length=300, blank=True)
    host = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="hosted_workshops")
    copilots = models.ManyToManyField(Territory, related_name="copiloted_workshops", blank=True)
    day = models.DateField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    hours = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=300, blank=True)
    sites = models.ManyToManyField(Project, related_name="workshops", blank=True)
    target = models.JSONField(null=True, blank=True)
    invitation = models.TextField(blank=True)
    agenda = models.TextField(blank=True)
    is_open_to_all = models.BooleanField(default=True)
    statements = models.JSONField(default=list, blank=True)
    evidence = models.JSONField(default=list, blank=True)
    link_token = models.CharField(max_length=43, unique=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = PersonKey()
    closed_by_name = NameOf("closed_by")
    notes_version = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = (models.F("day").desc(nulls_last=True), "-year", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False), name="workshops_opened_before_closed"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> ObjectRef:
        """Return the reference of the workshop in the journal."""
        return ObjectRef("workshops", "workshop", self.slug)

    @property
    def takes_notes(self) -> bool:
        """True while the participants’ link is open."""
        return self.opened_at is not None and self.closed_at is None

    def as_core(self) -> WorkshopHeading:
        """The workshop as a value; its host, territories, sites and counts are read if they are not at hand."""
        target = self.target
        return from_columns(
            WorkshopHeading,
            self,
            slug=self.slug,
            host=self.host.siren,
            copilots=tuple(place.siren for place in self.copilots.all()),
            year=self.year,
            sites=tuple(site.slug for site in self.sites.all()),
            target=PlanTarget(**target | {"kind": PlanTargetKind(target["kind"])}) if target else None,
            attendance=tuple(count.as_core() for count in self.counts.all()),
        )


class AttendanceRecord(models.Model):
    """How many attended in one capacity."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="counts")
    kind = models.CharField(max_length=20)
    count = models.PositiveIntegerField()
    evidence = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("workshop_id", "id")
        constraints = (models.UniqueConstraint(fields=["workshop", "kind"], name="workshops_one_count_of_a_kind"),)

    def __str__(self) -> str:
        return f"{self.workshop}: {self.count} {self.kind}"

    def as_core(self) -> AttendanceCount:
        """The count as a value."""
        return AttendanceCount(kind=AttendeeKind(self.kind), count=self.count, evidence=evidence_refs(self.evidence))


class Attendee(models.Model):
    """Somebody who attended and agrees to be named; the counts do not depend on it."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="attendees")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    organisation = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="workshops_attended"
    )
    agreed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("workshop_id", "id")
        constraints = (models.UniqueConstraint(fields=["workshop", "name"], name="workshops_one_attendee_of_a_name"),)

    def __str__(self) -> str:
        return self.name


class NoteGroup(models.Model):
    """Notes of one moment that the facilitator put together, under a title."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="note_groups")
    moment = models.CharField(max_length=12)
    title = models.CharField(max_length=120)

    class Meta:
        ordering = ("workshop_id", "id")
        constraints = (
            models.UniqueConstraint(fields=["workshop", "moment", "title"], name="workshops_one_group_of_a_title"),
        )

    def __str__(self) -> str:
        return self.title


class Note(NamingRow):
    """A note taken during a workshop; its identifier is given by the phone, and accepted once.

    Invariant: a note that was withdrawn keeps its line, without its words.
    """

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="notes")
    identifier = models.CharField(max_length=36)
    moment = models.CharField(max_length=12)
    kind = models.CharField(max_length=12)
    direction = models.CharField(max_length=10, blank=True)
    text = models.TextField(blank=True)
    signed_by = PersonKey()
    author = NameOf("signed_by")
    written_at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)
    group = models.ForeignKey(NoteGroup, null=True, blank=True, on_delete=models.SET_NULL, related_name="notes")
    is_starred = models.BooleanField(default=False)
    version = models.PositiveIntegerField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = PersonKey()
    withdrawn_by_name = NameOf("withdrawn_by")
    withdrawal_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("workshop_id", "id")
        constraints = (
            models.UniqueConstraint(fields=["workshop", "identifier"], name="workshops_one_note_of_an_identifier"),
        )
        indexes = (models.Index(fields=["workshop", "version"], name="workshops_notes_since"),)

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def kind_words(self) -> str:
        """Return the kind of the note in the current language."""
        return words(NoteKind(self.kind).label)

    def as_kept(self) -> KeptNote:
        """The note as minutes read it; its group is read if it is not at hand."""
        return KeptNote(
            moment=Moment(self.moment),
            kind=NoteKind(self.kind),
            text=self.text,
            group=self.group.title if self.group else "",
            is_starred=self.is_starred,
            direction=TransferDirection(self.direction) if self.direction else None,
        )


class WorkshopFile(NamingRow):
    """A document or a photo of a workshop, with who made it, under which terms, and the consent of those it shows.

    Invariants: a photo is kept as drawn again here, without the position or the device that its file told; one
    without consent is read by the people of the network alone.
    """

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="files")
    title = models.CharField(max_length=200)
    name = models.CharField(max_length=160)
    media_type = models.CharField(max_length=100)
    is_photo = models.BooleanField(default=False)
    made_by = PersonKey()
    author = NameOf("made_by")
    licence = models.CharField(max_length=120, blank=True)
    consent = models.CharField(max_length=20)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = PersonKey()
    added_by_name = NameOf("added_by")

    class Meta:
        ordering = ("workshop_id", "id")
        constraints = (models.UniqueConstraint(fields=["workshop", "sha256"], name="workshops_one_file_of_a_content"),)

    def __str__(self) -> str:
        return self.title
