"""What is asked to have a program told."""

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.ground.web.forms.fields import choices_of
from autan.publishing.webhooks.core import OFFERED


class WebhookForm(forms.Form):
    """Which program is told, where, and of what."""

    name = forms.CharField(label=_("Nom du programme (un logiciel, pas une personne)"), max_length=120)
    url = forms.CharField(label=_("Adresse qui reçoit, en https"), max_length=500)
    events = forms.MultipleChoiceField(
        label=_("De quoi il est prévenu"),
        choices=lambda: choices_of(OFFERED, is_capitalised=True),
        widget=forms.CheckboxSelectMultiple,
    )
