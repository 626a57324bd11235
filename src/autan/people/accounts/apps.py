"""Django configuration of the room."""

from typing import Any

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The accounts room."""

    name = "autan.people.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Register the rights of every room; tell the journal of the identities that people link to their account."""
        from allauth.socialaccount.signals import social_account_added, social_account_removed

        from autan.people.accounts.rights import load_rights

        load_rights()

        def added(sociallogin: Any, **_more: object) -> None:
            from autan.people.accounts.actions import record_identity  # with mails and their keys: not at every start

            account = sociallogin.account
            record_identity(person=account.user, provider=account.provider, is_linked=True)

        def removed(socialaccount: Any, **_more: object) -> None:
            from autan.people.accounts.actions import record_identity

            record_identity(person=socialaccount.user, provider=socialaccount.provider, is_linked=False)

        social_account_added.connect(added, weak=False, dispatch_uid="autan.people.accounts.linked")
        social_account_removed.connect(removed, weak=False, dispatch_uid="autan.people.accounts.unlinked")
