"""Django configuration of the room."""

from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    """The territories room."""

    name = "autan.territories"
    label = "territories"

    def ready(self) -> None:
        """Register the rights, the evidence and figures of the register, and what the room gives to pages."""
        from autan.accounts.rights import register_rights
        from autan.evidence.queries.registry import (
            register_evidence,
            register_figures,
            register_places,
            register_sources,
        )
        from autan.extension_points import register
        from autan.territories.actions.mandates import end_all_mandates
        from autan.territories.lake.register import find_register_source
        from autan.territories.presenters.catalogue import CATALOGUE
        from autan.territories.presenters.desk import NETWORK_LINES
        from autan.territories.presenters.digest import REGISTER_DIGEST
        from autan.territories.presenters.evidence_kinds import MEMBERSHIPS, PLACES, REGISTER_FIGURES, REGISTER_ROWS
        from autan.territories.presenters.headlines import HEADLINES
        from autan.territories.presenters.perimeters import PERIMETER
        from autan.territories.presenters.personal_data import MANDATE_DATA
        from autan.territories.presenters.published import PUBLISHED_NETWORKS, PUBLISHED_REGISTER, PUBLISHED_TERRITORIES
        from autan.territories.presenters.published_facts import PUBLISHED_FACTS
        from autan.territories.presenters.searching import TERRITORY_SEARCH
        from autan.territories.presenters.steps import CONTOURS_STEP, FACTS_STEP, MEMBERS_STEP, PEOPLE_STEP
        from autan.territories.queries.people import export_mandates
        from autan.territories.rights import RIGHTS

        register_rights(RIGHTS)
        register_evidence(REGISTER_ROWS, MEMBERSHIPS)
        register_figures(REGISTER_FIGURES)
        register_places(PLACES)
        register_sources(find_register_source)
        roles = MANDATE_DATA(export=export_mandates, erase=end_all_mandates)
        register(PERIMETER, NETWORK_LINES, TERRITORY_SEARCH, HEADLINES, roles, REGISTER_DIGEST)
        register(CATALOGUE)
        register(MEMBERS_STEP, CONTOURS_STEP, PEOPLE_STEP, FACTS_STEP)
        register(PUBLISHED_NETWORKS, PUBLISHED_TERRITORIES, PUBLISHED_FACTS, PUBLISHED_REGISTER)
