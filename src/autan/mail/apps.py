"""Django configuration of the room."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """The room of messages."""

    name = "autan.mail"
    label = "mail"
