"""The settings of a network, as its coordinator changes them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.evidence.language import words
from autan.perimeters.core.time_zones import TIME_ZONES
from autan.territories.actions.network_settings import SETTINGS
from autan.territories.core.colours import PRODUCT
from autan.territories.models import Network

_AREA = {"rows": 4}


class SettingsForm(forms.Form):
    """Name, description, languages, sender of messages, colour; `has_colour` is False for that of the product."""

    name_fr = forms.CharField(label=_("Nom"), max_length=120)
    description_fr = forms.CharField(
        label=_("Description, en quelques phrases"), required=False, max_length=4000, widget=forms.Textarea(_AREA)
    )
    is_bilingual = forms.BooleanField(label=_("Les pages du réseau existent aussi en anglais"), required=False)
    name_en = forms.CharField(label=_("Nom en anglais"), required=False, max_length=120)
    description_en = forms.CharField(
        label=_("Description en anglais"), required=False, max_length=4000, widget=forms.Textarea(_AREA)
    )
    sender_name = forms.CharField(label=_("Nom de l’expéditeur des messages"), required=False, max_length=120)
    reply_to = forms.EmailField(label=_("Adresse à laquelle on répond"), required=False)
    time_zone = forms.ChoiceField(label=_("Heure des pages du réseau"), required=False)
    has_colour = forms.BooleanField(label=_("Donner sa couleur au réseau"), required=False)
    colour = forms.CharField(
        label=_("Couleur des liens et des boutons"),
        required=False,
        max_length=7,
        widget=forms.TextInput({"type": "color"}),
    )

    def __init__(self, data: Any = None, *, network: Network) -> None:
        held = {name: getattr(network, name) for name in SETTINGS}
        colour = network.colour or PRODUCT
        super().__init__(data, initial={**held, "colour": colour, "has_colour": bool(network.colour)})
        zones = [(zone, words(name)) for zone, name in TIME_ZONES.items()]
        self.fields["time_zone"].choices = [("", _("celle du site")), *zones]  # type: ignore[attr-defined]

    @property
    def given(self) -> dict[str, Any]:
        """What the action takes: a colour only where one is wanted, an English name where none was given."""
        found = {name: self.cleaned_data[name] for name in SETTINGS}
        found["colour"] = found["colour"].lower() if self.cleaned_data["has_colour"] else ""
        found["name_en"] = found["name_en"] or found["name_fr"]
        return found
