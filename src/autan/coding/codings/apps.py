"""Django configuration of the room."""

from django.apps import AppConfig


class CodingsConfig(AppConfig):
    """The room keeps the label under which its tables and templates were first named."""

    name = "autan.coding.codings"
    label = "coding"
