"""What the room gives to the others."""

from autan.ground.extension_points import RestoreStep
from autan.ground.registry import register
from autan.people.mail.actions import cancel_unsent, erase_messages, purge_messages
from autan.people.mail.presenters import MESSAGE_DATA, MESSAGE_LINES
from autan.people.mail.queries import export_messages

reason = "sauvegarde restaurée : ce message n’était pas parti, ou l’est depuis l’autre dossier"
messages = MESSAGE_DATA(export=export_messages, erase=erase_messages, purge=purge_messages)
register(MESSAGE_LINES, RestoreStep(run=lambda: cancel_unsent(reason=reason)), messages)
