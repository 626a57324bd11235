"""Django configuration of the room."""

from django.apps import AppConfig


class CrossreadingConfig(AppConfig):
    """The crossreading room."""

    name = "autan.crossreading"
    label = "crossreading"

    def ready(self) -> None:
        """Register the rights, the evidence and figures of cross-readings, and what the room gives to pages."""
        from autan.accounts.rights import register_rights
        from autan.crossreading.actions.personal import erase_named
        from autan.crossreading.presenters.evidence_kinds import BLIND_EVIDENCE, CROSSREAD_FIGURES, READING_EVIDENCE
        from autan.crossreading.presenters.personal_data import CROSSREADING_DATA
        from autan.crossreading.presenters.sections import MENU, NETWORK_READING, QUESTIONS
        from autan.crossreading.queries.personal import export_named
        from autan.crossreading.queries.proposals import recommendations_that_quote
        from autan.crossreading.rights import RIGHTS
        from autan.evidence.queries.registry import register_evidence, register_figures, register_quotations
        from autan.extension_points import register

        register_rights(RIGHTS)
        register_evidence(READING_EVIDENCE, BLIND_EVIDENCE)
        register_figures(CROSSREAD_FIGURES)
        register_quotations(recommendations_that_quote)
        register(NETWORK_READING, QUESTIONS, MENU)
        register(CROSSREADING_DATA(export=export_named, erase=erase_named))
