"""Django configuration of the room."""

from django.apps import AppConfig


class WorkingGroupConfig(AppConfig):
    """The working_group room."""

    name = "autan.working_group"
    label = "working_group"

    def ready(self) -> None:
        """Register the rights, the evidence and figures of decisions, the minutes, and what the room gives to pages."""
        from autan.accounts.rights import register_rights
        from autan.evidence.queries.registry import register_evidence, register_figures
        from autan.extension_points import register
        from autan.minutes.queries.holders import register_holder
        from autan.working_group.actions.daily import DAILY_REMINDERS
        from autan.working_group.actions.personal import erase_seats
        from autan.working_group.presenters.evidence_kinds import DECISION_EVIDENCE, GROUP_FIGURES
        from autan.working_group.presenters.meeting_record import MEETING_MINUTES
        from autan.working_group.presenters.personal_data import GROUP_DATA
        from autan.working_group.presenters.published import DECISION_FEED, GROUP_CALENDARS
        from autan.working_group.presenters.sections import DECISION_SEARCH, GROUP_LINES, MENU, NETWORK_GROUP
        from autan.working_group.queries.personal import export_seats
        from autan.working_group.rights import RIGHTS

        register_rights(RIGHTS)
        register_evidence(DECISION_EVIDENCE)
        register_figures(GROUP_FIGURES)
        register_holder(MEETING_MINUTES)
        register(NETWORK_GROUP, MENU, GROUP_LINES, DECISION_SEARCH, DAILY_REMINDERS)
        register(DECISION_FEED, GROUP_CALENDARS)
        register(GROUP_DATA(export=export_seats, erase=erase_seats))
