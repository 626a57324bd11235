"""Django configuration of the room."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The api room."""

    name = "autan.api"
    label = "api"
