"""Django configuration of the room."""

from django.apps import AppConfig


class MinutesConfig(AppConfig):
    """The minutes room."""

    name = "autan.minutes"
    label = "minutes"

    def ready(self) -> None:
        """Register what the room holds of people; rooms that hold meetings register these themselves."""
        from autan.extension_points import register
        from autan.minutes.actions.personal import erase_from_minutes
        from autan.minutes.presenters.personal_data import MINUTES_DATA
        from autan.minutes.queries.minutes import export_amendments

        register(MINUTES_DATA(export=export_amendments, erase=erase_from_minutes))
