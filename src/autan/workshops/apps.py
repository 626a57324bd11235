"""Django configuration of the room."""

from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    """The workshops room."""

    name = "autan.workshops"
    label = "workshops"
