"""Django configuration of the room."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """The room of messages."""

    name = "autan.mail"
    label = "mail"

    def ready(self) -> None:
        """Give the desk its way to the messages, and say what becomes of them in a home that is restored."""
        from autan.extension_points import RestoreStep, register
        from autan.mail.actions import hold_unsent
        from autan.mail.presenters import MESSAGE_LINES

        held = "sauvegarde restaurée : ce message n’était pas parti, ou l’est depuis l’autre dossier"
        register(MESSAGE_LINES, RestoreStep(run=lambda: hold_unsent(reason=held)))
