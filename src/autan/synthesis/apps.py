"""Django's door to the room."""

from django.apps import AppConfig


class SynthesisConfig(AppConfig):
    """The synthesis room."""

    name = "autan.synthesis"
    label = "synthesis"
