"""Django's door to the room."""

from django.apps import AppConfig


class ObservatoryConfig(AppConfig):
    """The observatory room."""

    name = "autan.observatory"
    label = "observatory"
