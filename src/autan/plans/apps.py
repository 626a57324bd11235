"""Django configuration of the room."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """The plans room."""

    name = "autan.plans"
    label = "plans"

    def ready(self) -> None:
        """Register the rights of the room."""
        from autan.accounts.rights import register_rights
        from autan.plans.rights import RIGHTS

        register_rights(RIGHTS)
