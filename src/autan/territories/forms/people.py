"""What a coordinator says of a person: who, in which role, where, from when to when."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.accounts.queries import find_person
from autan.territories.core.members import Member
from autan.territories.models import Mandate, Network

_NETWORK = ""


class PersonForm(forms.Form):
    """A person and a role; the place is a member of the network, or the network itself.

    Attributes of the cleaned data: `email`, `name`, `password` (empty for an account that exists), `role`, `siren`
    (empty for the network), `valid_from` and `valid_to` (None when they are not given).
    """

    email = forms.EmailField(label=_("Adresse électronique"), max_length=254)
    name = forms.CharField(label=_("Nom montré dans le journal"), max_length=120)
    role = forms.ChoiceField(label=_("Rôle"))
    siren = forms.ChoiceField(label=_("Sur"), required=False)
    valid_from = forms.DateField(label=_("À partir du (aujourd’hui si vide)"), required=False)
    valid_to = forms.DateField(label=_("Fin du rôle (sans fin si vide)"), required=False)
    password = forms.CharField(
        label=_("Premier mot de passe, pour un nouveau compte"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, network: Network, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = forms.ChoiceField(
            label=_("Rôle"), choices=[(role.value, _(role.label)) for role in Mandate.Role]
        )
        places = [(_NETWORK, network.name_fr), *((member.siren, member.short_name) for member in members)]
        self.fields["siren"] = forms.ChoiceField(label=_("Sur"), required=False, choices=places)
        for name in ("valid_from", "valid_to"):
            self.fields[name].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self) -> dict[str, Any]:
        """Ask a password for an account that does not exist yet."""
        given = super().clean() or {}
        if given.get("email") and not given.get("password") and find_person(given["email"]) is None:
            self.add_error("password", _("Un nouveau compte a besoin d’un premier mot de passe."))
        return given


class EndForm(forms.Form):
    """The day on which a role ends."""

    on = forms.DateField(label=_("Fin du rôle (aujourd’hui si vide)"), required=False)
