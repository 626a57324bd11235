"""Django's door to the room."""

from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    """The territories room."""

    name = "autan.territories"
    label = "territories"
