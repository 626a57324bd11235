"""Forms of action sheets."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.forms import EvidenceField
from autan.ground.texts.core.notation import read_whole
from autan.ground.texts.core.plain_letters import fold_accents
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.web.forms.described import DescribedForm
from autan.ground.web.forms.fields import TickForm, choose, list_field, text_area
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.plans.plans.core.sections import FieldKind
from autan.plans.projects.actions.sheets import SheetInput
from autan.plans.projects.core.addresses import ACTION_KIND
from autan.plans.projects.core.choices import Disclosure
from autan.plans.projects.core.fields import BY_CODE
from autan.plans.projects.core.projects import ProjectHeading, ProjectLine, ProjectState, ProjectTopic
from autan.plans.projects.core.sheets import disclosure_of
from autan.plans.projects.importers import sheet_sections
from autan.plans.projects.models import Project
from autan.territories.networks.models import Territory
from autan.territories.perimeters.lake.register import commune_names, last_communes_of


class JointForm(TickForm[Territory]):
    """An action that several territories carry."""

    title = forms.CharField(label=_("Titre de l’action"), max_length=300)

    def __init__(self, data: Any, led: Sequence[Territory]) -> None:
        places = {place.siren: place for place in led}
        super().__init__(data, "siren", _("Les collectivités qui la portent"), places, lambda place: place.name)


class SheetRemarkForm(TickForm[Person]):
    """What is said of an action, and to whom in particular."""

    text = text_area(_("Votre commentaire, lu par les personnes du réseau"), rows=2, required=False)

    def __init__(self, data: Any, people: Sequence[Person]) -> None:
        super().__init__(data, "mention", "", {str(one.pk): one for one in people}, lambda one: one.name)
        self.fields["text"].widget.attrs["required"] = True


# A dated state of a project, with the fact that states it.


class StateForm(DescribedForm):
    """A state as the action takes it, its year known, with what states it."""

    class Meta:
        document = ProjectState
        exclude = ("until", "chain")

    evidence = EvidenceField(label=_("Ce qui l’établit"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].required = True


# A plan that is begun from another.


class BasisForm(forms.Form):
    """Title and territory of a plan that is begun from another."""

    title = forms.CharField(label=_("Titre du nouveau plan"), max_length=300)
    place = forms.ChoiceField(label=_("Collectivité"))

    def __init__(self, *args: Any, places: Sequence[Territory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "place", [(place.siren, place.name) for place in places], is_optional=len(places) > 1)


# A project, and what sources state of it.


class ProjectForm(DescribedForm):
    """What a project is, who carries it, and the actions that serve it."""

    class Meta:
        document = ProjectHeading

    carriers = forms.MultipleChoiceField(label=_("Collectivités porteuses"), widget=forms.CheckboxSelectMultiple)
    commune = forms.CharField(
        label=_("Commune du site"),
        max_length=80,
        required=False,
        help_text=_("Son nom, si le site est dans une seule."),
    )
    sheets = EvidenceField(label=_("Actions qui le servent"), kinds=("action",), required=False)
    evidence = EvidenceField(label=_("Ce qui énonce l’ambition"), required=False)

    def __init__(self, *args: Any, places: Sequence[Territory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "carriers", [(place.siren, place.short_name) for place in places], is_optional=False)

    def clean(self) -> dict[str, Any]:
        """Read the name of the commune among those of the authorities chosen; its code is what is kept."""
        data = super().clean() or {}
        typed, names = fold_accents(data.get("commune", "").strip()), commune_names()
        codes = [code for siren in data.get("carriers", ()) for code in last_communes_of(siren)]
        code = next((code for code in codes if typed in {fold_accents(names[code]), code.lower()}), "")
        if typed and not code:
            self.add_error("commune", _("Aucune commune des collectivités porteuses n’a ce nom."))
        return data | {"commune": code}


class ProjectLineForm(forms.Form):
    """One thing that a source states of a project."""

    topic = list_field(_("À propos de"), ProjectTopic, blank="—", required=False)
    text = text_area(_("Ce qui est énoncé"), rows=2, max_length=2_000, required=False)
    evidence = EvidenceField(label=_("Source"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask a subject and a source for what is written."""
        data = super().clean() or {}
        if data.get("text") or data.get("evidence"):
            if not data.get("topic"):
                self.add_error("topic", _("Dites de quoi il s’agit."))
            if not data.get("evidence"):
                self.add_error("evidence", _("Choisissez au moins une preuve."))
        return data


ProjectLines = forms.formset_factory(ProjectLineForm, extra=1, max_num=60, absolute_max=80, can_delete=True)


def project_initial(record: Project) -> dict[str, Any]:
    """Return what the form of a project shows first."""
    heading = record.as_core()
    return {
        "carriers": heading.sirens,
        "commune": commune_names().get(heading.commune, ""),
        "sheets": [EvidenceRef(kind=ACTION_KIND, key=sheet.slug) for sheet in record.sheets.all()],
        "evidence": heading.evidence,
    }


def lines_initial(heading: ProjectHeading) -> list[dict[str, Any]]:
    """Return what the rows of a project show first."""
    return [{"topic": line.topic.value, "text": line.text.fr, "evidence": line.evidence} for line in heading.lines]


def _own_words(typed: Text, before: Text) -> Text:
    """The words typed, in both languages, except a text that did not change and keeps its translation."""
    return before if typed.fr == before.fr else typed


def posted_project(form: ProjectForm, lines: Any, *, slug: str, before: ProjectHeading | None) -> ProjectHeading:
    """Return the project that was sent, with the states that it had."""
    data = form.cleaned_data
    worded = {(line.topic, line.text.fr): line.text for line in (before.lines if before else ())}
    rows = [row.cleaned_data for row in lines if row.cleaned_data.get("evidence") and row not in lines.deleted_forms]
    return ProjectHeading(
        slug=slug,
        name=_own_words(data["name"], before.name if before else NO_TEXT),
        ambition=_own_words(data["ambition"], before.ambition if before else NO_TEXT),
        commune=data["commune"],
        sirens=tuple(data["carriers"]),
        lines=tuple(
            ProjectLine(
                topic=row["topic"],
                text=worded.get((row["topic"], row["text"]), Text(row["text"], row["text"])),
                evidence=row["evidence"],
            )
            for row in rows
        ),
        states=before.states if before else (),
        evidence=data["evidence"],
    )


# What the form of an action sends, as the action takes it.


_AXIS_FIELDS = ("axis1", "axis2", "axis3")
_READER = "reader:"


def posted_typed(posted: QueryDict) -> dict[str, str]:
    """Return what was typed in the fields that the form sent; several boxes of a list make one text."""
    typed = {}
    for code, field in BY_CODE.items():
        if field.kind is FieldKind.CHOICES and f"{code}:sent" in posted:
            typed[code] = ", ".join(posted.getlist(code))
        elif code in posted:
            typed[code] = posted.get(code, "").replace("\r\n", "\n")
    return typed


def posted_lines(posted: QueryDict) -> dict[str, list[dict[str, str]]]:
    """Return the lines that the form sent, by section; fields are named `section:line:code`."""
    sections: dict[str, dict[int, dict[str, str]]] = {}
    for name in posted:
        section, _, rest = name.partition(":")
        key, _, code = rest.partition(":")
        rank = read_whole(key)
        if section in sheet_sections() and rank is not None and code:
            sections.setdefault(section, {}).setdefault(rank, {})[code] = posted.get(name, "")
    return {section: [lines[key] for key in sorted(lines)] for section, lines in sections.items()}


def posted_disclosures(posted: QueryDict, disclosures: Mapping[str, str]) -> dict[str, str]:
    """Return who may read each field, where the form says another reader than the field itself does."""
    levels = dict(disclosures)
    for code in BY_CODE.keys() - {"title"}:
        level = posted.get(f"{_READER}{code}", "")
        if level in set(Disclosure):
            levels[code] = "" if level == disclosure_of(code, {}).value else level
    return {code: level for code, level in levels.items() if level}


def posted_sheet(posted: QueryDict, disclosures: Mapping[str, str]) -> SheetInput:
    """Return the whole of what a form sent, of a sheet whose disclosures are held; the rest is left as it is."""
    revision = posted.get("revision", "")
    return SheetInput(
        typed=posted_typed(posted),
        axis=[posted.get(name, "") for name in _AXIS_FIELDS] if _AXIS_FIELDS[0] in posted else None,
        lines=posted_lines(posted) or None,
        disclosures=posted_disclosures(posted, disclosures),
        is_published=posted.get("is_published") == "yes" if "is_published" in posted else None,
        revision=read_whole(revision),
    )
