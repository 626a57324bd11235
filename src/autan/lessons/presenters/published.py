"""What is published of the lessons: those that are out, never a draft."""

from collections.abc import Iterator
from typing import Any

from autan.evidence.core.texts import Text
from autan.evidence.presenters.published import INVENTED_COLUMN, NETWORK_COLUMN, SIREN_COLUMN
from autan.extension_points import ColumnKind, PublishedColumn, PublishedTable
from autan.lessons.queries.lessons import published_lessons


def _rows(slug: str) -> Iterator[tuple[Any, ...]]:
    for lesson in published_lessons(slug).select_related("territory"):
        themes = " ".join(code for code in lesson.themes.split("|") if code) or None
        about = (slug, lesson.territory.siren, lesson.slug, lesson.title, themes, lesson.version)
        yield (*about, lesson.published_on, lesson.confirmed_on, lesson.territory.is_invented)


PUBLISHED_LESSONS = PublishedTable(
    name="lessons",
    rank=85,
    title=Text("Savoir-faire", "Lessons"),
    description=Text(
        "Un savoir-faire publié par ligne ; un brouillon n’en a pas.", "One published lesson a row; never a draft."
    ),
    columns=(
        NETWORK_COLUMN,
        SIREN_COLUMN,
        PublishedColumn(
            name="lesson",
            title=Text("Savoir-faire", "Lesson"),
            description=Text("Identifiant du savoir-faire.", "Identifier of the lesson."),
            is_filter=True,
        ),
        PublishedColumn(name="title", title=Text("Titre", "Title"), description=Text("Titre.", "Title, in French.")),
        PublishedColumn(
            name="themes",
            title=Text("Thèmes", "Themes"),
            description=Text("Codes séparés par une espace, ou vide.", "Codes separated by a space, or empty."),
        ),
        PublishedColumn(
            name="version",
            title=Text("Version", "Version"),
            description=Text("Numéro de la version publiée.", "Number of the published version."),
            kind=ColumnKind.INTEGER,
        ),
        PublishedColumn(
            name="published_on",
            title=Text("Publié le", "Published on"),
            description=Text("Premier jour de sa publication.", "First day of its publication."),
            kind=ColumnKind.DAY,
        ),
        PublishedColumn(
            name="confirmed_on",
            title=Text("Confirmé le", "Confirmed on"),
            description=Text("Dernier jour où il fut confirmé.", "Last day on which it was confirmed."),
            kind=ColumnKind.DAY,
        ),
        INVENTED_COLUMN,
    ),
    key=("network", "lesson"),
    rows=_rows,
)
