"""Django configuration of the room."""

from django.apps import AppConfig


class FormatsConfig(AppConfig):
    """The formats room."""

    name = "autan.formats"
    label = "formats"
