"""Editions, which later ones may cite."""

from autan.evidence.figures.queries.registry import EvidenceKind
from autan.ground.registry import register_at_need

register_at_need("autan.publishing.editions.presenters.published:EDITION_EVIDENCE", {EvidenceKind: ("edition",)})
