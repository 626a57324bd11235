"""Forms of workshops: what one is, who attended, a file, a name to remove."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from autan.evidence.forms.fields import choices_of, day_field
from autan.evidence.language import words
from autan.projects.models import Project
from autan.territories.core.members import Member
from autan.workshops.actions.workshops import WorkshopInput
from autan.workshops.core.files import PhotoConsent
from autan.workshops.core.formats import AttendeeKind, WorkshopFormat, WorkshopStatus
from autan.workshops.core.workshops import AttendanceCount, PlanTarget, WorkshopHeading
from autan.workshops.models import Workshop

type Targets = Sequence[tuple[str, PlanTarget]]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class WorkshopForm(forms.Form):
    """A workshop as the actions take it."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    format = forms.ChoiceField(
        label=_("Format"), help_text=_("«\u202f1 site / 1 cible\u202f» demande un site et une cible du plan.")
    )
    host = forms.ChoiceField(label=_("Hôte"))
    copilots = forms.MultipleChoiceField(label=_("Copilotes"), required=False)
    day = day_field(_("Jour"), required=False)
    hours = forms.CharField(label=_("Heures"), max_length=60, required=False)
    place = forms.CharField(label=_("Lieu"), max_length=300, required=False)
    sites = forms.MultipleChoiceField(label=_("Site visité"), required=False)
    target = forms.ChoiceField(label=_("Cible ou axe du plan"), required=False)
    invitation = forms.CharField(label=_("Invitation"), max_length=5_000, required=False, widget=_area(4))
    agenda = forms.CharField(label=_("Déroulé, une ligne par étape"), max_length=5_000, required=False, widget=_area(5))
    is_open_to_all = forms.BooleanField(label=_("Ouvert à tous les membres"), required=False)
    status = forms.ChoiceField(label=_("Où il en est"))
    status_reason = forms.CharField(label=_("Pourquoi il est annulé"), max_length=300, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, members: Sequence[Member], sites: Sequence[Project], targets: Targets, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.targets = dict(targets)
        places = [(member.siren, member.short_name) for member in members]
        none = [("", "—")]
        self._choose("format", choices_of(WorkshopFormat))
        self._choose("status", choices_of(WorkshopStatus))
        self._choose("host", places)
        self._choose("copilots", places)
        self._choose("sites", [(site.slug, site.name_fr) for site in sites])
        self._choose("target", none + [(key, target.label) for key, target in targets])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def given(self, *, slug: str, held: WorkshopHeading | None = None) -> WorkshopInput:
        """Return the workshop that was given; what a source tells of one that is changed is kept."""
        said = self.cleaned_data
        heading = WorkshopHeading(
            slug=slug,
            title=said["title"],
            format=WorkshopFormat(said["format"]),
            status=WorkshopStatus(said["status"]),
            host=said["host"],
            copilots=tuple(said["copilots"]),
            day=said["day"],
            year=held.year if held and not said["day"] else None,
            place=said["place"],
            sites=tuple(said["sites"]),
            target=self.targets.get(said["target"]),
            invitation=said["invitation"],
            is_open_to_all=said["is_open_to_all"],
        )
        if held is not None:
            heading = replace(heading, statements=held.statements, evidence=held.evidence)
        return WorkshopInput(
            heading=heading, hours=said["hours"], agenda=said["agenda"], status_reason=said["status_reason"]
        )

    def slug(self) -> str:
        """Return an identifier for a new workshop: its title and its day."""
        day = self.cleaned_data["day"]
        return slugify(f"{self.cleaned_data['title'][:60]}-{day or ''}")[:80] or "atelier"


def initial_of(workshop: Workshop, targets: Targets) -> dict[str, Any]:
    """Return what the form of a workshop shows at first."""
    heading = workshop.as_core()
    chosen = next((key for key, target in targets if heading.target and _same(target, heading.target)), "")
    return {
        "title": heading.title,
        "format": heading.format.value,
        "host": heading.host,
        "copilots": list(heading.copilots),
        "day": heading.day,
        "hours": workshop.hours,
        "place": heading.place,
        "sites": list(heading.sites),
        "target": chosen,
        "invitation": heading.invitation,
        "agenda": workshop.agenda,
        "is_open_to_all": heading.is_open_to_all,
        "status": heading.status.value,
        "status_reason": workshop.status_reason,
        "revision": workshop.revision,
    }


def _same(one: PlanTarget, other: PlanTarget) -> bool:
    return (one.plan, one.kind, one.key) == (other.plan, other.kind, other.key)


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
        given = self.cleaned_data
        return [
            AttendanceCount(kind=kind, count=given[kind.value])
            for kind in AttendeeKind
            if given.get(kind.value) is not None
        ]


class AttendeeForm(forms.Form):
    """Somebody who attended and agrees to be named."""

    name = forms.CharField(label=_("Nom"), max_length=120)
    kind = forms.ChoiceField(label=_("À quel titre"))
    organisation = forms.CharField(label=_("Organisme"), max_length=200, required=False)
    email = forms.EmailField(
        label=_("Adresse de son compte"), required=False, help_text=_("Avec un compte, elle amende le compte rendu.")
    )
    agrees = forms.BooleanField(label=_("Cette personne accepte d’être nommée"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices_of(AttendeeKind)


class FileForm(forms.Form):
    """A document or a photo."""

    file = forms.FileField(label=_("Document ou photo (20 Mo au plus, HEIC compris)"))
    title = forms.CharField(label=_("Titre"), max_length=200, required=False)
    author = forms.CharField(label=_("Auteur"), max_length=120, required=False)
    licence = forms.CharField(label=_("Droits (licence, ou accord donné)"), max_length=120, required=False)
    consent = forms.ChoiceField(label=_("Personnes sur la photo"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["consent"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices_of(PhotoConsent)
            field.initial = PhotoConsent.NOT_ASKED.value
