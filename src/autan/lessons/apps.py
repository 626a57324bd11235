"""Django configuration of the room."""

from django.apps import AppConfig


class LessonsConfig(AppConfig):
    """The lessons room."""

    name = "autan.lessons"
    label = "lessons"
