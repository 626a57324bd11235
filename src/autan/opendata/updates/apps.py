"""Django configuration of the room."""

from django.apps import AppConfig


class UpdatesConfig(AppConfig):
    """The room keeps the label under which its tables and templates were first named."""

    name = "autan.opendata.updates"
    label = "data_updates"
