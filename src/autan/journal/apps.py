"""Django configuration of the room."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The journal room."""

    name = "autan.journal"
    label = "journal"

    def import_models(self) -> None:
        """Merge the catalogues of words before the first model is read: what it is called is looked up in them."""
        from autan.merged_catalogues import merge_catalogues

        merge_catalogues()
        super().import_models()

    def ready(self) -> None:
        """Give each request its cache."""
        from autan.request_cache import watch_requests

        watch_requests()
