"""Takes the name of somebody out of minutes, for an erasure; called inside the act of the room that was asked."""

from collections.abc import Collection

from autan.cooperation.minutes.core.texts import content_hash
from autan.cooperation.minutes.models import Amendment, Minutes, MinutesVersion
from autan.ground.extension_points import DataSubject
from autan.people.accounts.models import Person
from autan.people.journal.actions import ERASED_NAME
from autan.people.journal.core.objects import ObjectRef

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
    named = Amendment.objects.filter(minutes=minutes, on_behalf_of=name)
    count += named.update(on_behalf_of=ERASED_NAME)
    for row, fields in [
        (minutes, ("text",)),
        *((version, ("text", "reason")) for version in MinutesVersion.objects.filter(minutes=minutes)),
        *((each, ("passage", "replacement", "reason", "answer")) for each in Amendment.objects.filter(minutes=minutes)),
    ]:
        changed = [field for field in fields if name in getattr(row, field)]
        for field in changed:
            setattr(row, field, getattr(row, field).replace(name, REMOVED_NAME))
        if changed:
            row.save(update_fields=changed)
            count += 1
    heading = [[label, words.replace(name, REMOVED_NAME)] for label, words in minutes.heading]
    if minutes.content_hash:
        minutes.content_hash = content_hash(title=minutes.title, heading=heading, text=minutes.text)
    minutes.heading = heading
    minutes.save(update_fields=["heading", "content_hash"])
    return count


def erase_from_minutes(subject: DataSubject) -> int:
    """Take the name of somebody who has an account out of minutes, and from beside what this person wrote."""
    person = Person.objects.filter(pk=subject.person or 0).first()
    if person is None:
        return 0
    count = remove_name(person.name)
    for model in (MinutesVersion, Amendment):
        count += model.objects.filter(by=person).update(by_name=ERASED_NAME)
    count += Amendment.objects.filter(decided_by_name=person.name).update(decided_by_name=ERASED_NAME)
    return count
