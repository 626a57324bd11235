"""Forms of minutes: their text, an amendment and its answer, a passage to withdraw."""

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.cooperation.minutes.core import MOST_CHARACTERS, AmendmentDelay, AmendmentInput
from autan.ground.web.forms.described import DescribedForm
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
    """How many days amendments are taken; ten by default."""

    delay = list_field(
        _("Les changements se demandent"), AmendmentDelay, required=False, initial=AmendmentDelay.TEN_DAYS.value
    )
    until = day_field(_("Dernier jour, si c’en est un autre"), required=False)


class AmendmentForm(DescribedForm):
    """A change asked for."""

    class Meta:
        document = AmendmentInput
        exclude = ("on_behalf_of",)


class AmendmentOfOthersForm(DescribedForm):
    """A change asked for, maybe for somebody who was there and has no account."""

    class Meta:
        document = AmendmentInput


class PassageWithdrawalForm(forms.Form):
    """Words to take out of the text and of its versions."""

    passage = text_area(
        _("Passage à retirer"),
        rows=3,
        help_text=_("Il disparaît du texte et de toutes ses versions ; la trace du retrait reste."),
    )
    reason = forms.CharField(label=_("Pourquoi"), max_length=500)
