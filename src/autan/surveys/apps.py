"""Django configuration of the room."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """The surveys room."""

    name = "autan.surveys"
    label = "surveys"

    def ready(self) -> None:
        """Register the rights, the evidence, the figures and the parts of pages that the room gives."""
        from autan.accounts.rights import register_rights
        from autan.evidence.queries.registry import register_evidence, register_figures
        from autan.extension_points import register
        from autan.questionnaires.queries.earlier_questions import register_asked
        from autan.surveys.actions.personal_data import erase_invitations, sweep_links
        from autan.surveys.presenters.catalogue import CATALOGUE
        from autan.surveys.presenters.desk import CAMPAIGN_LINES
        from autan.surveys.presenters.evidence_kinds import EVIDENCE_KINDS
        from autan.surveys.presenters.menu import SURVEYS_ENTRY
        from autan.surveys.presenters.network_campaigns import NETWORK_CAMPAIGNS
        from autan.surveys.presenters.network_step import SURVEY_STEP
        from autan.surveys.presenters.personal_data import INVITATION_DATA
        from autan.surveys.presenters.published import PUBLISHED_COUNTS, PUBLISHED_RESULTS
        from autan.surveys.presenters.searching import SURVEY_SEARCH
        from autan.surveys.presenters.territory_answers import TERRITORY_ANSWERS
        from autan.surveys.presenters.territory_digest import NEEDS_DIGEST
        from autan.surveys.queries.campaigns import questionnaires_by_campaign
        from autan.surveys.queries.figures import SURVEY_FIGURES
        from autan.surveys.queries.personal_data import export_invitations
        from autan.surveys.rights import RIGHTS

        register_rights(RIGHTS)
        register_evidence(*EVIDENCE_KINDS)
        register_figures(SURVEY_FIGURES)
        register_asked(questionnaires_by_campaign)
        register(TERRITORY_ANSWERS, NETWORK_CAMPAIGNS, CAMPAIGN_LINES, SURVEYS_ENTRY, SURVEY_SEARCH, SURVEY_STEP)
        register(NEEDS_DIGEST, CATALOGUE)
        register(INVITATION_DATA(export=export_invitations, erase=erase_invitations, sweep=sweep_links))
        register(PUBLISHED_RESULTS, PUBLISHED_COUNTS)
