"""Lessons as pages and documents show them, rows of a list, and as they are published: never a draft."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from autan.coding.codings.core.codebook import Code
from autan.cooperation.lessons.core.lessons import LessonContent, is_to_confirm, write_sources
from autan.cooperation.lessons.models import Lesson
from autan.cooperation.lessons.queries.lessons import published_lessons
from autan.evidence.figures.importers import read_columns
from autan.ground.descriptions.presenters import published_cells, shown_parts, shown_table
from autan.ground.documents.renderers.sheets import DocumentSheet
from autan.ground.extension_points import PublishedTable
from autan.ground.texts.language import day, in_french, words
from autan.ground.wordings import Sentence
from autan.plans.projects.core.themes import ActionTheme


def lesson_rows(lessons: Iterable[Lesson], *, today: date) -> list[Mapping[str, object]]:
    """Give lessons in words."""
    return [
        {
            "slug": lesson.slug,
            "title": lesson.title,
            "host": lesson.territory.short_name,
            "themes": ", ".join(words(ActionTheme(code).label) for code in lesson.themes.split("|") if code),
            "workshop": lesson.workshop.title if lesson.workshop else "",
            "published": day(lesson.published_on) if lesson.published_on else "",
            "is_draft": not lesson.is_published,
            "is_to_confirm": lesson.is_published and is_to_confirm(lesson.confirmed_on, today=today),
            "transferable": lesson.content.get("transferable", ""),
        }
        for lesson in lessons
    ]


def code_labels(codes: Sequence[Code]) -> dict[str, str]:
    """Give the label of each code, by key."""
    return {code.key: words(code.label) for code in codes}


def _rows(slug: str) -> Iterator[tuple[Any, ...]]:
    for lesson in published_lessons(slug):
        head = (slug, lesson.territory.siren, lesson.slug, *published_cells(lesson.parsed_content), lesson.version)
        yield (*head, lesson.published_on, lesson.confirmed_on, lesson.territory.is_invented)


PUBLISHED_LESSONS = PublishedTable(
    name="lessons",
    rank=85,
    title=Sentence("Savoir-faire"),
    description=Sentence("Un savoir-faire publié par ligne ; un brouillon n’en a pas."),
    columns=read_columns("lessons", "lessons", document=LessonContent),
    key=("network", "lesson"),
    rows=_rows,
)


def lesson_document(lesson: Lesson, obstacles: Sequence[Code], levers: Sequence[Code]) -> DocumentSheet:
    """Give a lesson as a sheet: its texts, both views apart, conditions, obstacles beside remedies."""
    content, names = lesson.parsed_content, {"levers": code_labels(levers), "code": code_labels(obstacles)}
    conditions, difficulties = shown_table(content, "conditions"), shown_table(content, "difficulties", names=names)
    *parts, (title, fact_fields) = shown_parts(content, names=names)
    facts = [(field.label, field.line) for field in fact_fields]
    facts += [(_("Preuves"), " ; ".join(write_sources(content))), (_("Contact"), _("par la coordination du réseau"))]
    facts.append((_("Confirmé le"), day(lesson.confirmed_on) if lesson.confirmed_on else ""))
    # an amount and who paid it share the last column
    rows = tuple((*cells[:4], " · ".join(filter(None, cells[4:]))) for cells in conditions.cells)
    return DocumentSheet(
        title=lesson.title,
        place=in_french(
            " · ".join([lesson.territory.short_name, *([lesson.workshop.title] if lesson.workshop else [])])
        ),
        note=_note(lesson),
        parts=(
            *((heading, tuple((field.label, field.text) for field in fields)) for heading, fields in parts),
            (title, tuple((label, text) for label, text in facts if text)),
        ),
        tables=(
            (conditions.title, (*conditions.headings[:4], _("Montant et payeur")), rows),
            (difficulties.title, difficulties.headings, difficulties.cells),
        ),
    )


def _note(lesson: Lesson) -> str:
    if lesson.network.is_invented:
        return _("Savoir-faire inventé, pour essayer.")
    return "" if lesson.is_published else _("Brouillon.")
