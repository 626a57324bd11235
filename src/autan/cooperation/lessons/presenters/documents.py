"""A lesson as a document shows it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from autan.coding.codings.core.codebook import Code
from autan.cooperation.lessons.core.lessons import write_sources
from autan.cooperation.lessons.models import Lesson
from autan.cooperation.lessons.presenters.lessons import code_labels
from autan.ground.descriptions.presenters import shown_parts, shown_table
from autan.ground.documents.renderers.sheets import DocumentSheet
from autan.ground.texts.language import day


def lesson_document(lesson: Lesson, obstacles: Sequence[Code], levers: Sequence[Code]) -> DocumentSheet:
    """Give a lesson as a sheet: its texts, both views apart, conditions, obstacles beside remedies."""
    content, names = lesson.parsed_content, {"levers": code_labels(levers), "code": code_labels(obstacles)}
    conditions, difficulties = shown_table(content, "conditions"), shown_table(content, "difficulties", names=names)
    *parts, (title, said) = shown_parts(content, names=names)
    facts = [(field.label, field.line) for field in said]
    facts += [(_("Preuves"), " ; ".join(write_sources(content))), (_("Contact"), _("par la coordination du réseau"))]
    facts.append((_("Confirmé le"), day(lesson.confirmed_on) if lesson.confirmed_on else ""))
    # an amount and who paid it share the last column
    rows = tuple((*cells[:4], " · ".join(filter(None, cells[4:]))) for cells in conditions.cells)
    return DocumentSheet(
        title=lesson.title,
        place=" · ".join([lesson.territory.short_name, *([lesson.workshop.title] if lesson.workshop else [])]),
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
