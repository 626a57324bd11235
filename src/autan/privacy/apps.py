"""Django configuration of the room."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """The room of personal data."""

    name = "autan.privacy"
    label = "privacy"
