"""Forms of minutes: their text, an amendment and its answer, a passage to withdraw."""

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.cooperation.minutes.core import MOST_CHARACTERS, AmendmentDelay
from autan.ground.web.forms.fields import day_field, list_field, text_area


class TextForm(forms.Form):
    """The text of minutes, and why it changes."""

    text = text_area(
        _("Texte du compte rendu"),
        rows=24,
        max_length=MOST_CHARACTERS,
        help_text=_("## devant un titre, - devant un point de liste, **gras**, *italique*."),
    )
    reason = forms.CharField(label=_("Ce qui change (facultatif)"), max_length=500, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)


class OpeningForm(forms.Form):
    """How long amendments are taken: ten days for who says nothing."""

    delay = list_field(
        _("Les changements se demandent"), AmendmentDelay, required=False, initial=AmendmentDelay.TEN_DAYS.value
    )
    until = day_field(_("Dernier jour, si c’en est un autre"), required=False)


class AmendmentForm(forms.Form):
    """A change asked for."""

    passage = text_area(
        _("Passage à changer"),
        rows=3,
        help_text=_("Recopiez-le tel qu’il est écrit ; laissez vide pour ajouter à la fin."),
        required=False,
    )
    replacement = text_area(
        _("Ce qu’il devrait dire"), rows=3, help_text=_("Laissez vide pour retirer le passage."), required=False
    )
    reason = text_area(_("Pourquoi"), rows=2, max_length=2_000)


class AmendmentOfOthersForm(AmendmentForm):
    """A change asked for, for somebody who was there and has no account."""

    on_behalf_of = forms.CharField(label=_("Au nom de (facultatif)"), max_length=120, required=False)


class PassageWithdrawalForm(forms.Form):
    """Words to take out of the text and of its versions."""

    passage = text_area(
        _("Passage à retirer"),
        rows=3,
        help_text=_("Il disparaît du texte et de toutes ses versions ; la trace du retrait reste."),
    )
    reason = forms.CharField(label=_("Pourquoi"), max_length=500)
