"""Figures, evidence and texts that the room gives to the others."""

from autan.cooperation.lessons.presenters.evidence_kinds import EVIDENCE
from autan.cooperation.lessons.queries.coded_notes import NOTE_TEXTS
from autan.ground.registry import register

register(*EVIDENCE, NOTE_TEXTS)
