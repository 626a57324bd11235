"""Django configuration of the room."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The journal room."""

    name = "autan.people.journal"
    label = "journal"

    def import_models(self) -> None:
        """Merge the catalogues of words before the first model is read: what it is called is looked up in them."""
        from autan.ground.merged_catalogues import merge_catalogues

        merge_catalogues()
        super().import_models()

    def ready(self) -> None:
        """Give each request its cache."""
        from autan.ground.request_cache import watch_requests

        watch_requests()
