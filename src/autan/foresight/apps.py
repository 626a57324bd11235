"""Django configuration of the room."""

from django.apps import AppConfig


class ForesightConfig(AppConfig):
    """The foresight room."""

    name = "autan.foresight"
    label = "foresight"

    def ready(self) -> None:
        """Register the rights of the room."""
        from autan.accounts.rights import register_rights
        from autan.foresight.rights import RIGHTS

        register_rights(RIGHTS)
