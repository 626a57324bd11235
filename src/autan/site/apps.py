"""Django configuration of the room."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The site room."""

    name = "autan.site"
    label = "site"

    def ready(self) -> None:
        """Give the menu the entry of the territories."""
        from autan.extension_points import register
        from autan.site.presenters.menu import TERRITORIES_ENTRY

        register(TERRITORIES_ENTRY)
