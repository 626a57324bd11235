"""Django configuration of the room."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """The projects room."""

    name = "autan.projects"
    label = "projects"

    def ready(self) -> None:
        """Register the rights, the evidence and figures of actions, and what the room gives to pages."""
        from autan.accounts.rights import register_rights
        from autan.evidence.queries.registry import register_evidence, register_figures
        from autan.extension_points import register
        from autan.projects.actions.personal import erase_named
        from autan.projects.presenters.catalogue import CATALOGUE
        from autan.projects.presenters.desk import ACTION_LINES
        from autan.projects.presenters.evidence_kinds import ACTION_EVIDENCE, ACTION_FIGURES, LIST_EVIDENCE
        from autan.projects.presenters.finding import ACTION_SEARCH, PROJECT_SEARCH
        from autan.projects.presenters.personal_data import NAMED_DATA
        from autan.projects.presenters.published import PUBLISHED_ACTIONS
        from autan.projects.presenters.sections import MENU, TERRITORY_ACTIONS
        from autan.projects.queries.personal import export_named
        from autan.projects.rights import RIGHTS

        register_rights(RIGHTS)
        register_evidence(ACTION_EVIDENCE, LIST_EVIDENCE)
        register_figures(ACTION_FIGURES)
        register(TERRITORY_ACTIONS, MENU, ACTION_LINES, ACTION_SEARCH, PROJECT_SEARCH)
        register(NAMED_DATA(export=export_named, erase=erase_named))
        register(CATALOGUE)
        register(PUBLISHED_ACTIONS)
