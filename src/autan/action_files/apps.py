"""Django configuration of the room."""

from django.apps import AppConfig


class ActionFilesConfig(AppConfig):
    """The room of action files."""

    name = "autan.action_files"
    label = "action_files"
