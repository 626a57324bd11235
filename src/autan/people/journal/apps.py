"""Django configuration of the room."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The journal room."""

    name = "autan.people.journal"
    label = "journal"

    def ready(self) -> None:
        """Give each request its cache."""
        from autan.ground.request_cache import watch_requests

        watch_requests()
