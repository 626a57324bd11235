"""What the room holds of a person: her name in lessons, needs, answers, offers and adoption."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from autan.cooperation.lessons.models import AdoptionStepRecord, Lesson, Need, NeedAnswer, Offer
from autan.ground.extension_points import DataSubject
from autan.people.accounts.queries import name_of


def naming(rows: QuerySet[Any], columns: Sequence[str], name: str) -> list[Any]:
    """Return the rows whose texts hold a name. One query.

    A database may escape the letters of texts that it holds as JSON, so that the name is sought in what was read.
    """
    return [row for row in rows if any(name in str(getattr(row, column)) for column in columns)]


def export_named(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return what bears the name of somebody. Seven queries."""
    name = name_of(subject)
    if not name:
        return []
    steps = AdoptionStepRecord.objects.filter(person=name) | AdoptionStepRecord.objects.filter(recorded_by_name=name)
    found = steps.values_list("adoption__lesson__slug", "stage", "on")
    answers = NeedAnswer.objects.filter(by_name=name).values_list("need__slug", "on")
    return [
        *({"lesson": slug} for slug in Lesson.objects.filter(author_name=name).values_list("slug", flat=True)),
        *({"adoption": slug, "stage": stage, "on": on} for slug, stage, on in found),
        *({"need": slug} for slug in Need.objects.filter(asked_by_name=name).values_list("slug", flat=True)),
        *({"answer": slug, "on": on} for slug, on in answers),
        *({"offer": slug} for slug in Offer.objects.filter(by_name=name).values_list("slug", flat=True)),
        *({"named_in": row.slug} for row in naming(Lesson.objects.all(), ("content",), name)),
    ]
