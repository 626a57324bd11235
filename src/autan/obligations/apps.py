"""Django configuration of the room."""

from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    """The room of obligations."""

    name = "autan.obligations"
    label = "obligations"
