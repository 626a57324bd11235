"""Django configuration of the room."""

from django.apps import AppConfig


class WorkingGroupConfig(AppConfig):
    """The working_group room."""

    name = "autan.working_group"
    label = "working_group"

    def ready(self) -> None:
        """Register the rights of the room."""
        from autan.accounts.rights import register_rights
        from autan.working_group.rights import RIGHTS

        register_rights(RIGHTS)
