"""What the room gives to the others, its evidence apart."""

from autan.evidence.figures.presenters.library import FACTS, LIBRARY_ENTRY
from autan.evidence.figures.presenters.searching import EVIDENCE_SEARCH
from autan.ground.registry import register

register(FACTS, LIBRARY_ENTRY, EVIDENCE_SEARCH)
