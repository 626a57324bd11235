"""Django's door to the room."""

from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    """The territories room."""

    name = "autan.territories"
    label = "territories"

    def ready(self) -> None:
        """Make the register and its figures known to the trace."""
        from autan.territories.cards import register_room

        register_room()
