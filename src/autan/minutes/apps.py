"""Django configuration of the room."""

from django.apps import AppConfig


class MinutesConfig(AppConfig):
    """The minutes room."""

    name = "autan.minutes"
    label = "minutes"
