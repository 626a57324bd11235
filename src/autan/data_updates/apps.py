"""Django configuration of the room."""

from django.apps import AppConfig


class DataUpdatesConfig(AppConfig):
    """The room of updates of open data."""

    name = "autan.data_updates"
    label = "data_updates"
