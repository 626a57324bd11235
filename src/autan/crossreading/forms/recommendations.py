"""What a person writes of a recommendation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.crossreading.core.findings import Addressee
from autan.crossreading.core.recommendations import RecommendationStatus
from autan.crossreading.forms.proposals import choices_of


class RecommendationForm(forms.Form):
    """The text in both languages, whom it is for, where it stands."""

    text_fr = forms.CharField(label=_("Recommandation"), widget=forms.Textarea({"rows": 4}))
    text_en = forms.CharField(label=_("La même, en anglais"), required=False, widget=forms.Textarea({"rows": 3}))
    addressee = forms.ChoiceField(label=_("Elle s’adresse à"))
    status = forms.ChoiceField(label=_("Où elle en est"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, kind in (("addressee", Addressee), ("status", RecommendationStatus)):
            label = self.fields[name].label
            self.fields[name] = forms.ChoiceField(label=label, choices=choices_of(kind))
