"""Takes the name of somebody out of minutes, for an erasure; called inside the act of the room that was asked."""

from collections.abc import Collection

from autan.cooperation.minutes.core import content_hash
from autan.cooperation.minutes.models import Amendment, Minutes, MinutesVersion
from autan.ground.extension_points import DataSubject
from autan.people.individuals.actions import individual_named
from autan.people.individuals.models import ERASED_NAME
from autan.people.journal.core import ObjectRef, without_name

REMOVED_NAME = "[nom retiré]"
"""What stands in a text for a name that somebody asked to remove."""


def remove_name(name: str, *, meetings: Collection[ObjectRef] | None = None) -> int:
    """Take a name out of the texts of minutes, of their versions and of their amendments; return how many changed.

    Minutes that were published get the hash of the text without the name; the hash of before stays in their versions.
    """
    if not name.strip():
        return 0
    wanted = [minutes for minutes in Minutes.objects.all() if meetings is None or minutes.meeting in meetings]
    return sum(_remove_from(minutes, name) for minutes in wanted)


def _remove_from(minutes: Minutes, name: str) -> int:
    count = 0
    named = Amendment.objects.filter(minutes=minutes, behalf__person__isnull=True, behalf__name=name)
    count += named.update(behalf=individual_named(ERASED_NAME))
    for row, fields in [
        (minutes, ("text",)),
        *((version, ("text", "reason")) for version in MinutesVersion.objects.filter(minutes=minutes)),
        *(
            (amendment, ("passage", "replacement", "reason", "answer"))
            for amendment in Amendment.objects.filter(minutes=minutes)
        ),
    ]:
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
