"""Figures, evidence and texts that the room gives to the others."""

from autan.evidence.queries.registry import SourceFinder
from autan.measures.queries.editions import find_source
from autan.observatory.presenters.evidence_kinds import EVIDENCE_KINDS
from autan.observatory.queries.figure_sources import FIGURE_SOURCES
from autan.registry import register

register(*FIGURE_SOURCES, *EVIDENCE_KINDS, SourceFinder(find=find_source))
