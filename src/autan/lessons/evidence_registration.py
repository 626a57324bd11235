"""Figures, evidence and texts that the room gives to the others."""

from autan.lessons.presenters.evidence_kinds import ADOPTION_EVIDENCE, LESSON_EVIDENCE, LESSON_FIGURES, NEED_EVIDENCE
from autan.lessons.queries.coded_notes import NOTE_TEXTS
from autan.registry import register

register(LESSON_EVIDENCE, NEED_EVIDENCE, ADOPTION_EVIDENCE, LESSON_FIGURES, NOTE_TEXTS)
