"""Django configuration of the room."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """The projects room."""

    name = "autan.projects"
    label = "projects"

    def ready(self) -> None:
        """Register the rights of the room."""
        from autan.accounts.rights import register_rights
        from autan.projects.rights import RIGHTS

        register_rights(RIGHTS)
