"""Django configuration of the room."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """The intake room."""

    name = "autan.intake"
    label = "intake"
