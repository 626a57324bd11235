"""Django configuration of the room."""

from django.apps import AppConfig


class FormatsConfig(AppConfig):
    """The formats room."""

    name = "autan.formats"
    label = "formats"

    def ready(self) -> None:
        """Offer LimeSurvey and XLSForm wherever questionnaires are read or written."""
        from autan.formats.queries.questionnaire_formats import QUESTIONNAIRE_FORMATS
        from autan.questionnaires.queries.file_formats import register_format

        for each in QUESTIONNAIRE_FORMATS:
            register_format(each)
