"""What the room gives to the others."""

from autan.lessons.actions.personal import erase_named
from autan.lessons.presenters import evidence_kinds, sections
from autan.lessons.presenters.personal_data import LESSON_DATA
from autan.lessons.presenters.published import PUBLISHED_LESSONS
from autan.lessons.queries.coded_notes import NOTE_TEXTS
from autan.lessons.queries.personal import export_named
from autan.registry import register

register(
    *evidence_kinds.EVIDENCE,
    *sections.PAGE_EXTENSIONS,
    PUBLISHED_LESSONS,
    NOTE_TEXTS,
    LESSON_DATA(export=export_named, erase=erase_named),
)
