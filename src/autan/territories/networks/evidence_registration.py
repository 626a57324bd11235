"""Figures, evidence and texts that the room gives to the others."""

from autan.evidence.figures.queries.registry import SourceFinder
from autan.ground.registry import register
from autan.territories.networks.presenters.evidence_kinds import EVIDENCE
from autan.territories.perimeters.lake.register import find_register_source

register(*EVIDENCE, SourceFinder(find=find_register_source))
