"""Forms of action sheets."""

from collections.abc import Mapping

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import PUBLIC, describe_evidence
from autan.ground.texts.core.notation import read_whole
from autan.ground.texts.core.texts import Text
from autan.ground.web.forms.fields import list_field
from autan.plans.projects.actions.sheets import SheetInput
from autan.plans.projects.core.choices import Disclosure
from autan.plans.projects.core.fields import BY_CODE, SheetFieldKind
from autan.plans.projects.core.projects import ProjectState, StateKind
from autan.plans.projects.core.sheets import disclosure_of
from autan.plans.projects.importers import sheet_sections

# A dated state of a project, with the fact that states it.


class StateForm(forms.Form):
    """A state as the action takes it; the fact must be one that the register holds."""

    kind = list_field(_("Où il en est"), StateKind)
    label = forms.CharField(label=_("Ce que c’est"), max_length=300)
    since = forms.IntegerField(label=_("Depuis l’année"), min_value=1900, max_value=2200)
    fact = forms.CharField(label=_("Numéro du fait qui l’établit"), max_length=40)

    def clean_fact(self) -> str:
        """Refuse a fact that the register does not hold."""
        key: str = self.cleaned_data["fact"].strip()
        ref = EvidenceRef(kind="fact", key=key)
        if describe_evidence([ref], reader=PUBLIC)[ref] is None:
            raise forms.ValidationError(_("Le registre n’a pas ce fait."))
        return key

    def state(self) -> ProjectState:
        """Return the state that was given."""
        data = self.cleaned_data
        return ProjectState(
            kind=data["kind"],
            label=Text(data["label"], data["label"]),
            since=data["since"],
            evidence=(EvidenceRef(kind="fact", key=data["fact"]),),
        )


# What the form of an action sends, as the action takes it.


_AXIS_FIELDS = ("axis1", "axis2", "axis3")
_READER = "reader:"


def posted_typed(posted: QueryDict) -> dict[str, str]:
    """Return what was typed in the fields that the form sent; several boxes of a list make one text."""
    typed = {}
    for code, field in BY_CODE.items():
        if field.kind is SheetFieldKind.CHOICES and f"{code}:sent" in posted:
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
