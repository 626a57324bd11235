"""Django configuration of the room."""

from django.apps import AppConfig


class ForesightConfig(AppConfig):
    """The foresight room."""

    name = "autan.foresight"
    label = "foresight"

    def ready(self) -> None:
        """Register the evidence and the figures of starting states, and what the room gives to pages."""
        from autan.accounts.rights import register_rights
        from autan.evidence.queries.registry import register_evidence, register_figures
        from autan.extension_points import register
        from autan.foresight.actions.personal import erase_named
        from autan.foresight.presenters.evidence_kinds import (
            ASSUMPTION_EVIDENCE,
            ASSUMPTION_FIGURES,
            OWN_EVIDENCE,
            REFERENCE_EVIDENCE,
            REFERENCE_FIGURES,
            SCENARIO_EVIDENCE,
            SCENARIO_FIGURES,
            STATE_FIGURES,
        )
        from autan.foresight.presenters.personal_data import FORESIGHT_DATA
        from autan.foresight.presenters.sections import BESIDE_WORK, MENU, NETWORK_FORESIGHT, TERRITORY_FORESIGHT
        from autan.foresight.queries.personal import export_named
        from autan.foresight.rights import RIGHTS

        register_rights(RIGHTS)
        register_evidence(ASSUMPTION_EVIDENCE, REFERENCE_EVIDENCE, OWN_EVIDENCE, SCENARIO_EVIDENCE)
        register_figures(STATE_FIGURES, ASSUMPTION_FIGURES, REFERENCE_FIGURES, SCENARIO_FIGURES)
        register(TERRITORY_FORESIGHT, NETWORK_FORESIGHT, BESIDE_WORK, MENU)
        register(FORESIGHT_DATA(export=export_named, erase=erase_named))
