"""Django configuration of the room."""

from django.apps import AppConfig


class AuthoringConfig(AppConfig):
    """The authoring room."""

    name = "autan.authoring"
    label = "authoring"
