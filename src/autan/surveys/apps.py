"""Django's door to the room."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """The surveys room."""

    name = "autan.surveys"
    label = "surveys"
