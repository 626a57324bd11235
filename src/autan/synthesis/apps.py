"""Django configuration of the room."""

from django.apps import AppConfig


class SynthesisConfig(AppConfig):
    """The synthesis room."""

    name = "autan.synthesis"
    label = "synthesis"

    def ready(self) -> None:
        """Register the rights of the room."""
        from autan.accounts.rights import register_rights
        from autan.synthesis.rights import RIGHTS

        register_rights(RIGHTS)
