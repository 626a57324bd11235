"""What the room holds of a person: the indicators that she owns, what she recorded and decided."""

from collections.abc import Mapping, Sequence
from typing import Any

from autan.ground.extension_points import DataSubject
from autan.people.journal.queries import export_acts
from autan.plans.indicators.models import Indicator


def export_owned(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return the indicators that an account owns, and what it did: a name alone may be another's. Two queries."""
    owned = Indicator.objects.filter(owner=subject.person or 0).values_list("slug", flat=True)
    return [*({"owned": slug} for slug in owned), *export_acts(subject.person, "indicators")]
