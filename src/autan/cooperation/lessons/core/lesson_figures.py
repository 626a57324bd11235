"""Lessons counted over a network, and the addresses of the figures of the room, parsed once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from autan.evidence.figures.core.addresses import RoomAddress
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text

SOURCE = "lessons"
"""Source of the addresses of this room."""
LESSON_KIND, NEED_KIND, ADOPTION_KIND = "lesson", "need", "adoption"
"""Kinds of evidence of this room; the key of an adoption is `lesson/SIREN`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonAddress(RoomAddress):
    """Address of a figure: `lessons.dialogue-toulouse.taken_up.workshop`, `lessons.essai.followers.chaufferie-bois`.

    Attributes:
        what: `published`, `taken_up`, `kept`, `dropped`, `followers`, `needs`, `needs_met` or `waiting`.
        detail: `workshop`, slug of a lesson, state of needs, or day; empty for none.
    """

    source: ClassVar[str] = SOURCE
    network: str
    what: str
    detail: str = ""


_MADE_UP = Sentence("Savoir-faire inventés, pour essayer.")
_COUNTED = Method(
    name="count_lessons",
    formula=Sentence("savoir-faire publiés, chacun compté une fois"),
)


def count_lessons(
    lesson_address: LessonAddress, sirens: Sequence[str], slugs: Sequence[str], *, is_invented: bool
) -> Figure | None:
    """Count the published lessons of a network; missing when it has none; None when a detail is asked."""
    if lesson_address.detail:
        return None
    return Figure(
        id=str(lesson_address),
        label=Sentence("Savoir-faire publiés"),
        value=len(slugs) or None,
        unit=get_unit("count"),
        period=Period.undated(),
        territories=tuple(sirens),
        known=len(slugs),
        total=max(len(slugs), 1),
        part=Text("savoir-faire", "lessons"),
        state=ValueState.OBSERVED if slugs else ValueState.MISSING,
        boundary="lessons_published",
        method=_COUNTED,
        evidence=tuple(EvidenceRef(kind=LESSON_KIND, key=slug) for slug in slugs),
        note=_MADE_UP if is_invented else None,
    )
