"""What the room holds of a person: her name beside what she aligned, read again, decided, answered or wrote."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from autan.cooperation.crossreading.models import (
    Alignment,
    BlindAlignment,
    ContradictionReview,
    FrameVersion,
    Proposal,
    Recommendation,
    SecondReading,
)
from autan.ground.extension_points import DataSubject
from autan.people.accounts.queries import name_of

NAMED: Mapping[str, Callable[[], QuerySet[Any]]] = {
    "alignment": Alignment.objects.all,
    "second_alignment": BlindAlignment.objects.all,
    "contradiction_review": ContradictionReview.objects.all,
    "frame_version": FrameVersion.objects.all,
    "proposal": Proposal.objects.all,
    "recommendation": Recommendation.objects.all,
    "second_reading": SecondReading.objects.all,
}
"""Rows that keep a name in `by_name`, by what they are."""


def export_named(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return what bears the name of somebody. Nine queries."""
    name = name_of(subject)
    if not name:
        return []
    answered = ContradictionReview.objects.filter(answered_by_name=name).values_list("fingerprint", "answered_at")
    return [
        *({"kind": kind, "key": str(each)} for kind, rows in NAMED.items() for each in rows().filter(by_name=name)),
        *({"kind": "answer", "key": key, "at": at} for key, at in answered),
    ]
