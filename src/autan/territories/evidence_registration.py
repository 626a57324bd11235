"""Figures, evidence and texts that the room gives to the others."""

from autan.evidence.queries.registry import SourceFinder
from autan.perimeters.lake.register import find_register_source
from autan.registry import register
from autan.territories.presenters.evidence_kinds import EVIDENCE

register(*EVIDENCE, SourceFinder(find=find_register_source))
