"""Addresses of the figures of lessons, needs and adoption, parsed once."""

from dataclasses import dataclass
from typing import Self

from autan.evidence.core.addresses import FigureAddress

SOURCE = "lessons"
"""Source of the addresses of this room."""
LESSON_KIND, NEED_KIND, ADOPTION_KIND = "lesson", "need", "adoption"
"""Kinds of evidence of this room; the key of an adoption is `lesson/SIREN`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonAddress:
    """Address of a figure: `lessons.dialogue-toulouse.taken_up.workshop`, `lessons.essai.followers.chaufferie-bois`.

    Attributes:
        what: `published`, `taken_up`, `kept`, `dropped`, `followers`, `needs`, `needs_met` or `waiting`.
        detail: `workshop`, slug of a lesson, state of needs, or day; empty for none.
    """

    network: str
    what: str
    detail: str = ""

    @classmethod
    def parse(cls, address: FigureAddress) -> Self | None:
        """Read an address of this room; None when it is not written as one.

        >>> LessonAddress.parse(FigureAddress.parse("lessons.essai.taken_up.workshop")).detail
        'workshop'
        """
        if not 2 <= len(address.parts) <= 3:
            return None
        return cls(network=address.part(0), what=address.part(1), detail=address.part(2))

    def __str__(self) -> str:
        parts = (self.network, self.what, *([self.detail] if self.detail else []))
        return str(FigureAddress.of(SOURCE, *parts))
