"""The heading of a plan, and the lines of a section."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.evidence.figures.forms import EvidenceField
from autan.ground.texts.core.notation import read_whole
from autan.ground.web.forms.described import DescribedForm
from autan.ground.web.forms.fields import choose
from autan.plans.plans.core.plans import LineInput, PlanHeading
from autan.plans.plans.core.sections import PlanSection

_REVISION = "revision"


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


def posted_lines(section: PlanSection, posted: Mapping[str, str]) -> list[LineInput]:
    """Return the lines that the form of a section sent, in fields named `key:code`, with the revision that was read."""
    typed: dict[str, dict[str, str]] = {}
    revisions: dict[str, int] = {}
    known = {field.code for field in section.fields}
    for name, text in posted.items():
        key, separator, code = name.partition(":")
        if separator and code == _REVISION:
            revision = read_whole(text)
            if revision is not None:
                revisions[key] = revision
        elif separator and code in known:
            typed.setdefault(key, {})[code] = text
    return [LineInput(key=key, typed=fields, revision=revisions.get(key)) for key, fields in typed.items()]
