"""What the room holds of a person: the double codings that she takes part in."""

from collections.abc import Mapping, Sequence
from typing import Any

from autan.coding.codings.models import DoubleCoding, coder_of
from autan.ground.extension_points import DataSubject
from autan.people.accounts.models import Person


def drawn_for(subject: DataSubject) -> list[tuple[str, DoubleCoding]]:
    """Return the draws that an account takes part in, with its key among their coders. Two queries."""
    person = Person.objects.filter(pk=subject.person or 0).first()
    if person is None:
        return []
    key = coder_of(person).key
    return [(key, draw) for draw in DoubleCoding.objects.select_related("corpus") if key in draw.coder_keys]


def export_draws(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return the double codings that somebody takes part in."""
    return [
        {"corpus": draw.corpus.address, "drawn_at": draw.drawn_at, "texts": len(draw.texts)}
        for _key, draw in drawn_for(subject)
    ]
