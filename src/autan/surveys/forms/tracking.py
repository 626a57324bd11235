"""Forms of the tracking page of a campaign."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.evidence.forms.fields import day_field, list_field
from autan.questionnaires.core.answers.answer import Respondent
from autan.surveys.core.campaigns.invitations import EmailStatus


class InvitationForm(forms.Form):
    """Who will answer for a territory."""

    siren = forms.ChoiceField(label=_("Collectivité"))
    name = forms.CharField(label=_("Nom de la personne référente"), max_length=120)
    email = forms.EmailField(label=_("Adresse électronique"), required=False)

    def __init__(self, *args: Any, respondents: tuple[Respondent, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(respondent.siren, respondent.name) for respondent in respondents]
        self.fields["siren"] = forms.ChoiceField(label=_("Collectivité"), choices=choices)


class AddressForm(forms.Form):
    """What is known of the address of the holder of a link."""

    invitation = forms.IntegerField(widget=forms.HiddenInput)
    status = list_field(_("État de l’adresse"), EmailStatus)


class LifeForm(forms.Form):
    """The one act on a campaign that a button asks for; the last day and the delay where the act needs them."""

    act = forms.ChoiceField(
        choices=[(act, act) for act in ("close", "reopen", "show", "hide", "share", "keep", "delay")]
    )
    closed_on = day_field(_("Dernier jour"), required=False)
    days = forms.IntegerField(label=_("Jours entre deux messages"), required=False, min_value=1, max_value=90)
