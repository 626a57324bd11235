"""Django configuration of the room."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """The indicators room."""

    name = "autan.indicators"
    label = "indicators"

    def ready(self) -> None:
        """Register the rights, the evidence and figures of indicators, and what the room gives to pages."""
        from autan.accounts.rights import register_rights
        from autan.evidence.queries.registry import register_evidence, register_figures
        from autan.extension_points import register
        from autan.indicators.actions.personal import erase_named
        from autan.indicators.presenters.catalogue import CATALOGUE
        from autan.indicators.presenters.evidence_kinds import INDICATOR_EVIDENCE, INDICATOR_FIGURES, VALUE_EVIDENCE
        from autan.indicators.presenters.personal_data import INDICATOR_DATA
        from autan.indicators.presenters.published import PUBLISHED_SERIES, PUBLISHED_VALUES
        from autan.indicators.presenters.sections import (
            INDICATOR_LINES,
            INDICATOR_SEARCH,
            MENU,
            NETWORK_INDICATORS,
            TERRITORY_INDICATORS,
        )
        from autan.indicators.queries.personal import export_named
        from autan.indicators.rights import RIGHTS

        register_rights(RIGHTS)
        register_evidence(VALUE_EVIDENCE, INDICATOR_EVIDENCE)
        register_figures(INDICATOR_FIGURES)
        register(CATALOGUE)
        register(TERRITORY_INDICATORS, NETWORK_INDICATORS, MENU, INDICATOR_LINES, INDICATOR_SEARCH)
        register(INDICATOR_DATA(export=export_named, erase=erase_named))
        register(PUBLISHED_VALUES, PUBLISHED_SERIES)
