"""Django configuration of the room."""

from django.apps import AppConfig


class AtlasConfig(AppConfig):
    """The room of maps and comparison."""

    name = "autan.atlas"
    label = "atlas"
