"""Django configuration of the room."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """The surveys room."""

    name = "autan.surveys"
    label = "surveys"

    def ready(self) -> None:
        """Register the rights of the room."""
        from autan.accounts.rights import register_rights
        from autan.surveys.rights import RIGHTS

        register_rights(RIGHTS)
