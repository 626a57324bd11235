"""Django configuration of the room."""

from django.apps import AppConfig


class WorkingGroupConfig(AppConfig):
    """The working_group room."""

    name = "autan.working_group"
    label = "working_group"
