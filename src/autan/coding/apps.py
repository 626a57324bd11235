"""Django configuration of the room."""

from django.apps import AppConfig


class CodingConfig(AppConfig):
    """The coding room."""

    name = "autan.coding"
    label = "coding"

    def ready(self) -> None:
        """Register the rights of the room."""
        from autan.accounts.rights import register_rights
        from autan.coding.rights import RIGHTS

        register_rights(RIGHTS)
