"""Figures, evidence and texts that the room gives to the others."""

from autan.evidence.figures.queries.registry import SourceFinder
from autan.ground.registry import register
from autan.opendata.measures.queries.editions import find_source
from autan.opendata.observatory.presenters.evidence_kinds import EVIDENCE_KINDS
from autan.opendata.observatory.queries.figure_sources import FIGURE_SOURCES

register(*FIGURE_SOURCES, *EVIDENCE_KINDS, SourceFinder(find=find_source))
