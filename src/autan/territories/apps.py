"""Django configuration of the room."""

from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    """The territories room."""

    name = "autan.territories"
    label = "territories"

    def ready(self) -> None:
        """Register the rights of the room."""
        from autan.accounts.rights import register_rights
        from autan.territories.rights import RIGHTS

        register_rights(RIGHTS)
