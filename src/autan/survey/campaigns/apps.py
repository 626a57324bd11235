"""Django configuration of the room."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """The room keeps the label under which its tables and templates were first named."""

    name = "autan.survey.campaigns"
    label = "surveys"
