"""Django configuration of the room."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """The room keeps the label under which its tables and templates were first named."""

    name = "autan.evidence.imports"
    label = "intake"
