"""Django configuration of the room."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The site room."""

    name = "autan.site"
    label = "site"

    def ready(self) -> None:
        """Give the menu the entry of the territories, and the search the pages of the menu."""
        from autan.extension_points import register
        from autan.site.presenters.menu import TERRITORIES_ENTRY
        from autan.site.presenters.searching import PAGE_SEARCH

        register(TERRITORIES_ENTRY, PAGE_SEARCH)
