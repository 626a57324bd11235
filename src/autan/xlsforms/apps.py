"""Django configuration of the room."""

from django.apps import AppConfig


class XLSFormsConfig(AppConfig):
    """The xlsforms room."""

    name = "autan.xlsforms"
    label = "xlsforms"
