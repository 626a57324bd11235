"""What the room holds of a person: what she aligned, read again, decided, answered or wrote."""

from collections.abc import Mapping, Sequence
from typing import Any

from autan.ground.extension_points import DataSubject
from autan.people.journal.queries import export_acts


def export_written(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return what somebody did in the room, by the account: a name alone may be another's. One query."""
    return export_acts(subject.person, "crossreading")
