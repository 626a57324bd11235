"""Django configuration of the room."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """The room of messages."""

    name = "autan.mail"
    label = "mail"

    def ready(self) -> None:
        """Give the desk its way to the messages, and say what becomes of them in a home that is restored."""
        from autan.extension_points import RestoreStep, register
        from autan.mail.actions import erase_messages, hold_unsent, sweep_messages
        from autan.mail.presenters import MESSAGE_DATA, MESSAGE_LINES
        from autan.mail.queries import export_messages

        held = "sauvegarde restaurée : ce message n’était pas parti, ou l’est depuis l’autre dossier"
        messages = MESSAGE_DATA(export=export_messages, erase=erase_messages, sweep=sweep_messages)
        register(MESSAGE_LINES, RestoreStep(run=lambda: hold_unsent(reason=held)), messages)
