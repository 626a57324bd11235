"""What the room holds of a person: her name as who kept a scenario or gave a quantity."""

from collections.abc import Mapping, Sequence
from typing import Any

from autan.foresight.scenarios.models import KeptScenario, OffsetReason, OwnQuantity
from autan.ground.extension_points import DataSubject


def export_named(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return the scenarios that somebody kept quantities and reasons given. Three queries."""
    if subject.person is None:
        return []
    kept = KeptScenario.objects.filter(kept_by=subject.person).values_list("slug", "title", "kept_at")
    quantities = OwnQuantity.objects.filter(given_by=subject.person).values_list("territory__siren", "code", "given_at")
    reasons = OffsetReason.objects.filter(given_by=subject.person).values_list("territory__siren", "sector", "given_at")
    return [
        *({"scenario": slug, "title": title, "at": at} for slug, title, at in kept),
        *({"territory": siren, "quantity": code, "at": at} for siren, code, at in quantities),
        *({"territory": siren, "offset": sector, "at": at} for siren, sector, at in reasons),
    ]
