"""Forms of minutes: their text, an amendment and its answer, a passage to withdraw."""

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.minutes.core.texts import MOST_CHARACTERS


class TextForm(forms.Form):
    """The text of minutes, and why it changes."""

    text = forms.CharField(
        label=_("Texte du compte rendu"),
        help_text=_("## devant un titre, - devant un point de liste, **gras**, *italique*."),
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 24}),
    )
    reason = forms.CharField(label=_("Ce qui change (facultatif)"), max_length=500, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)


class AmendmentForm(forms.Form):
    """A change asked for."""

    passage = forms.CharField(
        label=_("Passage à changer"),
        help_text=_("Recopiez-le tel qu’il est écrit ; laissez vide pour ajouter à la fin."),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    replacement = forms.CharField(
        label=_("Ce qu’il devrait dire"),
        help_text=_("Laissez vide pour retirer le passage."),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.CharField(label=_("Pourquoi"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 2}))


class AmendmentOfOthersForm(AmendmentForm):
    """A change asked for, for somebody who was there and has no account."""

    on_behalf_of = forms.CharField(label=_("Au nom de (facultatif)"), max_length=120, required=False)


class WithdrawalForm(forms.Form):
    """Words to take out of the text and of its versions."""

    passage = forms.CharField(
        label=_("Passage à retirer"),
        help_text=_("Il disparaît du texte et de toutes ses versions ; la trace du retrait reste."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.CharField(label=_("Pourquoi"), max_length=500)
