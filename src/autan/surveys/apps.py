"""Django's door to the room."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """The surveys room."""

    name = "autan.surveys"
    label = "surveys"

    def ready(self) -> None:
        """Make answers and survey figures known to the trace."""
        from autan.surveys.cards import register_room

        register_room()
