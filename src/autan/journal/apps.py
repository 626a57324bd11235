"""Django configuration of the room."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The journal room."""

    name = "autan.journal"
    label = "journal"

    def ready(self) -> None:
        """Give each request its cache."""
        from autan.request_cache import watch_requests

        watch_requests()
