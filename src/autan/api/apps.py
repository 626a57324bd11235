"""Django configuration of the room."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The api room."""

    name = "autan.api"
    label = "api"

    def ready(self) -> None:
        """Register the right to give keys, the figures of every room as one table, and where to find embedding code."""
        from autan.accounts.rights import register_rights
        from autan.api.presenters.embedding import EMBED_CODE
        from autan.api.queries.figures import PUBLISHED_FIGURES
        from autan.api.rights import RIGHTS
        from autan.extension_points import register

        register_rights(RIGHTS)
        register(PUBLISHED_FIGURES, EMBED_CODE)
