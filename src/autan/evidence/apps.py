"""Django configuration of the room."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """The evidence room."""

    name = "autan.evidence"
    label = "evidence"
