"""Django configuration of the room."""

from django.apps import AppConfig


class LimeSurveyConfig(AppConfig):
    """The limesurvey room."""

    name = "autan.limesurvey"
    label = "limesurvey"
