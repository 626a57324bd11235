"""Django configuration of the room."""

from django.apps import AppConfig


class FormatsConfig(AppConfig):
    """The formats room."""

    name = "autan.formats"
    label = "formats"

    def ready(self) -> None:
        """Offer LimeSurvey and XLSForm wherever questionnaires are read or written."""
        from autan.formats.questionnaire_formats import register_formats

        register_formats()
