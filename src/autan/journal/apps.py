"""Django configuration of the room."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The journal room."""

    name = "autan.journal"
    label = "journal"

    def ready(self) -> None:
        """Give the desk its way to the journal, and each request its cache."""
        from autan.extension_points import register
        from autan.journal.presenters import JOURNAL_LINE
        from autan.request_cache import watch_requests

        register(JOURNAL_LINE)
        watch_requests()
