"""Django configuration of the room."""

from typing import Any

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The accounts room."""

    name = "autan.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Say what is held of who has an account, and tell the journal of the identities that people link to it."""
        from allauth.socialaccount.signals import social_account_added, social_account_removed

        from autan.accounts.actions import erase_account, record_identity, sweep_sessions
        from autan.accounts.presenters import ACCOUNT_DATA
        from autan.accounts.queries import export_account
        from autan.extension_points import register

        register(ACCOUNT_DATA(export=export_account, erase=erase_account, sweep=sweep_sessions))

        def added(sociallogin: Any, **_more: object) -> None:
            account = sociallogin.account
            record_identity(person=account.user, provider=account.provider, is_linked=True)

        def removed(socialaccount: Any, **_more: object) -> None:
            record_identity(person=socialaccount.user, provider=socialaccount.provider, is_linked=False)

        social_account_added.connect(added, weak=False, dispatch_uid="autan.accounts.linked")
        social_account_removed.connect(removed, weak=False, dispatch_uid="autan.accounts.unlinked")
