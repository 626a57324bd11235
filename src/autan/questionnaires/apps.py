"""Django configuration of the room."""

from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    """The questionnaires room."""

    name = "autan.questionnaires"
    label = "questionnaires"

    def ready(self) -> None:
        """Register the rights of the room."""
        from autan.accounts.rights import register_rights
        from autan.questionnaires.rights import RIGHTS

        register_rights(RIGHTS)
