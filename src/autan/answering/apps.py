"""Django configuration of the room."""

from django.apps import AppConfig


class AnsweringConfig(AppConfig):
    """The answering room."""

    name = "autan.answering"
    label = "answering"
