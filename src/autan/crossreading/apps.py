"""Django configuration of the room."""

from django.apps import AppConfig


class CrossreadingConfig(AppConfig):
    """The crossreading room."""

    name = "autan.crossreading"
    label = "crossreading"

    def ready(self) -> None:
        """Register the rights of the room."""
        from autan.accounts.rights import register_rights
        from autan.crossreading.rights import RIGHTS

        register_rights(RIGHTS)
