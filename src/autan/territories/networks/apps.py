"""Django configuration of the room."""

from django.apps import AppConfig


class NetworksConfig(AppConfig):
    """The room keeps the label under which its tables and templates were first named."""

    name = "autan.territories.networks"
    label = "territories"
