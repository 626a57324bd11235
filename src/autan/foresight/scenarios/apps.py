"""Django configuration of the room."""

from django.apps import AppConfig


class ScenariosConfig(AppConfig):
    """The room keeps the label under which its tables and templates were first named."""

    name = "autan.foresight.scenarios"
    label = "foresight"
