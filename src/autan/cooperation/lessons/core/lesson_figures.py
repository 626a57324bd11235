"""Lessons counted over a network."""

from collections.abc import Sequence

from autan.cooperation.lessons.core.addresses import LESSON_KIND, LessonAddress
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.periods import Period
from autan.ground.texts.core.texts import Text

_MADE_UP = Text("Savoir-faire inventés, pour essayer.", "Invented lessons, for trying.")
_COUNTED = Method(
    name="count_lessons",
    formula=Text("savoir-faire publiés, chacun compté une fois", "published lessons, each counted once"),
)


def count_lessons(
    lesson_address: LessonAddress, sirens: Sequence[str], slugs: Sequence[str], *, is_invented: bool
) -> Figure | None:
    """Count the published lessons of a network; missing when it has none; None when a detail is asked."""
    if lesson_address.detail:
        return None
    return Figure(
        id=str(lesson_address),
        label=Text("Savoir-faire publiés", "Published lessons"),
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
