"""Django configuration of the room."""

from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    """The territories room."""

    name = "autan.territories"
    label = "territories"

    def ready(self) -> None:
        """Make the register and its figures known to the trace."""
        from autan.accounts.rights import register_rights
        from autan.territories.rights import RIGHTS

        register_rights(RIGHTS)
        from autan.territories.cards import register_room

        register_room()
