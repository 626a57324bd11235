"""Django configuration of the room."""

from django.apps import AppConfig


class ActionSearchConfig(AppConfig):
    """The room of action search."""

    name = "autan.action_search"
    label = "action_search"
