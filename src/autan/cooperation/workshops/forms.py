"""Forms of workshops."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from autan.cooperation.workshops.core.formats import AttendeeKind, Moment, PhotoConsent, TransferDirection
from autan.cooperation.workshops.core.notes import NoteInput, NoteKind
from autan.cooperation.workshops.core.workshops import AttendanceCount, PlanTarget, WorkshopHeading
from autan.ground.errors import DomainError
from autan.ground.texts.language import words
from autan.ground.web.forms.described import DescribedForm
from autan.ground.web.forms.fields import choose, list_field
from autan.plans.projects.models import Project
from autan.territories.networks.core.members import Member

# A note as it comes from a page or a phone.


def read_note(sent: Mapping[str, str]) -> NoteInput:
    """Return the note that a form or a script sent; one without a readable time was written now."""
    direction = sent.get("direction", "")
    try:
        return NoteInput(
            identifier=sent.get("id", "").lower(),
            moment=Moment(sent.get("moment", "")),
            kind=NoteKind(sent.get("kind", "")),
            text=sent.get("text", ""),
            author=sent.get("author", ""),
            written_at=_moment_of(sent.get("at", "")),
            direction=TransferDirection(direction) if direction else None,
        )
    except ValueError as error:
        raise DomainError("une note dit son temps de l’atelier et sa sorte") from error


def _moment_of(text: str) -> datetime:
    """Return when a note was written, by the clock of the phone; now when that is unreadable or in the future."""
    now = timezone.now()
    try:
        moment = parse_datetime(text)
    except ValueError:
        return now
    # a clock that runs ahead would put its notes after those still to come
    return moment if moment is not None and timezone.is_aware(moment) and moment <= now else now


# Forms of workshops: what one is, who attended, a file, a name to remove.


type Targets = Sequence[tuple[str, PlanTarget]]


class WorkshopForm(DescribedForm):
    """A workshop as the actions take it."""

    class Meta:
        document = WorkshopHeading
        has_version = True

    host = forms.ChoiceField(label=_("Hôte"))
    copilots = forms.MultipleChoiceField(label=_("Copilotes"), required=False)
    sites = forms.MultipleChoiceField(label=_("Site visité"), required=False)
    target = forms.ChoiceField(label=_("Cible ou axe du plan"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ("title", "format", "host", "copilots", "day", "hours", "place", "sites", "target")

    def __init__(
        self, *args: Any, members: Sequence[Member], sites: Sequence[Project], targets: Targets, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.targets = dict(targets)
        places = [(member.siren, member.short_name) for member in members]
        choose(self, "host", places, is_optional=len(places) > 1)
        choose(self, "copilots", places, is_optional=False)
        choose(self, "sites", [(site.slug, site.name_fr) for site in sites], is_optional=False, is_french=True)
        choose(self, "target", [(key, target.label) for key, target in targets], is_french=True)

    def heading(self, *, slug: str, current: WorkshopHeading | None = None) -> WorkshopHeading:
        """Return the workshop that was given; what a source tells of one that is changed is kept."""
        data = self.cleaned_data
        heading: WorkshopHeading = self.document(
            slug=slug,
            host=data["host"],
            copilots=tuple(data["copilots"]),
            year=current.year if current and not data["day"] else None,
            sites=tuple(data["sites"]),
            target=self.targets.get(data["target"]),
            statements=current.statements if current else (),
            evidence=current.evidence if current else (),
        )
        return heading

    def slug(self) -> str:
        """Return an identifier for a new workshop: its title and its day."""
        day = self.cleaned_data["day"]
        return slugify(f"{self.cleaned_data['title'][:60]}-{day or ''}")[:80] or "atelier"


def initial_of(heading: WorkshopHeading, targets: Targets) -> dict[str, Any]:
    """Return what the form of a workshop shows at first, beside what is described of it."""
    keys = {(target.plan, target.kind, target.key): key for key, target in reversed(targets)}
    target = heading.target
    return {
        "host": heading.host,
        "copilots": list(heading.copilots),
        "sites": list(heading.sites),
        "target": keys.get((target.plan, target.kind, target.key), "") if target else "",
    }


class AttendanceForm(forms.Form):
    """How many attended, in each capacity; an empty field is not known, and not counted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in AttendeeKind:
            self.fields[kind.value] = forms.IntegerField(
                label=words(kind.label).capitalize(), min_value=0, max_value=100_000, required=False
            )

    def counts(self) -> list[AttendanceCount]:
        """Return the counts that were given."""
        data = self.cleaned_data
        return [
            AttendanceCount(kind=kind, count=data[kind.value])
            for kind in AttendeeKind
            if data.get(kind.value) is not None
        ]


class AttendeeForm(forms.Form):
    """Somebody who attended and agrees to be named."""

    name = forms.CharField(label=_("Nom"), max_length=120)
    kind = list_field(_("À quel titre"), AttendeeKind)
    organisation = forms.CharField(label=_("Organisme"), max_length=200, required=False)
    email = forms.EmailField(
        label=_("Adresse de son compte"), required=False, help_text=_("Avec un compte, elle amende le compte rendu.")
    )
    agrees = forms.BooleanField(label=_("Cette personne accepte d’être nommée"))


class WorkshopFileForm(forms.Form):
    """A document or a photo."""

    file = forms.FileField(label=_("Document ou photo (20 Mo au plus, HEIC compris)"))
    title = forms.CharField(label=_("Titre"), max_length=200, required=False)
    author = forms.CharField(label=_("Auteur"), max_length=120, required=False)
    licence = forms.CharField(label=_("Droits (licence, ou accord donné)"), max_length=120, required=False)
    consent = list_field(_("Personnes sur la photo"), PhotoConsent, initial=PhotoConsent.NOT_ASKED.value)
