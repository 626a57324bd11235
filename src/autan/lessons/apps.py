"""Django configuration of the room."""

from django.apps import AppConfig


class LessonsConfig(AppConfig):
    """The lessons room."""

    name = "autan.lessons"
    label = "lessons"

    def ready(self) -> None:
        """Register the rights of the room."""
        from autan.accounts.rights import register_rights
        from autan.lessons.rights import RIGHTS

        register_rights(RIGHTS)
