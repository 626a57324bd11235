"""The heading of a plan, and the lines of a section."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.ground.texts.core.notation import read_whole
from autan.ground.web.forms.fields import choose, list_field
from autan.plans.plans.core.documents import LineInput
from autan.plans.plans.core.plans import PlanHeading, PlanKind, PlanScope
from autan.plans.plans.core.sections import PlanSection

_REVISION = "revision"


class HeadingForm(forms.Form):
    """What a plan is; `heading()` gives it as the action takes it."""

    title = forms.CharField(label=_("Titre"), max_length=300)
    kind = list_field(_("Sorte de plan"), PlanKind)
    scope = list_field(_("Champ"), PlanScope, blank="—", required=False)
    carrier = forms.CharField(label=_("Porté par, si c’est un autre organisme"), max_length=200, required=False)
    follows = forms.ChoiceField(label=_("Succède à"), required=False)
    note = forms.CharField(label=_("Remarque"), widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(self, *args: Any, plans: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "follows", plans)

    def heading(self, evidence: Sequence[Any] = ()) -> PlanHeading:
        """Return the heading that was given; the evidence that is held stays."""
        data = self.cleaned_data
        return PlanHeading(**data | {"scope": data["scope"] or None}, evidence=tuple(evidence))


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
