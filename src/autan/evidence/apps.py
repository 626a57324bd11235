"""Django configuration of the room."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """The evidence room."""

    name = "autan.evidence"
    label = "evidence"

    def ready(self) -> None:
        """Make facts and sources known to the trace."""
        from autan.evidence.presenters.evidence_kinds import register_room

        register_room()
