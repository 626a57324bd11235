"""A draw for double coding, a disagreement settled, a classification, a comment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.coding.agreement.core.ratings import DEFAULT_SHARE
from autan.coding.codings.core.codings import DisagreementOutcome
from autan.ground.web.forms.fields import list_field
from autan.people.accounts.models import Person

_SAID = _("Dites si l’idée y est, ou n’y est pas.")
_MOST_BOXES = 60
"""People with a box each; more are a list, which weighs a tenth on the page."""


class DrawForm(forms.Form):
    """Texts drawn for a double coding, and who codes them."""

    share = forms.IntegerField(label=_("Part des textes, en\u00a0%"), min_value=1, max_value=100)
    seed = forms.IntegerField(label=_("Graine du tirage"), min_value=0, max_value=2_000_000_000)
    coders = forms.MultipleChoiceField(label=_("Qui code"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any = None, *, people: list[Person], seed: int = 0) -> None:
        super().__init__(data, initial={"share": round(DEFAULT_SHARE * 100), "seed": seed})
        self.people = {str(person.pk): person for person in people}
        if len(people) > _MOST_BOXES:
            self.fields["coders"].widget = forms.SelectMultiple(attrs={"size": 12})
        self.fields["coders"].choices = [(key, person.name) for key, person in self.people.items()]  # type: ignore[attr-defined]  # a choice field

    @property
    def chosen(self) -> list[Person]:
        """The people, once the form is valid."""
        return [self.people[key] for key in self.cleaned_data["coders"]]


class SettlementForm(forms.Form):
    """What is decided of one idea in one text."""

    text = forms.CharField(max_length=200)
    code = forms.CharField(max_length=80)
    decision = list_field("", DisagreementOutcome, error_messages={"required": _SAID, "invalid_choice": _SAID})
    reason = forms.CharField(required=False, max_length=2_000)


class ClassesForm(forms.Form):
    """Parameters of a classification."""

    k = forms.IntegerField(label=_("Classes au plus"), min_value=2, max_value=20, initial=5)
    size = forms.IntegerField(label=_("Mots par segment"), min_value=5, max_value=200, initial=40)
    min_size = forms.IntegerField(label=_("Formes par segment, au moins"), min_value=0, max_value=100, initial=0)
    double = forms.BooleanField(label=_("Double classification"), required=False)
