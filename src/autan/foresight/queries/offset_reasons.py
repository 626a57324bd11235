"""Why territories are above or below the national curve, as their people said."""

from collections.abc import Iterable

from autan.foresight.models import OffsetReason


def reasons_of(sirens: Iterable[str]) -> dict[str, list[OffsetReason]]:
    """Return the reasons of territories by sector. One query."""
    found: dict[str, list[OffsetReason]] = {}
    for reason in OffsetReason.objects.filter(territory__siren__in=list(sirens)).select_related("territory"):
        found.setdefault(reason.sector, []).append(reason)
    return found
