"""Lessons as pages show them: rows of a list, and what it is filtered by."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from autan.coding.codings.core.codebook import Code
from autan.cooperation.lessons.core.lessons import is_to_confirm
from autan.cooperation.lessons.models import Lesson
from autan.ground.texts.language import day, words
from autan.plans.projects.core.themes import ActionTheme


def lesson_rows(lessons: Iterable[Lesson], *, today: date) -> list[Mapping[str, object]]:
    """Give lessons in words."""
    return [
        {
            "slug": lesson.slug,
            "title": lesson.title,
            "host": lesson.territory.short_name,
            "themes": theme_words(lesson.themes),
            "workshop": lesson.workshop.title if lesson.workshop else "",
            "published": day(lesson.published_on) if lesson.published_on else "",
            "is_draft": not lesson.is_published,
            "is_to_confirm": lesson.is_published and is_to_confirm(lesson.confirmed_on, today=today),
            "transferable": lesson.content.get("transferable", ""),
        }
        for lesson in lessons
    ]


def theme_words(themes: str) -> str:
    """Give the names of themes held as codes between bars."""
    return ", ".join(words(ActionTheme(code).label) for code in themes.split("|") if code)


def code_labels(codes: Sequence[Code]) -> dict[str, str]:
    """Give the label of each code, by key."""
    return {code.key: words(code.label) for code in codes}
