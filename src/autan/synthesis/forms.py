"""What is said when an edition is published or withdrawn."""

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.synthesis.core.editions import FORMATS

_NAMES = {"html": _("Page HTML autonome"), "pdf": _("PDF accessible"), "docx": _("Document Word, à retravailler")}


class PublicationForm(forms.Form):
    """The day of a publication, today when it is not given, and the formats made."""

    on = forms.DateField(
        label=_("Date de publication (aujourd’hui si vide)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    formats = forms.MultipleChoiceField(
        label=_("Fichiers"),
        choices=[(name, _NAMES[name]) for name in FORMATS],
        initial=list(FORMATS),
        widget=forms.CheckboxSelectMultiple,
    )


class WithdrawalForm(forms.Form):
    """Why an edition is withdrawn."""

    reason = forms.CharField(label=_("Raison, lue par le public"), max_length=500, widget=forms.Textarea({"rows": 2}))


class WordFileForm(forms.Form):
    """A Word document: the template of an agency, or an edition that it reworked."""

    file = forms.FileField(label=_("Document Word (.docx)"), widget=forms.FileInput({"accept": ".docx"}))
