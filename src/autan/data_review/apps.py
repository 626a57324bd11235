"""Django configuration of the room."""

from django.apps import AppConfig


class DataReviewConfig(AppConfig):
    """The room of decisions on data."""

    name = "autan.data_review"
    label = "data_review"
