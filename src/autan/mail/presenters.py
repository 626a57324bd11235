"""Messages as pages and commands show them."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from autan.extension_points import DeskItem, DeskLine
from autan.mail.core.fates import MessageFate
from autan.mail.queries import count_failed, message_networks

READ_MESSAGES = "territories.read_messages"
"""Right to read the messages of a network, known by its slug: its predicate lives in the room of mandates."""


def fate_label(fate: str) -> str:
    """Return what became of a message, in the language of the page."""
    labels = {
        MessageFate.QUEUED: _("en attente"),
        MessageFate.SENDING: _("envoi en cours"),
        MessageFate.RETRYING: _("pas encore parti, nouvel essai prévu"),
        MessageFate.SENT: _("remis au serveur de courriel"),
        MessageFate.WRITTEN: _("écrit sur place, faute de serveur de courriel"),
        MessageFate.FAILED: _("échec"),
    }
    return labels[MessageFate(fate)]


def readable_networks(reader: Any) -> list[str]:
    """Return the slugs of the networks whose messages a person may read."""
    return [slug for slug in message_networks() if reader.has_perm(READ_MESSAGES, slug)]


def message_lines(person: Any) -> Iterable[DeskItem]:
    """Lead those who coordinate to the messages of their networks, first of all when some failed."""
    if not person.has_perm(READ_MESSAGES):
        return
    failed = count_failed(readable_networks(person))
    words = ngettext("%(n)d message n’est pas parti", "%(n)d messages ne sont pas partis", failed) % {"n": failed}
    yield DeskItem(
        title=_("Messages envoyés"),
        url=reverse("mail:failed" if failed else "mail:list"),
        detail=words if failed else "",
        rank=10 if failed else 85,
    )


MESSAGE_LINES = DeskLine(build=message_lines)
