"""Django configuration of the room."""

from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    """The workshops room."""

    name = "autan.workshops"
    label = "workshops"

    def ready(self) -> None:
        """Register the rights, the minutes, the evidence and figures of workshops, and what the room gives to pages."""
        from autan.accounts.rights import register_rights
        from autan.evidence.queries.registry import register_evidence, register_figures
        from autan.extension_points import register
        from autan.minutes.queries.holders import register_holder
        from autan.workshops.actions.personal import erase_attendance
        from autan.workshops.presenters.evidence_kinds import WORKSHOP_EVIDENCE, WORKSHOP_FIGURES
        from autan.workshops.presenters.holder import WORKSHOP_MINUTES
        from autan.workshops.presenters.personal_data import ATTENDANCE_DATA
        from autan.workshops.presenters.sections import MENU, NETWORK_WORKSHOPS, TERRITORY_WORKSHOPS, WORKSHOPS_MAP
        from autan.workshops.queries.personal import export_attendance
        from autan.workshops.rights import RIGHTS

        register_rights(RIGHTS)
        register_holder(WORKSHOP_MINUTES)
        register_evidence(WORKSHOP_EVIDENCE)
        register_figures(WORKSHOP_FIGURES)
        register(TERRITORY_WORKSHOPS, NETWORK_WORKSHOPS, WORKSHOPS_MAP, MENU)
        register(ATTENDANCE_DATA(export=export_attendance, erase=erase_attendance))
