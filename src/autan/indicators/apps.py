"""Django configuration of the room."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """The indicators room."""

    name = "autan.indicators"
    label = "indicators"

    def ready(self) -> None:
        """Register the rights of the room."""
        from autan.accounts.rights import register_rights
        from autan.indicators.rights import RIGHTS

        register_rights(RIGHTS)
