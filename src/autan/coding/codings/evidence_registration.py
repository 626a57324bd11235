"""Figures, evidence and texts that the room gives to the others."""

from autan.coding.codings.models import DOCUMENT
from autan.evidence.figures.queries.codable_texts import TextSource
from autan.ground.registry import register_at_need

register_at_need("autan.coding.codings.queries.survey_texts:SURVEY_TEXTS", {TextSource: ("answer",)})
register_at_need("autan.coding.codings.queries.text_sources:DOCUMENT_TEXTS", {TextSource: (DOCUMENT,)})
