"""Django configuration of the room."""

from django.apps import AppConfig


class ForesightConfig(AppConfig):
    """The foresight room."""

    name = "autan.foresight"
    label = "foresight"
