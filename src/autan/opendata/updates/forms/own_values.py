"""Forms of the values that people give beside the providers', and of the choice between them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit, units_like
from autan.ground.texts.core.notation import read_number
from autan.ground.texts.language import words
from autan.ground.texts.refusals import sentence_words
from autan.ground.web.forms.fields import choices_of
from autan.opendata.measures.core.catalogue import BASE_MEASURES
from autan.opendata.updates.core.own_value_checks import LONGEST_DOCUMENT, STATES, GivenValue, InvalidOwnValueError

_LONGEST_REASON = 2000


class OwnValueForm(forms.Form):
    """The value of a territory for one measure at one date."""

    value = forms.CharField(label=_("Valeur"), max_length=30)
    unit = forms.ChoiceField(label=_("Unité"))
    date = forms.CharField(label=_("Année ou jour"), max_length=10)
    state = forms.ChoiceField(label=_("Comment elle est connue"))
    document = forms.CharField(label=_("Document d’où elle vient"), max_length=LONGEST_DOCUMENT)
    reason = forms.CharField(
        label=_("Pourquoi elle diffère"), widget=forms.Textarea(attrs={"rows": 3}), max_length=_LONGEST_REASON
    )
    is_confirmed = forms.BooleanField(
        label=_("Je confirme cette valeur, très loin de celle du fournisseur"),
        required=False,
        widget=forms.HiddenInput,
    )
    is_used = forms.BooleanField(label=_("L’utiliser à la place de celle du fournisseur"), required=False)

    def __init__(self, *args: Any, measure: str, date: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = get_unit(BASE_MEASURES[measure].unit)
        self.measure = measure
        self.fields["unit"] = forms.ChoiceField(
            label=_("Unité"),
            initial=unit.code,
            choices=[(other.code, words(other.symbol) or other.code) for other in units_like(unit)],
        )
        self.fields["state"] = forms.ChoiceField(label=_("Comment elle est connue"), choices=choices_of(STATES))
        self.fields["date"].initial = date

    def clean_value(self) -> float:
        """The number, with a comma or a dot, whatever its spaces."""
        number = read_number(str(self.cleaned_data["value"]))
        if number is None:
            raise forms.ValidationError(_("Un nombre est attendu, comme 1234,5."))
        return number

    @property
    def given(self) -> GivenValue:
        """The value as it is recorded, once the form is valid."""
        data = self.cleaned_data
        return GivenValue(
            measure=self.measure,
            date=data["date"].strip(),
            value=data["value"],
            unit=data["unit"],
            reason=data["reason"],
            document=data["document"],
            state=ValueState(data["state"]),
            is_used=data["is_used"],
            is_confirmed=data.get("is_confirmed", False),
        )

    def add_refusal(self, error: InvalidOwnValueError) -> None:
        """Show a refusal beside the field at fault."""
        message = _("Attendu : %(expected)s.") % {"expected": sentence_words(error.expected)}
        if error.may_be_confirmed:
            self.fields["is_confirmed"].widget = forms.CheckboxInput()
        self.add_error(error.field if error.field in self.fields else None, message)


class CorrectionForm(OwnValueForm):
    """The value that corrects an alert: it is always used."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["is_used"]
        self.fields["reason"].label = _("Pourquoi la donnée est fausse")

    def clean(self) -> dict[str, Any]:
        """A correction is a choice too."""
        return {**(super().clean() or self.cleaned_data), "is_used": True}


class SourceChoiceForm(forms.Form):
    """Which value is used at a date: one of the territory's own, or the provider's when none is named."""

    date = forms.CharField(max_length=10, widget=forms.HiddenInput)
    own_value = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Pourquoi"), max_length=_LONGEST_REASON)
