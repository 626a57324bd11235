"""Django configuration of the room."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The documents room."""

    name = "autan.documents"
    label = "documents"
