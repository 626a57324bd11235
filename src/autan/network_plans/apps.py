"""Django configuration of the room."""

from django.apps import AppConfig


class NetworkPlansConfig(AppConfig):
    """The room of the plans of networks."""

    name = "autan.network_plans"
    label = "network_plans"
