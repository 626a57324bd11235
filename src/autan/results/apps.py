"""Django configuration of the room."""

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    """The results room."""

    name = "autan.results"
    label = "results"
