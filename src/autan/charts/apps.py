"""Django configuration of the room."""

from django.apps import AppConfig


class ChartsConfig(AppConfig):
    """The charts room."""

    name = "autan.charts"
    label = "charts"
