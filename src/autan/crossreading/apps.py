"""Django configuration of the room."""

from django.apps import AppConfig


class CrossreadingConfig(AppConfig):
    """The crossreading room."""

    name = "autan.crossreading"
    label = "crossreading"
