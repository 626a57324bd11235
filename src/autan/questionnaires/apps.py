"""Django configuration of the room."""

from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    """The questionnaires room."""

    name = "autan.questionnaires"
    label = "questionnaires"

    def ready(self) -> None:
        """Register the rights of the room and the format that it reads and writes by itself."""
        from autan.accounts.rights import register_rights
        from autan.questionnaires.queries.file_formats import register_own_format
        from autan.questionnaires.rights import RIGHTS

        register_rights(RIGHTS)
        register_own_format()
