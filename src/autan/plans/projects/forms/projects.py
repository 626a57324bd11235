"""A dated state of a project, with the fact that states it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import PUBLIC, describe_evidence
from autan.ground.texts.core.texts import Text
from autan.ground.web.forms.fields import list_field
from autan.plans.projects.core.projects import ProjectState, StateKind


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
        given = self.cleaned_data
        return ProjectState(
            kind=given["kind"],
            label=Text(given["label"], given["label"]),
            since=given["since"],
            evidence=(EvidenceRef(kind="fact", key=given["fact"]),),
        )
