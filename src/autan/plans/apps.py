"""Django configuration of the room."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """The plans room."""

    name = "autan.plans"
    label = "plans"

    def ready(self) -> None:
        """Register the rights, the evidence and figures of plans, and what the room gives to pages."""
        from autan.accounts.rights import register_rights
        from autan.evidence.queries.codable_texts import register_texts
        from autan.evidence.queries.registry import register_evidence, register_figures
        from autan.extension_points import register
        from autan.plans.presenters.catalogue import CATALOGUE
        from autan.plans.presenters.desk import PLAN_LINES
        from autan.plans.presenters.evidence_kinds import (
            BASE_EVIDENCE,
            PLAN_EVIDENCE,
            PLAN_FIGURES,
            PLAN_LINE_EVIDENCE,
            STATED_EVIDENCE,
        )
        from autan.plans.presenters.published import PUBLISHED_PLANS
        from autan.plans.presenters.searching import PLAN_SEARCH
        from autan.plans.presenters.sections import MENU, NETWORK_PLANS, PCET_MAP, STANDING_MAP, TERRITORY_PLANS
        from autan.plans.queries.plan_texts import PLAN_TEXT_SOURCE
        from autan.plans.rights import RIGHTS

        register_rights(RIGHTS)
        register_evidence(PLAN_EVIDENCE, PLAN_LINE_EVIDENCE, BASE_EVIDENCE, STATED_EVIDENCE)
        register_figures(PLAN_FIGURES)
        register_texts(PLAN_TEXT_SOURCE)
        register(TERRITORY_PLANS, NETWORK_PLANS, STANDING_MAP, PCET_MAP, MENU, PLAN_LINES, PLAN_SEARCH)
        register(CATALOGUE)
        register(PUBLISHED_PLANS)
