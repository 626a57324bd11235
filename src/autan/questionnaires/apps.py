"""Django configuration of the room."""

from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    """The questionnaires room."""

    name = "autan.questionnaires"
    label = "questionnaires"

    def ready(self) -> None:
        """Offer the formats that this room reads and writes by itself."""
        from autan.questionnaires.file_formats import register_own_formats

        register_own_formats()
