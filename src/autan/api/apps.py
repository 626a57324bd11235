"""Django configuration of the room."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The api room."""

    name = "autan.api"
    label = "api"

    def ready(self) -> None:
        """Register the rights of the room."""
        from autan.accounts.rights import register_rights
        from autan.api.rights import RIGHTS

        register_rights(RIGHTS)
