"""A dated state of a project, with the fact that states it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.evidence.core.sources import EvidenceRef
from autan.evidence.core.texts import Text
from autan.evidence.forms.fields import choices_of
from autan.evidence.queries.registry import PUBLIC, describe_evidence
from autan.projects.core.projects import ProjectState, StateKind


class StateForm(forms.Form):
    """A state as the action takes it; the fact must be one that the register holds."""

    kind = forms.ChoiceField(label=_("Où il en est"))
    label = forms.CharField(label=_("Ce que c’est"), max_length=300)
    since = forms.IntegerField(label=_("Depuis l’année"), min_value=1900, max_value=2200)
    fact = forms.CharField(label=_("Numéro du fait qui l’établit"), max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices_of(StateKind)

    def clean_fact(self) -> str:
        """Refuse a fact that the register does not hold."""
        key: str = self.cleaned_data["fact"].strip()
        ref = EvidenceRef(kind="fact", key=key)
        if describe_evidence([ref], reader=PUBLIC)[ref] is None:
            raise forms.ValidationError(_("Le registre n’a pas ce fait."))
        return key

    def state(self) -> ProjectState:
        """Return the state that was given."""
        given = self.cleaned_data
        return ProjectState(
            kind=StateKind(given["kind"]),
            label=Text(given["label"], given["label"]),
            since=given["since"],
            evidence=(EvidenceRef(kind="fact", key=given["fact"]),),
        )
