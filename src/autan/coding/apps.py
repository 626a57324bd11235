"""Django configuration of the room."""

from django.apps import AppConfig


class CodingConfig(AppConfig):
    """The coding room."""

    name = "autan.coding"
    label = "coding"

    def ready(self) -> None:
        """Register the rights, the texts, the evidence, the figures and the parts of pages that the room gives."""
        from autan.accounts.rights import register_rights
        from autan.coding.presenters.catalogue import CATALOGUE
        from autan.coding.presenters.desk import CODING_ENTRY, CODING_LINES, IDEA_SEARCH
        from autan.coding.presenters.evidence_kinds import EVIDENCE_KINDS
        from autan.coding.presenters.replies import CODED_ANSWERS_OF_NETWORK, CODED_ANSWERS_OF_TERRITORY
        from autan.coding.queries.counts import CODING_FIGURES
        from autan.coding.queries.documents import DOCUMENT_TEXTS
        from autan.coding.queries.survey_texts import SURVEY_TEXTS
        from autan.coding.rights import RIGHTS
        from autan.evidence.queries.codable_texts import register_texts
        from autan.evidence.queries.registry import register_evidence, register_figures
        from autan.extension_points import register

        register_rights(RIGHTS)
        register_texts(SURVEY_TEXTS, DOCUMENT_TEXTS)
        register_evidence(*EVIDENCE_KINDS)
        register_figures(CODING_FIGURES)
        register(CATALOGUE)
        register(CODED_ANSWERS_OF_TERRITORY, CODED_ANSWERS_OF_NETWORK, CODING_LINES, CODING_ENTRY, IDEA_SEARCH)
