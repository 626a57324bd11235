"""Figures, evidence and texts that the room gives to the others."""

from autan.coding.codings.queries.survey_texts import SURVEY_TEXTS
from autan.coding.codings.queries.text_sources import DOCUMENT_TEXTS
from autan.ground.registry import register

register(SURVEY_TEXTS, DOCUMENT_TEXTS)
