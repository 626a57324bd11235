"""Django configuration of the room."""

from django.apps import AppConfig


class ObservatoryConfig(AppConfig):
    """The observatory room."""

    name = "autan.observatory"
    label = "observatory"

    def ready(self) -> None:
        """Register the rights of the room."""
        from autan.accounts.rights import register_rights
        from autan.observatory.rights import RIGHTS

        register_rights(RIGHTS)
