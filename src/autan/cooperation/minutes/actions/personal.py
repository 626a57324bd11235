"""Takes the name of somebody out of minutes, for an erasure; called inside the act of the room that was asked."""

from collections.abc import Collection

from django.db.models import Model

from autan.cooperation.minutes.core import AmendmentInput, content_hash
from autan.cooperation.minutes.models import Amendment, Minutes, MinutesVersion, PassageWithdrawal
from autan.ground.descriptions.core.documents import text_names
from autan.ground.extension_points import DataSubject
from autan.people.individuals.actions import individual_named
from autan.people.individuals.models import ERASED_NAME
from autan.people.journal.core import ObjectRef, without_name

REMOVED_NAME = "[nom retiré]"
"""What stands in a text for a name that somebody asked to remove."""
_TEXTS: dict[type[Model], tuple[str, ...]] = {
    Minutes: ("text",),
    MinutesVersion: ("text", "reason"),
    Amendment: (*text_names(AmendmentInput), "answer"),
    PassageWithdrawal: ("reason",),
}
"""Columns of each row in which somebody may be named."""


def remove_name(name: str, *, meetings: Collection[ObjectRef] | None = None) -> int:
    """Take a name out of the texts of minutes, of their versions and of their amendments; return how many changed.

    Minutes that were published get the hash of the text without the name; the hash of before stays in their versions.
    """
    if not name.strip():
        return 0
    affected = [minutes for minutes in Minutes.objects.all() if meetings is None or minutes.meeting in meetings]
    return sum(_remove_from(minutes, name) for minutes in affected)


def _remove_from(minutes: Minutes, name: str) -> int:
    count = 0
    amendments = Amendment.objects.filter(minutes=minutes, behalf__person__isnull=True, behalf__name=name)
    count += amendments.update(behalf=individual_named(ERASED_NAME))
    for row in (minutes, *minutes.versions.all(), *minutes.amendments.all(), *minutes.withdrawals.all()):
        fields = _TEXTS[type(row)]
        texts = {field: without_name(getattr(row, field), name, REMOVED_NAME) for field in fields}
        changed = [field for field in fields if texts[field] != getattr(row, field)]
        for field in changed:
            setattr(row, field, texts[field])
        if changed:
            row.save(update_fields=changed)
            count += 1
    heading = [[label, without_name(words, name, REMOVED_NAME)] for label, words in minutes.heading]
    if minutes.content_hash:
        minutes.content_hash = content_hash(title=minutes.title, heading=heading, text=minutes.text)
    minutes.heading = heading
    minutes.save(update_fields=["heading", "content_hash"])
    return count


def erase_from_minutes(subject: DataSubject) -> int:
    """Take what names somebody, and nobody else known here, out of the texts of minutes."""
    return sum(remove_name(word) for word in subject.words)
