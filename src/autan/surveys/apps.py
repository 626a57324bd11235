"""Django configuration of the room."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """The surveys room."""

    name = "autan.surveys"
    label = "surveys"

    def ready(self) -> None:
        """Make answers and survey figures known to the trace."""
        from autan.accounts.rights import register_rights
        from autan.surveys.rights import RIGHTS

        register_rights(RIGHTS)
        from autan.questionnaires.earlier_questions import register_asked
        from autan.surveys.cards import register_room
        from autan.surveys.queries.campaigns import questionnaires_by_campaign

        register_room()
        register_asked(questionnaires_by_campaign)
