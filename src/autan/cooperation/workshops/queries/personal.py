"""What the room holds of a person: workshops attended, and what the account did there."""

from collections.abc import Mapping, Sequence
from typing import Any

from autan.cooperation.workshops.models import Attendee
from autan.ground.extension_points import DataSubject
from autan.people.journal.queries import export_acts


def export_attendance(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return the workshops that somebody attended with an account, and what was done there with it. Two queries.

    A note is signed with words of any kind: they prove of nobody that the note is hers.
    """
    attended = Attendee.objects.filter(person=subject.person or 0).select_related("workshop")
    return [
        *(
            {"workshop": each.workshop.slug, "name": each.name, "as": each.kind, "organisation": each.organisation}
            for each in attended
        ),
        *export_acts(subject.person, "workshops"),
    ]
