"""Django configuration of the room."""

from django.apps import AppConfig


class ObservatoryConfig(AppConfig):
    """The observatory room."""

    name = "autan.observatory"
    label = "observatory"

    def ready(self) -> None:
        """Register what the room gives to the others."""
        from autan.accounts.rights import register_rights
        from autan.evidence.queries.registry import register_evidence, register_figures, register_sources
        from autan.extension_points import register
        from autan.observatory.presenters.desk import DESK_LINE
        from autan.observatory.presenters.evidence_kinds import EVIDENCE_KINDS
        from autan.observatory.presenters.headlines import CATALOGUE, HEADLINES
        from autan.observatory.presenters.menu import MENU_ENTRIES
        from autan.observatory.presenters.network_sections import MEMBER_COLUMNS, NETWORK_SECTION
        from autan.observatory.presenters.network_step import DATA_STEP
        from autan.observatory.presenters.published import DATA_FEED, PUBLISHED_ACCOUNTS, PUBLISHED_MEASURES
        from autan.observatory.presenters.search import SEARCH_SOURCE
        from autan.observatory.presenters.territory_digest import ENERGY_DIGEST
        from autan.observatory.presenters.territory_sections import (
            TERRITORY_BRIEF,
            TERRITORY_SECTIONS,
            TERRITORY_YEARS,
        )
        from autan.observatory.queries.editions import find_source
        from autan.observatory.queries.figure_sources import FIGURE_SOURCES
        from autan.observatory.rights import RIGHTS

        register_rights(RIGHTS)
        register_figures(*FIGURE_SOURCES)
        register_evidence(*EVIDENCE_KINDS)
        register(
            TERRITORY_BRIEF,
            TERRITORY_YEARS,
            TERRITORY_SECTIONS,
            NETWORK_SECTION,
            MEMBER_COLUMNS,
            DESK_LINE,
            SEARCH_SOURCE,
        )
        register(*MENU_ENTRIES, DATA_STEP, HEADLINES, CATALOGUE, ENERGY_DIGEST)
        register_sources(find_source)
        register(PUBLISHED_ACCOUNTS, PUBLISHED_MEASURES, DATA_FEED)
