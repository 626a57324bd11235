"""Django configuration of the room."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """The evidence room."""

    name = "autan.evidence"
    label = "evidence"

    def ready(self) -> None:
        """Register facts and sources, and what the room gives to pages."""
        from autan.evidence.presenters.evidence_kinds import FACT_FIGURES, FACT_KIND, SOURCE_KIND
        from autan.evidence.presenters.facts import FACTS
        from autan.evidence.presenters.menu import LIBRARY_ENTRY
        from autan.evidence.presenters.searching import EVIDENCE_SEARCH
        from autan.evidence.queries.registry import register_evidence, register_figures
        from autan.extension_points import register

        register_evidence(FACT_KIND, SOURCE_KIND)
        register_figures(FACT_FIGURES)
        register(FACTS, LIBRARY_ENTRY, EVIDENCE_SEARCH)
