"""Django configuration of the room."""

from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    """The questionnaires room."""

    name = "autan.questionnaires"
    label = "questionnaires"

    def ready(self) -> None:
        """Register the rights of the room, its line of the desk, and the format that it reads and writes by itself."""
        from autan.accounts.rights import register_rights
        from autan.extension_points import register
        from autan.questionnaires.presenters.desk import AUTHOR_LINES
        from autan.questionnaires.queries.file_formats import register_own_format
        from autan.questionnaires.rights import RIGHTS

        register_rights(RIGHTS)
        register(AUTHOR_LINES)
        register_own_format()
