"""Django configuration of the room."""

from django.apps import AppConfig


class CodingResultsConfig(AppConfig):
    """The room keeps the label under which its tables and templates were first named."""

    name = "autan.coding.results"
    label = "coding_results"
