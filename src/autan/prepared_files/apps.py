"""Django configuration of the room."""

from django.apps import AppConfig


class PreparedFilesConfig(AppConfig):
    """The room of prepared files."""

    name = "autan.prepared_files"
    label = "prepared_files"
