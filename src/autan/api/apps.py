"""Django configuration of the room."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The api room."""

    name = "autan.api"
    label = "api"

    def ready(self) -> None:
        """Publish the figures of every room as one table."""
        from autan.api.queries.figures import PUBLISHED_FIGURES
        from autan.extension_points import register

        register(PUBLISHED_FIGURES)
