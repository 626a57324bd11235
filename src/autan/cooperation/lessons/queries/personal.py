"""What the room holds of a person: her acts on lessons, needs, offers and adoption; where a text names somebody."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from autan.ground.extension_points import DataSubject
from autan.people.journal.queries import export_acts


def naming(rows: QuerySet[Any], columns: Sequence[str], name: str) -> list[Any]:
    """Return the rows whose texts hold a name, in capitals or not. One query.

    A database may escape the letters of texts that it holds as JSON, so that the name is sought in what was read.
    """
    return [row for row in rows if any(name.lower() in str(getattr(row, column)).lower() for column in columns)]


def export_written(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return what somebody wrote, asked, answered and offered, by the account: a name alone may be another's."""
    return export_acts(subject.person, "lessons")
