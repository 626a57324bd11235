"""Django's door to the room."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The journal room."""

    name = "autan.journal"
    label = "journal"
