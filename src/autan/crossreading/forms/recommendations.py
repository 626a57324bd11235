"""What a person writes of a recommendation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.crossreading.core.findings import Addressee
from autan.crossreading.core.recommendations import RecommendationStatus
from autan.evidence.forms.fields import list_field


class RecommendationForm(forms.Form):
    """The text in both languages, whom it is for, where it stands."""

    text_fr = forms.CharField(label=_("Recommandation"), widget=forms.Textarea({"rows": 4}))
    text_en = forms.CharField(label=_("La même, en anglais"), required=False, widget=forms.Textarea({"rows": 3}))
    addressee = list_field(_("Elle s’adresse à"), Addressee)
    status = list_field(_("Où elle en est"), RecommendationStatus)
