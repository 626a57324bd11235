"""What confirms the erasure of somebody."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class ErasureForm(forms.Form):
    """The address of the account, typed to confirm what cannot be undone."""

    address = forms.CharField(max_length=254, label=gettext_lazy("Adresse de ce compte, pour confirmer"))

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._email = email

    def clean_address(self) -> str:
        """Take the address of the account alone."""
        address: str = self.cleaned_data["address"].strip()
        if address.lower() != self._email.lower():
            raise forms.ValidationError(_("Ce n’est pas l’adresse de ce compte\u00a0: rien n’est effacé."))
        return address
