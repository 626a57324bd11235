"""What the room holds of a person: her name as who owns an indicator, gave a value or decided of a finding."""

from collections.abc import Mapping, Sequence
from typing import Any

from autan.ground.extension_points import DataSubject
from autan.people.accounts.queries import name_of
from autan.plans.indicators.models import FindingReview, Indicator, RecordedValue


def export_named(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return the indicators that somebody owns, the values given and the findings decided. Four queries."""
    name = name_of(subject)
    if not name:
        return []
    owned = Indicator.objects.filter(owner_name=name).values_list("slug", flat=True)
    given = RecordedValue.objects.filter(given_by_name=name).values_list("indicator__slug", "year", "given_at")
    decided = FindingReview.objects.filter(by_name=name).values_list("subject", "code", "at")
    return [
        *({"owned": slug} for slug in owned),
        *({"value": slug, "year": year, "at": at} for slug, year, at in given),
        *({"decided": subject, "finding": code, "at": at} for subject, code, at in decided),
    ]
