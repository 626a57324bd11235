"""What the room holds of a person: the double codings that she takes part in."""

from collections.abc import Mapping, Sequence
from typing import Any

from autan.coding.codings.models import DoubleCoding
from autan.ground.extension_points import DataSubject


def export_draws(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return the double codings that an account takes part in. One query."""
    return [
        {"corpus": draw.corpus.address, "drawn_at": draw.drawn_at, "texts": len(draw.texts)}
        for draw in DoubleCoding.objects.select_related("corpus")
        if subject.person in dict(draw.coders).values()
    ]
