"""Django configuration of the room."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The api room."""

    name = "autan.api"
    label = "api"

    def ready(self) -> None:
        """Register the right to give keys, and publish the figures of every room as one table."""
        from autan.accounts.rights import register_rights
        from autan.api.queries.figures import PUBLISHED_FIGURES
        from autan.api.rights import RIGHTS
        from autan.extension_points import register

        register_rights(RIGHTS)
        register(PUBLISHED_FIGURES)
