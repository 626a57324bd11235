"""Figures, evidence and texts that the room gives to the others."""

from autan.lessons.presenters.evidence_kinds import EVIDENCE
from autan.lessons.queries.coded_notes import NOTE_TEXTS
from autan.registry import register

register(*EVIDENCE, NOTE_TEXTS)
