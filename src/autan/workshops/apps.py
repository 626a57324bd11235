"""Django configuration of the room."""

from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    """The workshops room."""

    name = "autan.workshops"
    label = "workshops"

    def ready(self) -> None:
        """Register the rights of the room."""
        from autan.accounts.rights import register_rights
        from autan.workshops.rights import RIGHTS

        register_rights(RIGHTS)
