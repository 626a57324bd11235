"""Django configuration of the room."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The journal room."""

    name = "autan.journal"
    label = "journal"

    def ready(self) -> None:
        """Give the desk its way to the journal."""
        from autan.extension_points import register
        from autan.journal.presenters import JOURNAL_LINE

        register(JOURNAL_LINE)
