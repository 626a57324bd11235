"""Ways back to an account by mail: its own address alone opens them, never one that waits to be proved."""

from typing import Any

from allauth.account import forms


class ResetPasswordForm(forms.ResetPasswordForm):  # type: ignore[misc]  # allauth has no types
    """Asks for a new password by mail."""

    users: list[Any]

    def clean_email(self) -> str:
        """Leave out the accounts that only mean to take this address."""
        email = str(super().clean_email())
        self.users = [person for person in self.users if person.has_address(email)]
        return email


class RequestLoginCodeForm(forms.RequestLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    """Asks for a code by mail that opens the account."""

    _user: Any

    def clean_email(self) -> str:
        """Leave out an account that only means to take this address."""
        email = str(super().clean_email())
        if self._user is not None and not self._user.has_address(email):
            self._user = None
        return email
