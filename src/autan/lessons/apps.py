"""Django configuration of the room."""

from django.apps import AppConfig


class LessonsConfig(AppConfig):
    """The lessons room."""

    name = "autan.lessons"
    label = "lessons"

    def ready(self) -> None:
        """Register the rights, evidence and figures of the room, and what it gives to pages."""
        from autan.accounts.rights import register_rights
        from autan.evidence.queries.codable_texts import register_texts
        from autan.evidence.queries.registry import register_evidence, register_figures
        from autan.extension_points import register
        from autan.lessons.actions.personal import erase_named
        from autan.lessons.presenters.evidence_kinds import (
            ADOPTION_EVIDENCE,
            LESSON_EVIDENCE,
            LESSON_FIGURES,
            NEED_EVIDENCE,
        )
        from autan.lessons.presenters.personal_data import LESSON_DATA
        from autan.lessons.presenters.published import PUBLISHED_LESSONS
        from autan.lessons.presenters.sections import (
            BESIDE_WORK,
            LESSON_LINES,
            LESSON_SEARCH,
            MENU,
            NETWORK_LESSONS,
            TERRITORY_LESSONS,
        )
        from autan.lessons.queries.coded_notes import NOTE_TEXTS
        from autan.lessons.queries.personal import export_named
        from autan.lessons.rights import RIGHTS

        register_rights(RIGHTS)
        register_evidence(LESSON_EVIDENCE, NEED_EVIDENCE, ADOPTION_EVIDENCE)
        register_figures(LESSON_FIGURES)
        register(TERRITORY_LESSONS, NETWORK_LESSONS, MENU, LESSON_LINES, LESSON_SEARCH, BESIDE_WORK)
        register(PUBLISHED_LESSONS)
        register_texts(NOTE_TEXTS)
        register(LESSON_DATA(export=export_named, erase=erase_named))
