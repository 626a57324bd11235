"""What is published of the lessons: those that are out, never a draft."""

from collections.abc import Iterator
from typing import Any

from autan.cooperation.lessons.core.lessons import LessonContent
from autan.cooperation.lessons.queries.lessons import published_lessons
from autan.evidence.figures.importers import read_columns
from autan.ground.descriptions.presenters import published_cells
from autan.ground.extension_points import PublishedTable
from autan.ground.texts.core.texts import Text


def _rows(slug: str) -> Iterator[tuple[Any, ...]]:
    for lesson in published_lessons(slug):
        about = (slug, lesson.territory.siren, lesson.slug, *published_cells(lesson.parsed_content), lesson.version)
        yield (*about, lesson.published_on, lesson.confirmed_on, lesson.territory.is_invented)


PUBLISHED_LESSONS = PublishedTable(
    name="lessons",
    rank=85,
    title=Text("Savoir-faire", "Lessons"),
    description=Text(
        "Un savoir-faire publié par ligne ; un brouillon n’en a pas.", "One published lesson a row; never a draft."
    ),
    columns=read_columns("lessons", "lessons", document=LessonContent),
    key=("network", "lesson"),
    rows=_rows,
)
