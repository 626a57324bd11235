"""Messages as pages and commands show them."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from autan.ground.extension_points import DeskItem, DeskLine, PersonalData
from autan.people.mail.core import MessageStatus
from autan.people.mail.queries import count_failed, message_networks

MESSAGE_DATA = partial(
    PersonalData,
    code="messages",
    what=gettext_lazy(
        "Messages envoyés\u00a0: adresse, objet, date, ce qu’il est devenu\u202f; le texte est effacé dès le départ"
    ),
    whom=gettext_lazy("Les personnes à qui le site a écrit"),
    why=gettext_lazy("Savoir ce qui est parti et renvoyer ce qui a échoué\u202f; mission d’intérêt public du réseau"),
    kept=gettext_lazy(
        "Durée réglée par AUTAN_KEEP_MESSAGES, un an sinon\u202f; une demande d’effacement les efface aussitôt"
    ),
)
"""Messages; what it does is given when it is registered."""

READ_MESSAGES = "territories.read_messages"
"""Right to read the messages of a network, known by its slug: its predicate lives in the room of mandates."""


def status_label(status: str) -> str:
    """Return what became of a message, in the language of the page."""
    labels = {
        MessageStatus.QUEUED: _("en attente"),
        MessageStatus.SENDING: _("envoi en cours"),
        MessageStatus.RETRYING: _("pas encore parti, nouvel essai prévu"),
        MessageStatus.SENT: _("remis au serveur de courriel"),
        MessageStatus.WRITTEN: _("écrit sur place, faute de serveur de courriel"),
        MessageStatus.FAILED: _("échec"),
    }
    return labels[MessageStatus(status)]


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
