"""Django configuration of the room."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The journal room."""

    name = "autan.people.journal"
    label = "journal"

    def ready(self) -> None:
        """Give each request its cache, and sentences their English."""
        from autan.ground.request_cache import watch_requests
        from autan.ground.texts.language import lend_catalogues

        lend_catalogues()
        watch_requests()
