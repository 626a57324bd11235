"""The heading of a plan, and the lines of a section."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.evidence.figures.forms import EvidenceField
from autan.ground.texts.core.notation import read_whole
from autan.ground.texts.language import ungrouped_number
from autan.ground.web.forms.described import DescribedForm
from autan.ground.web.forms.fields import choose
from autan.plans.plans.core.plans import LineInput, PlanHeading
from autan.plans.plans.core.sections import FieldKind, PlanSection

_REVISION = "revision"
type Lines = dict[str, list[LineInput]]


class HeadingForm(DescribedForm):
    """What a plan is."""

    class Meta:
        document = PlanHeading

    follows = forms.ChoiceField(label=_("Succède à"), required=False)
    evidence = EvidenceField(label=_("Ce qui établit qu’il existe"), required=False)

    def __init__(self, *args: Any, plans: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "follows", plans)

    def heading(self) -> PlanHeading:
        """Return the heading that was typed, with what establishes that the plan exists."""
        heading: PlanHeading = self.document(evidence=self.cleaned_data["evidence"])
        return heading


class LineEvidenceForm(forms.Form):
    """What establishes one line of a plan."""

    evidence = EvidenceField(label=_("Ce qui l’établit"), required=False)


def posted_lines(sections: Sequence[PlanSection], posted: Mapping[str, str], own: str) -> Lines:
    """Return the lines that the page of a plan sent, by section, each with the revision that was read.

    Fields are named `section/key:code`; those without a section are of the section `own`.
    """
    codes = {section.code: {field.code: field.kind for field in section.fields} for section in sections}
    typed: dict[str, dict[str, dict[str, str]]] = {}
    revisions: dict[tuple[str, str], int] = {}
    for name, text in posted.items():
        place, separator, code = name.partition(":")
        section, key = place.split("/", 1) if "/" in place else (own, place)
        if separator and code == _REVISION:
            revision = read_whole(text)
            if revision is not None:
                revisions[section, key] = revision
        elif separator and (kind := codes.get(section, {}).get(code)):
            # kept as typed, and read later without a language
            written = ungrouped_number(text) if kind in {FieldKind.NUMBER, FieldKind.QUANTITY} else text
            typed.setdefault(section, {}).setdefault(key, {})[code] = written
    return {
        section: [
            LineInput(key=key, typed=fields, revision=revisions.get((section, key))) for key, fields in lines.items()
        ]
        for section, lines in typed.items()
    }
