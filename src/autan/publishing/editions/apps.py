"""Django configuration of the room."""

from django.apps import AppConfig


class EditionsConfig(AppConfig):
    """The room keeps the label under which its tables and templates were first named."""

    name = "autan.publishing.editions"
    label = "synthesis"
