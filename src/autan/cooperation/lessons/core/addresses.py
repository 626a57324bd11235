"""Addresses of the figures of lessons, needs and adoption, parsed once."""

from dataclasses import dataclass
from typing import ClassVar

from autan.evidence.figures.core.addresses import RoomAddress

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
