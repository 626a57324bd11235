"""Django configuration of the room."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The journal room."""

    name = "autan.people.journal"
    label = "journal"

    def ready(self) -> None:
        """Give each request its cache, sentences their English, and columns the same limits on both engines."""
        from django.db.models.signals import post_migrate, pre_migrate

        from autan.ground.column_limits import drop_limits, hold_limits
        from autan.ground.request_cache import watch_requests
        from autan.ground.texts.language import lend_catalogues

        lend_catalogues()
        watch_requests()
        pre_migrate.connect(drop_limits, sender=self)
        post_migrate.connect(hold_limits, sender=self)
