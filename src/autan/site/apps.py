"""Django configuration of the room."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The site room."""

    name = "autan.site"
    label = "site"
