"""Django configuration of the room."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """The room of personal data."""

    name = "autan.privacy"
    label = "privacy"

    def ready(self) -> None:
        """Say what is held of authors, whatever the room that they write in."""
        from autan.extension_points import register
        from autan.privacy.actions import erase_authorship, sweep_authorship
        from autan.privacy.presenters import AUTHOR_DATA
        from autan.privacy.queries import export_authorship

        register(AUTHOR_DATA(export=export_authorship, erase=erase_authorship, sweep=sweep_authorship))
