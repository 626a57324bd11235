"""What a coordinator says of a person, and what an invited person says of herself."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.evidence.forms.fields import day_field
from autan.territories.core.members import Member
from autan.territories.models import ROLES_ON_NETWORK, ROLES_ON_TERRITORY, Mandate, Network

_NETWORK = ""


class PersonForm(forms.Form):
    """A person and a role; the place is a member of the network, or the network itself.

    Attributes of the cleaned data: `email`, `name`, `role`, `siren` (empty for the network), `valid_to` (None when it
    is not given).
    """

    email = forms.EmailField(label=_("Adresse électronique"), max_length=254)
    name = forms.CharField(label=_("Nom"), max_length=120)
    role = forms.ChoiceField(label=_("Rôle"), choices=lambda: [(role.value, _(role.label)) for role in Mandate.Role])
    siren = forms.ChoiceField(label=_("Sur"), required=False)
    valid_to = day_field(_("Fin du rôle (sans fin si vide)"), required=False)

    def __init__(self, *args: Any, network: Network, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(_NETWORK, network.name_fr), *((member.siren, member.short_name) for member in members)]
        self.fields["siren"].choices = places  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Say beside the role that it is not given there."""
        given = super().clean() or {}
        fit = ROLES_ON_TERRITORY if given.get("siren") else ROLES_ON_NETWORK
        if given.get("role") and given["role"] not in fit:
            on_member, on_network = _("Ce rôle se confie sur un membre."), _("Ce rôle se confie sur le réseau.")
            self.add_error("role", on_network if given.get("siren") else on_member)
        return given


class MandateEndForm(forms.Form):
    """The day on which a role ends."""

    on = day_field(_("Fin du rôle (aujourd’hui si vide)"), required=False)


class AcceptForm(forms.Form):
    """What opens an account: the name shown in the journal, and a password."""

    name = forms.CharField(label=_("Votre nom, tel qu’il signera ce que vous écrivez"), max_length=120)
    password = forms.CharField(
        label=_("Mot de passe, 12 signes au moins"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
